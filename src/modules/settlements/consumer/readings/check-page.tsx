import { serviceUnit } from '#kernel/service.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { unitName } from '#ui/format/quantity.ts';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatDate } from '#ui/format/time.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { JSX } from 'preact';
import type { AskedQuestion } from '../../readings/store-reading.ts';
import { readingQuestionText } from '../../readings/texts.uk.ts';
import { zoneName } from '../lines/texts.uk.ts';
import type { OwnMeter } from './meters.ts';
import type { AskedMeter, SentReadings } from './send-readings.ts';
import { confirmation, confirmedName, type TypedValues } from './sent-form.ts';
import { texts } from './texts.uk.ts';

export interface CheckPageProps {
  readonly accountId: string;
  readonly csrfToken: string;
  readonly typed: TypedValues;
  readonly sent: SentReadings;
}

/** What is odd about the values: a question, never a wall. */
export function checkPage(frame: PageFrame, props: CheckPageProps): string {
  const { accountId, csrfToken, typed, sent } = props;
  const confirmed = sent.asked.map(({ meter, questions }): [string, string] => [
    confirmedName(meter.meterId),
    confirmation(questions),
  ]);
  return renderPage(
    <Page
      {...frame}
      title={texts.checkTitle}
      breadcrumbs={[
        { label: texts.title, href: `/cabinet/readings?account=${accountId}` },
        { label: texts.checkTitle },
      ]}
    >
      <PageHeading title={texts.checkTitle} lede={texts.checkLede} />
      {sent.asked.map((asked) => (
        <AskedCard asked={asked} />
      ))}
      {sent.stored.length === 0 ? null : (
        <Notification tone="good" title={texts.accepted}>
          <p>{sent.stored.map(({ meter }) => shortName(meter)).join(', ')}</p>
        </Notification>
      )}
      <Form
        action={`/cabinet/readings?account=${accountId}`}
        csrfToken={csrfToken}
        hidden={{ ...typed, ...Object.fromEntries(confirmed) }}
      >
        <ButtonRow>
          <Button name="step" value="confirm">
            {texts.allRight}
          </Button>
          <Button name="step" value="fix" look="quiet">
            {texts.fix}
          </Button>
        </ButtonRow>
      </Form>
    </Page>,
  );
}

function shortName({ service, serial }: OwnMeter): string {
  return `${serviceName(service)} (${serial})`;
}

function AskedCard({ asked }: { readonly asked: AskedMeter }): JSX.Element {
  const { meter, questions } = asked;
  return (
    <Card heading={`${serviceName(meter.service)}, ${texts.meterNumber(meter.serial)}`}>
      {questions.map((question) => (
        <Question meter={meter} question={question} />
      ))}
    </Card>
  );
}

function Question(props: {
  readonly meter: OwnMeter;
  readonly question: AskedQuestion;
}): JSX.Element {
  const { meter, question } = props;
  const { title, advice } = readingQuestionText(question.question, question);
  const unit = unitName(serviceUnit[meter.service]);
  const shown = (value: string) => `${value.replace('.', ',')} ${unit}`;
  return (
    <>
      <Notification tone="warn" title={zoned(meter, question.zone, title)}>
        <p>{advice}</p>
      </Notification>
      <DescriptionList
        rows={[
          { term: texts.entered, value: <b>{shown(question.value)}</b> },
          ...(question.previousOn === ''
            ? []
            : [
                {
                  term: texts.before,
                  value: `${shown(question.previous)}, ${formatDate(
                    Temporal.PlainDate.from(question.previousOn),
                  )}`,
                },
              ]),
        ]}
      />
    </>
  );
}

/** Says which zone is asked about, when the meter has several. */
function zoned({ zones }: OwnMeter, zone: number, title: string): string {
  return zones.length === 1 ? title : `${texts.zoneField(zoneName(zone, zones.length))}. ${title}`;
}
