import { provisionStateNames } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import type { JSX } from 'preact';
import { answers, kindOf } from './change.ts';
import { factsOf } from './facts.ts';
import { lastDayOf } from './last-day.ts';
import { answerPath, provisionDeskPath } from './paths.ts';
import type { ShownChange } from './show-changes.ts';
import { StateTag } from './state-tag.tsx';
import { texts } from './texts.uk.ts';

const { desk, fields } = texts;

export interface AnswerPageProps {
  readonly shown: ShownChange;
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly now: Temporal.Instant;
  readonly csrfToken: string;
}

/** A change that somebody is to answer, with what the register says now and the answer's form. */
export function answerPage(frame: PageFrame, props: AnswerPageProps): string {
  const { shown, faults } = props;
  const { change, isLocal } = shown;
  const title = texts.kinds[kindOf(change.matter)];
  const errors = errorsOf(faults);
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={title}
      hasErrors={errors.length > 0}
      breadcrumbs={[{ label: desk.title, href: provisionDeskPath }, { label: title }]}
    >
      <ErrorSummary title={texts.form.errors} errors={errors} />
      <PageHeading
        title={title}
        eyebrow={shown.providerName}
        lede={isLocal ? undefined : desk.asAdministrator}
      />
      <Card>
        <Facts {...props} />
        <p>
          <a href={`/cabinet/documents/${change.documentId}`}>{desk.openDocument}</a>
        </p>
      </Card>
      {change.state === 'submitted' ? <AnswerForm {...props} /> : null}
    </Page>,
  );
}

function Facts({ shown, now }: AnswerPageProps): JSX.Element {
  const { change, place, right } = shown;
  const { submittedAt, dueAt, answerDocumentId, answerNumber } = change;
  return (
    <DescriptionList
      rows={[
        { term: fields.state, value: <StateTag change={change} now={now} /> },
        ...(submittedAt === null
          ? []
          : [
              { term: fields.submission, value: `${change.number}, ${formatInstant(submittedAt)}` },
            ]),
        ...(dueAt === null ? [] : [{ term: fields.due, value: lastDayOf(dueAt) }]),
        ...factsOf({ matter: change.matter, place, right }).map(({ label, value }) => ({
          term: label,
          value,
        })),
        ...(right === undefined
          ? []
          : [{ term: desk.stateNow, value: provisionStateNames[right.state] }]),
        ...(answerDocumentId === null
          ? []
          : [
              {
                term: fields.answer,
                value: <a href={`/cabinet/documents/${answerDocumentId}`}>{answerNumber}</a>,
              },
            ]),
      ]}
    />
  );
}

function AnswerForm({ shown, values, faults, csrfToken }: AnswerPageProps): JSX.Element {
  return (
    <Card heading={desk.answer}>
      <p>{desk.answerLede}</p>
      <Form action={answerPath(shown.change.changeId)} csrfToken={csrfToken} label={desk.answer}>
        <Radios
          name="outcome"
          label={fields.outcome}
          value={values['outcome']}
          error={faults['outcome']}
          choices={answers.map((value) => ({ value, label: texts.outcomes[value] }))}
        />
        <Field
          name="reason"
          kind="textarea"
          label={desk.reason}
          hint={desk.reasonHint}
          value={values['reason']}
          error={faults['reason']}
          optional
        />
        <ButtonRow>
          <Button>{desk.toSign}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}
