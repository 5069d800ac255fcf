import {
  deskPath,
  factsOf,
  lifeCycleTexts,
  type Check,
  type ShownRequest,
} from '#modules/access/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { ClauseTag } from '#ui/clause-tag/clause-tag.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { TimeLeft } from './desk-page.tsx';
import { checkTexts, deskTexts as texts } from './texts.uk.ts';

export interface RequestProps {
  readonly shown: ShownRequest;
  /** Attachments of the document by name. */
  readonly attachments: readonly string[];
  readonly now: Temporal.Instant;
  readonly csrfToken: string;
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  /** What has just been decided. */
  readonly done?: 'approved' | 'refused' | undefined;
}

/** One submission: its document and fields, what the platform checked, and the decision. */
export function requestPage(frame: PageFrame, props: RequestProps): string {
  const { shown, faults, done } = props;
  const title = lifeCycleTexts.acts[shown.act];
  const errors = errorsOf(faults);
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={title}
      hasErrors={errors.length > 0}
      breadcrumbs={[
        { label: texts.title, href: deskPath },
        { label: texts.number(String(shown.requestId)) },
      ]}
    >
      <ErrorSummary title={texts.errors} errors={errors} />
      {done === undefined ? null : <Notification tone="good" title={texts.done[done]} />}
      <PageHeading
        title={title}
        eyebrow={texts.number(String(shown.requestId))}
        lede={<TimeLeft request={shown} now={props.now} />}
      />
      <Facts {...props} />
      <Document {...props} />
      <Checks checks={shown.checks} />
      <History {...props} />
      {shown.outcome === null ? <Decision {...props} /> : <Decided {...props} />}
    </Page>,
  );
}

function Facts({ shown }: RequestProps): JSX.Element {
  const time = (instant: Temporal.Instant | null) =>
    instant === null ? '—' : formatInstant(instant);
  const { bodyName, territoryName, from, until } = shown;
  const facts = factsOf({ ...shown, valid: { from, to: until } }, { bodyName, territoryName });
  return (
    <Card heading={texts.fieldsTitle}>
      <DescriptionList
        rows={[
          ...facts.map(({ label, value }) => ({ term: label, value })),
          { term: texts.submitter, value: shown.submitterName },
          { term: texts.entry, value: texts.entries[shown.entry] },
          { term: texts.receivedAt, value: time(shown.receivedAt) },
          { term: texts.dueAt, value: time(shown.dueAt) },
        ]}
      />
    </Card>
  );
}

function Document({ shown, attachments }: RequestProps): JSX.Element | null {
  if (shown.documentId === null) return null;
  const path = `${deskPath}/${shown.requestId}`;
  return (
    <Card heading={texts.documentTitle}>
      <ButtonRow>
        <LinkButton href={`${path}/document.pdf`} look="quiet" icon="print" download>
          {texts.documentPdf}
        </LinkButton>
        <LinkButton href={`${path}/document.asice`} look="quiet" icon="lock" download>
          {texts.documentAsice}
        </LinkButton>
      </ButtonRow>
      {attachments.map((name, index) => (
        <p>
          <a href={`${path}/attachments/${index + 1}`} download>
            {texts.attachment}: {name}
          </a>
        </p>
      ))}
    </Card>
  );
}

const verdictTones: Readonly<Record<Check['verdict'], Tone>> = {
  ok: 'good',
  wrong: 'bad',
  look: 'warn',
};

function Checks({ checks }: { readonly checks: readonly Check[] }): JSX.Element {
  return (
    <Card heading={texts.checksTitle}>
      <DataTable
        caption={texts.checksTitle}
        captionHidden
        rows={checks}
        rowTone={({ verdict }) => (verdict === 'wrong' ? 'bad' : undefined)}
        columns={[
          {
            key: 'check',
            header: texts.check,
            rowHeader: true,
            cell: ({ name }) => checkTexts[name],
          },
          {
            key: 'verdict',
            header: texts.verdict,
            cell: ({ verdict }) => (
              <Tag tone={verdictTones[verdict]}>{texts.verdicts[verdict]}</Tag>
            ),
          },
          { key: 'law', header: texts.clause, cell: ({ law }) => <ClauseTag clause={law} /> },
        ]}
      />
    </Card>
  );
}

function History({ shown }: RequestProps): JSX.Element {
  return (
    <Card heading={texts.historyTitle}>
      <DataTable
        caption={texts.historyTitle}
        captionHidden
        rows={shown.events}
        empty={<p>{texts.noHistory}</p>}
        columns={[
          { key: 'when', header: texts.when, rowHeader: true, cell: ({ at }) => formatInstant(at) },
          {
            key: 'what',
            header: texts.what,
            cell: ({ kind }) => lifeCycleTexts.events[kind],
          },
          {
            key: 'ground',
            header: texts.ground,
            long: true,
            cell: ({ ground }) => lifeCycleTexts.grounds[ground],
          },
          { key: 'reason', header: texts.reason, long: true, cell: ({ reason }) => reason },
        ]}
      />
    </Card>
  );
}

function Decision({ shown, csrfToken, values, faults }: RequestProps): JSX.Element {
  return (
    <Card heading={texts.decisionTitle} look="lift">
      <Form
        action={`${deskPath}/${shown.requestId}`}
        csrfToken={csrfToken}
        label={texts.decisionTitle}
      >
        <Radios
          name="outcome"
          label={texts.decision}
          value={values['outcome']}
          error={faults['outcome']}
          choices={Object.entries(texts.decisions).map(([value, label]) => ({ value, label }))}
        />
        <Field
          name="reason"
          kind="textarea"
          label={texts.reason}
          hint={texts.reasonHint}
          value={values['reason']}
          error={faults['reason']}
          rows={3}
        />
        <ButtonRow>
          <Button>{texts.decide}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}

function Decided({ shown }: RequestProps): JSX.Element {
  const { outcome, reason, decidedAt } = shown;
  return (
    <Card heading={texts.decisionTitle}>
      <DescriptionList
        rows={[
          {
            term: texts.decision,
            value: outcome === null ? '—' : lifeCycleTexts.outcomes[outcome],
          },
          { term: texts.reason, value: reason ?? '—' },
          { term: texts.decidedAt, value: decidedAt === null ? '—' : formatInstant(decidedAt) },
        ]}
      />
    </Card>
  );
}
