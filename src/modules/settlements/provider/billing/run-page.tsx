import { isRefusal, type Refusal } from '#kernel/result.ts';
import { periodOf } from '#kernel/period.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatInstant, formatPeriod } from '#ui/format/time.ts';
import { PageHeading, Split } from '#ui/layout/regions.tsx';
import { Notification } from '#ui/notification/notification.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { officePage } from '../cabinet.tsx';
import { QuestionsTable } from '../questions/questions-table.tsx';
import { countOf, kindsOf, type RunQuestions } from '../questions/run-questions.ts';
import { texts as questionTexts } from '../questions/texts.uk.ts';
import { AgesChart } from '../receivables/ages-chart.tsx';
import { placeName, serviceTitles } from '../texts.uk.ts';
import { runTones } from './billing-page.tsx';
import { RunComparison } from './run-comparison.tsx';
import type { RunReport } from './run-report.ts';
import { RunSteps } from './run-steps.tsx';
import { billingRefusalText, texts } from './texts.uk.ts';

/** How often a page of work that goes on asks to be opened again. */
export const refreshSeconds = 4;
/** The first questions stand on the page of the run itself. */
const questionsShown = 5;

export interface RunPageProps {
  readonly frame: PageFrame;
  readonly report: RunReport;
  readonly questions: RunQuestions;
  readonly csrfToken: string;
  /** The page opens itself again while the run goes on. */
  readonly refreshes: boolean;
  /** Why it was not put back to work just now. */
  readonly refusal?: Refusal | undefined;
}

/** A run: its course, its result beside the month before, what it asks. */
export function runPage(props: RunPageProps): string {
  const { frame, report, refusal } = props;
  const { run, place } = report;
  const title = texts.title(periodOf(run.month));
  return officePage({
    frame,
    title,
    hasErrors: refusal !== undefined,
    breadcrumbs: [
      { href: `/cabinet/billing?place=${run.hromadaId}`, label: serviceTitles.billing },
      { label: formatPeriod(periodOf(run.month)) },
    ],
    children: (
      <>
        {refusal === undefined ? null : (
          <ErrorSummary
            title={texts.resumeError}
            errors={[{ message: billingRefusalText(refusal) }]}
          />
        )}
        <PageHeading
          title={title}
          eyebrow={placeName(place)}
          lede={
            <>
              <Tag tone={runTones[run.state]}>{texts.states[run.state]}</Tag>{' '}
              {texts.startedAt(formatInstant(run.startedAt))}
            </>
          }
        />
        <Blocked {...props} />
        <Body {...props} />
      </>
    ),
  });
}

/** What goes on stands first; of what is finished the result. */
function Body(props: RunPageProps): JSX.Element {
  const { report } = props;
  if (report.result !== undefined) {
    return (
      <Split
        aside={
          <>
            <Course report={report} />
            <Card>
              <AgesChart id="ages" receivables={report.receivables} />
            </Card>
          </>
        }
      >
        <RunComparison result={report.result} runBefore={report.runBefore} />
        <Questions {...props} />
      </Split>
    );
  }
  const course = (
    <>
      <Course report={report} />
      <Questions {...props} />
    </>
  );
  if (report.run.state !== 'running') return course;
  return <Split aside={<Refreshing {...props} />}>{course}</Split>;
}

function Course({ report }: Pick<RunPageProps, 'report'>): JSX.Element {
  return (
    <Card heading={texts.courseTitle}>
      <RunSteps report={report} />
    </Card>
  );
}

function Blocked({ report, csrfToken }: RunPageProps): JSX.Element | null {
  const { run } = report;
  if (run.state !== 'blocked') return null;
  const problem: unknown = run.problem === null ? undefined : JSON.parse(run.problem);
  return (
    <Notification tone="bad" title={texts.blockedTitle}>
      {isRefusal(problem) ? <p>{billingRefusalText(problem)}</p> : null}
      <p>{report.progress.chunksDone === 0 ? texts.blockedNothing : texts.blockedPart}</p>
      <Form action={`/cabinet/billing/${run.runId}/resume`} csrfToken={csrfToken}>
        <Button look="quiet">{texts.resume}</Button>
      </Form>
    </Notification>
  );
}

function Refreshing({ report, refreshes }: RunPageProps): JSX.Element {
  const path = `/cabinet/billing/${report.run.runId}`;
  return (
    <Card>
      <p>
        {refreshes ? texts.refreshes(refreshSeconds) : texts.refreshOff} {texts.leave}
      </p>
      <ButtonRow>
        <LinkButton look="quiet" href={refreshes ? `${path}?refresh=off` : path}>
          {refreshes ? texts.stopRefresh : texts.refreshOn}
        </LinkButton>
        {refreshes ? null : (
          <LinkButton look="quiet" href={`${path}?refresh=off`}>
            {texts.refreshNow}
          </LinkButton>
        )}
      </ButtonRow>
    </Card>
  );
}

function Questions({ report, questions }: RunPageProps): JSX.Element | null {
  const all = countOf(report.questions, kindsOf('all'));
  const toDecide = countOf(report.questions, kindsOf('decide'));
  if (all === 0 && report.run.state !== 'done') return null;
  const href = `/cabinet/billing/${report.run.runId}/questions`;
  return (
    <Card
      heading={
        toDecide === 0 ? questionTexts.cardNone : questionTexts.cardTitle(formatCount(toDecide))
      }
      aside={all === 0 ? undefined : <a href={`${href}?kind=all`}>{questionTexts.all(all)}</a>}
    >
      {toDecide === 0 ? (
        <p class="soft">{questionTexts.cardNoneText}</p>
      ) : (
        <QuestionsTable rows={questions.rows.slice(0, questionsShown)} />
      )}
    </Card>
  );
}
