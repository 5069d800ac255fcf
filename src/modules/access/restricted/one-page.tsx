import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatDate, formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { JSX } from 'preact';
import { roleNames } from '../texts.uk.ts';
import { StandingTag, partsOf } from './own-page.tsx';
import { restrictedDeskPath } from './paths.ts';
import type { ShownRestricted } from './restricted-queries.ts';
import { texts } from './texts.uk.ts';

const { desk, fields } = texts;

export interface OneRestrictedProps {
  readonly shown: ShownRestricted;
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly csrfToken: string;
  readonly done: 'granted' | 'refused' | 'ended' | undefined;
}

/** One request with all that the owner needs to decide on it, or to end what is open. */
export function oneRestrictedPage(frame: PageFrame, props: OneRestrictedProps): string {
  const { shown, faults, done } = props;
  const title = `${texts.document.name} ${texts.requestNumber(String(shown.requestId))}`;
  const errors = errorsOf(faults);
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={title}
      hasErrors={errors.length > 0}
      breadcrumbs={[{ label: desk.title, href: restrictedDeskPath }, { label: title }]}
    >
      <ErrorSummary title={texts.formErrors} errors={errors} />
      {done === undefined ? null : (
        <Notification tone="good" title={done === 'ended' ? desk.ended : desk.decided[done]} />
      )}
      <PageHeading title={title} eyebrow={<StandingTag {...shown} />} lede={shown.bodyName} />
      <Card>
        <DescriptionList rows={factsOf(shown)} />
      </Card>
      {shown.standing === 'waiting' ? <Decision {...props} /> : null}
      {shown.standing === 'open' ? <Ending {...props} /> : null}
    </Page>,
  );
}

function factsOf(shown: ShownRestricted) {
  const { post, role, documentId, reason, receivedAt, dueAt, openedUntil, standing } = shown;
  return [
    { term: desk.body, value: `${shown.bodyName} (${roleNames[role]})` },
    { term: desk.official, value: shown.officialName },
    { term: desk.post, value: post ?? '—' },
    { term: desk.territory, value: shown.territoryName ?? desk.wholeCountry },
    { term: fields.number, value: `${shown.accountNumber} (${shown.billerEdrpou})` },
    ...(standing === 'waiting'
      ? [{ term: desk.account, value: shown.isThere ? desk.isThere : desk.isNotThere }]
      : []),
    { term: fields.ground, value: texts.grounds[shown.ground] },
    { term: fields.details, value: shown.details },
    { term: fields.purpose, value: shown.purpose },
    { term: fields.parts, value: partsOf(shown) },
    { term: fields.until, value: formatDate(shown.until) },
    ...(documentId === null
      ? []
      : [
          {
            term: desk.document,
            value: <a href={`/cabinet/documents/${documentId}`}>{texts.document.name}</a>,
          },
        ]),
    ...(receivedAt === null ? [] : [{ term: desk.receivedAt, value: formatInstant(receivedAt) }]),
    ...(standing === 'waiting' && dueAt !== null
      ? [{ term: texts.term, value: texts.decideBy(formatInstant(dueAt)) }]
      : []),
    ...(standing === 'open' && openedUntil !== null
      ? [
          {
            term: texts.term,
            value: texts.openThrough(formatDate(openedUntil.subtract({ days: 1 }))),
          },
        ]
      : []),
    ...(reason === null ? [] : [{ term: desk.reason, value: reason }]),
  ];
}

function Decision({ shown, values, faults, csrfToken }: OneRestrictedProps): JSX.Element {
  const outcomes = ['granted', 'refused'] as const;
  return (
    <Card heading={desk.decide}>
      <Form
        action={`${restrictedDeskPath}/${shown.requestId}`}
        csrfToken={csrfToken}
        label={desk.decide}
      >
        <Radios
          name="outcome"
          label={desk.decide}
          value={values['outcome']}
          error={faults['outcome']}
          choices={outcomes.map((value) => ({ value, label: desk.outcomes[value] }))}
        />
        <Field
          name="until"
          kind="date"
          label={desk.until}
          hint={desk.untilHint(formatDate(shown.lastDay))}
          value={values['until'] ?? shown.lastDay.toString()}
          error={faults['until']}
        />
        <Field
          name="reason"
          kind="textarea"
          rows={3}
          label={desk.reason}
          hint={desk.reasonHint}
          value={values['reason']}
          error={faults['reason']}
        />
        <ButtonRow>
          <Button>{desk.submit}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}

function Ending({ shown, csrfToken }: OneRestrictedProps): JSX.Element {
  return (
    <Card heading={desk.end}>
      <p>{desk.endLead}</p>
      <Form
        action={`${restrictedDeskPath}/${shown.requestId}/end`}
        csrfToken={csrfToken}
        label={desk.end}
      >
        <Button look="quiet">{desk.end}</Button>
      </Form>
    </Card>
  );
}
