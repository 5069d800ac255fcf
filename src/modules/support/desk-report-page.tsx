import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { Select } from '#ui/select/select.tsx';
import type { JSX } from 'preact';
import type { DeskReport } from './desk-reports.ts';
import { errorDeskPath } from './paths.ts';
import { ReportFacts } from './report-facts.tsx';
import { actsIn, errorKinds, type ReportAct } from './report.ts';
import { texts } from './texts.uk.ts';

const { desk, fields } = texts;

export interface DeskReportProps extends DeskReport {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  /** What was just done. */
  readonly done: ReportAct | undefined;
  readonly now: Temporal.Instant;
  readonly csrfToken: string;
}

/** A report with what was done about it and what may be done next. */
export function deskReportPage(frame: PageFrame, props: DeskReportProps): string {
  const { report, steps, faults, done, now } = props;
  const title = texts.numbered(report.reportId);
  const errors = errorsOf(faults);
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={title}
      hasErrors={errors.length > 0}
      breadcrumbs={[{ label: desk.title, href: errorDeskPath }, { label: title }]}
    >
      <ErrorSummary title={texts.form.errors} errors={errors} />
      <PageHeading title={title} />
      {done === undefined ? null : <Notification tone="good" title={texts.done[done]} />}
      <Card>
        <ReportFacts report={report} now={now} more={moreOf(report)} />
      </Card>
      {steps.length === 0 ? null : (
        <Card heading={desk.steps}>
          <ol>
            {steps.map(({ at, act }) => (
              <li>
                {formatInstant(at)}: {texts.done[act]}
              </li>
            ))}
          </ol>
        </Card>
      )}
      {actsIn(report.state).length > 0 ? <Acts {...props} /> : null}
    </Page>,
  );
}

function moreOf({ personId, reportId, screenshotAddress }: DeskReport['report']) {
  const from = personId === null ? desk.anonymous : desk.signedIn;
  const href = `${errorDeskPath}/${reportId}/screenshot`;
  return [
    { term: fields.reporter, value: from },
    ...(screenshotAddress === null
      ? []
      : [{ term: fields.screenshot, value: <a href={href}>{desk.openScreenshot}</a> }]),
  ];
}

function Acts({ report, values, faults, csrfToken }: DeskReportProps): JSX.Element {
  const acts = actsIn(report.state);
  const about = (name: 'act' | 'kind' | 'answer' | 'estimateOn') => ({
    ...{ name, value: values[name], error: faults[name] },
  });
  return (
    <Card heading={desk.act}>
      <p>{desk.actLede}</p>
      <Form action={`${errorDeskPath}/${report.reportId}`} csrfToken={csrfToken} label={desk.act}>
        <Radios
          {...about('act')}
          label={desk.act}
          choices={acts.map((value) => ({ value, label: texts.acts[value] }))}
        />
        {acts.includes('confirm') ? (
          <>
            <Field
              {...about('answer')}
              kind="textarea"
              label={desk.answer}
              hint={desk.answerHint}
              optional
            />
            <Field
              {...about('estimateOn')}
              kind="date"
              label={desk.estimate}
              hint={desk.estimateHint}
              optional
            />
            <Select
              {...about('kind')}
              label={desk.newKind}
              hint={desk.newKindHint}
              options={errorKinds.map((value) => ({ value, label: texts.kinds[value] }))}
              optional
            />
          </>
        ) : null}
        <ButtonRow>
          <Button>{desk.save}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}
