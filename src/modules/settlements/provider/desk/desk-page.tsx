import { periodOf } from '#kernel/period.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatDateLong, formatInstant, formatPeriod } from '#ui/format/time.ts';
import { CardGrid, PageHeading, Row } from '#ui/layout/regions.tsx';
import { Notification } from '#ui/notification/notification.tsx';
import { Progress } from '#ui/steps/steps.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { runTones } from '../billing/billing-page.tsx';
import { texts as billingTexts } from '../billing/texts.uk.ts';
import { NoPlaces, officePage } from '../cabinet.tsx';
import { QuestionsTable } from '../questions/questions-table.tsx';
import type { RunQuestions } from '../questions/run-questions.ts';
import { texts as questionTexts } from '../questions/texts.uk.ts';
import { AgesChart } from '../receivables/ages-chart.tsx';
import { placeName } from '../texts.uk.ts';
import { PlacesTable } from './places-table.tsx';
import type { Desk, DeskPlace } from './desk.ts';
import { texts } from './texts.uk.ts';

/** The first questions; all of them have a page of their own. */
const questionsShown = 5;

export interface DeskPageProps {
  readonly frame: PageFrame;
  readonly desk: Desk;
  readonly today: Temporal.PlainDate;
  /** Of the last run of the only place; undefined when there is none. */
  readonly questions: RunQuestions | undefined;
}

/** The first page of the cabinet: what is open, what waits, what is owed. */
export function deskPage(props: DeskPageProps): string {
  const { frame, desk, today } = props;
  const [only, ...others] = desk.places;
  return officePage({
    frame,
    title: texts.title,
    children: (
      <>
        <PageHeading
          title={texts.title}
          eyebrow={only === undefined || others.length > 0 ? undefined : placeName(only.place)}
          lede={texts.today(formatDateLong(today))}
        />
        {only === undefined ? (
          <NoPlaces />
        ) : (
          <>
            {desk.places.every(({ place }) => place.as === 'provider') ? (
              <Notification tone="act" title={texts.billedElsewhere} />
            ) : null}
            <CardGrid>
              <ReadingsCard desk={desk} first={only} />
              {others.length > 0 || only.place.as === 'provider' ? null : <LastRunCard {...only} />}
              <DebtCard desk={desk} />
            </CardGrid>
            {others.length > 0 ? <PlacesTable {...desk} /> : <DecideCard {...props} first={only} />}
          </>
        )}
      </>
    ),
  });
}

interface Props {
  readonly desk: Desk;
}

/** Of several hromadas each has its own open month; the first stands for all in the heading. */
function ReadingsCard({ desk, first }: Props & { readonly first: DeskPlace }): JSX.Element {
  const sum = (of: (row: DeskPlace) => number) =>
    desk.places.reduce((total, row) => total + of(row), 0);
  const awaited = sum(({ readings }) => readings.awaited);
  const oneMonth = desk.places.every(({ place }) => place.openPeriod === first.place.openPeriod);
  return (
    <Card heading={oneMonth ? texts.month(first.place.openPeriod) : texts.months}>
      {awaited === 0 ? (
        <p class="soft">{texts.readingsNone}</p>
      ) : (
        <Progress
          label={texts.readings}
          done={sum(({ readings }) => readings.received)}
          total={awaited}
          unit={texts.readingsUnit}
        />
      )}
      <Row>
        {desk.places.some(({ place }) => place.as === 'biller') ? (
          <a href="/cabinet/billing">{texts.toBilling}</a>
        ) : null}
        <a href="/cabinet/imports">{texts.toImports}</a>
        <a href="/cabinet/accounts?unread=yes">{texts.toUnread}</a>
      </Row>
    </Card>
  );
}

/** The first of the questions that the last run left. */
function DecideCard({
  questions,
  first: { toDecide, lastRun },
}: DeskPageProps & { readonly first: DeskPlace }): JSX.Element | null {
  if (lastRun === undefined) return null;
  if (questions === undefined || toDecide === 0) {
    return (
      <Card heading={questionTexts.cardNone}>
        <p class="soft">{questionTexts.cardNoneText}</p>
      </Card>
    );
  }
  return (
    <Card
      heading={questionTexts.cardTitle(formatCount(toDecide))}
      aside={<a href={`/cabinet/billing/${lastRun.runId}/questions`}>{texts.toQuestions}</a>}
    >
      <QuestionsTable rows={questions.rows.slice(0, questionsShown)} />
    </Card>
  );
}

function DebtCard({ desk }: Props): JSX.Element {
  const { receivables } = desk;
  if (receivables === null || receivables.length === 0) {
    return (
      <Card heading={texts.debt}>
        {receivables === null ? (
          <a href="/cabinet/receivables">{texts.toReceivables}</a>
        ) : (
          <p class="soft">{texts.noBills}</p>
        )}
      </Card>
    );
  }
  return (
    <Card>
      <AgesChart id="ages" receivables={receivables} />
      <ButtonRow>
        <LinkButton href="/cabinet/receivables" look="quiet">
          {texts.toReceivables}
        </LinkButton>
      </ButtonRow>
    </Card>
  );
}

function LastRunCard({ lastRun }: DeskPlace): JSX.Element {
  if (lastRun === undefined) {
    return (
      <Card heading={texts.lastRun}>
        <p class="soft">{texts.lastRunNone}</p>
      </Card>
    );
  }
  return (
    <Card
      heading={texts.lastRun}
      aside={<a href={`/cabinet/billing/${lastRun.runId}`}>{texts.openRun}</a>}
    >
      <DescriptionList
        stacked
        rows={[
          { term: texts.runMonth, value: formatPeriod(periodOf(lastRun.month)) },
          {
            term: texts.runState,
            value: <Tag tone={runTones[lastRun.state]}>{billingTexts.states[lastRun.state]}</Tag>,
          },
          { term: texts.runAccounts, value: formatCount(lastRun.accounts) },
          { term: texts.runStarted, value: formatInstant(lastRun.startedAt) },
        ]}
      />
    </Card>
  );
}
