import type { PageFrame } from '#platform/http/frame.ts';
import { isOpenSubject, type LogPage, type RecordedEntry } from '#platform/audit/read-log.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { periodOf } from '#kernel/period.ts';
import { formatInstant, formatPeriod } from '#ui/format/time.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Pager } from '#ui/pager/pager.tsx';
import { Select } from '#ui/select/select.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { JSX } from 'preact';
import { actorName, type ActorNames } from '../actor-names.ts';
import { Integrity, type IntegrityProps } from './integrity.tsx';
import { extractTexts, texts } from './texts.uk.ts';

export const logPath = '/cabinet/audit';

/** The filters as typed; they stand in the address. */
export interface LogForm {
  readonly command: string;
  readonly subject: string;
  readonly from: string;
  readonly through: string;
  readonly before: string;
}

export interface LogProps {
  readonly form: LogForm;
  readonly page: LogPage;
  readonly names: ActorNames;
  /** By the name of the field. */
  readonly errors: ReadonlyMap<string, string>;
  readonly checking: IntegrityProps;
}

/** Who did what and when (1039:56.1). */
export function logPage(frame: PageFrame, props: LogProps): string {
  const { page, errors, checking } = props;
  return renderPage(
    <Page {...frame} density="office" title={texts.title} hasErrors={errors.size > 0}>
      <ErrorSummary errors={[...errors].map(([fieldId, message]) => ({ fieldId, message }))} />
      <PageHeading title={texts.title} lede={texts.lede} />
      <Integrity {...checking} />
      <Filters {...props} />
      {page.monthsOut.length === 0 ? null : (
        <Notification tone="act" title={texts.monthsOutTitle}>
          <p>{texts.monthsOut(page.monthsOut.map((month) => formatPeriod(periodOf(month))))}</p>
        </Notification>
      )}
      <Card>
        {page.entries.length === 0 ? (
          <EmptyState icon="search" title={texts.nothing}>
            <p>{texts.nothingText}</p>
          </EmptyState>
        ) : (
          <Entries {...props} />
        )}
      </Card>
      {page.entries.length === 0 ? null : <Extract form={props.form} />}
    </Page>,
  );
}

function Filters({ form, page, errors }: LogProps): JSX.Element {
  return (
    <Toolbar label={texts.filters} actions={<a href={logPath}>{texts.clear}</a>}>
      <Form action={logPath} method="get" label={texts.filters} inline>
        <Select
          name="command"
          label={texts.command}
          emptyLabel={texts.anyCommand}
          value={form.command}
          options={page.commands.map((value) => ({ value, label: value }))}
        />
        <Field
          name="subject"
          label={texts.subject}
          value={form.subject}
          error={errors.get('subject')}
        />
        <Field
          name="from"
          kind="date"
          label={texts.from}
          value={form.from}
          error={errors.get('from')}
        />
        <Field
          name="through"
          kind="date"
          label={texts.through}
          value={form.through}
          error={errors.get('through')}
        />
        <Button look="quiet">{texts.find}</Button>
      </Form>
    </Toolbar>
  );
}

/** The same choice as a sealed e-document (1039:56.3). */
function Extract({ form }: Pick<LogProps, 'form'>): JSX.Element {
  const query = new URLSearchParams({ ...form, before: '' }).toString();
  return (
    <Card heading={extractTexts.take}>
      <p class="small soft">{extractTexts.takeHint}</p>
      <ButtonRow>
        <LinkButton href={`${logPath}/extract.pdf?${query}`} look="quiet" icon="print" download>
          PDF
        </LinkButton>
        <LinkButton href={`${logPath}/extract.asice?${query}`} look="quiet" icon="lock" download>
          ASiC-E
        </LinkButton>
      </ButtonRow>
    </Card>
  );
}

function Entries({ form, page, names }: LogProps): JSX.Element {
  return (
    <>
      <DataTable
        caption={texts.tableTitle}
        rows={page.entries}
        columns={[
          {
            key: 'at',
            header: texts.at,
            rowHeader: true,
            cell: ({ entry }) => <a href={`${logPath}/${entry.id}`}>{formatInstant(entry.at)}</a>,
          },
          {
            key: 'actor',
            header: texts.actor,
            long: true,
            cell: (recorded) => actorName(names, openingOf(recorded, 'actor') ?? texts.erased),
          },
          { key: 'command', header: texts.command, long: true, cell: ({ entry }) => entry.command },
          {
            key: 'subject',
            header: texts.subject,
            long: true,
            cell: subjectText,
          },
          {
            key: 'outcome',
            header: texts.outcome,
            cell: ({ entry }) => <OutcomeTag outcome={entry.outcome} />,
          },
        ]}
      />
      <Pager
        label={texts.pages}
        previous={form.before === '' ? undefined : { href: logHref(form), label: texts.newest }}
        next={
          page.next === undefined
            ? undefined
            : { href: logHref(form, page.next), label: texts.older }
        }
      />
    </>
  );
}

function logHref({ before: _before, ...form }: LogForm, before?: string): string {
  const query = new URLSearchParams(Object.entries(form).filter(([, value]) => value !== ''));
  if (before !== undefined) query.set('before', before);
  const text = query.toString();
  return text === '' ? logPath : `${logPath}?${text}`;
}

export function openingOf(
  { openings }: RecordedEntry,
  field: 'actor' | 'subject' | 'payload',
): string | undefined {
  return openings.find((opening) => opening.field === field)?.value;
}

/** What was touched, unless its key is itself personal. */
export function subjectText(recorded: RecordedEntry): string {
  if (recorded.entry.subject === null) return texts.absent;
  const subject = openingOf(recorded, 'subject');
  if (subject === undefined) return texts.erased;
  return isOpenSubject(subject) ? subject : texts.hidden;
}

const outcomeTones: Readonly<Record<string, Tone>> = {
  done: 'good',
  refused: 'warn',
  failed: 'bad',
};

const outcomeNames: Readonly<Record<string, string>> = {
  done: texts.done,
  refused: texts.refused,
  failed: texts.failed,
};

/** The kind of outcome in a word; a reason after the colon as it is. */
export function OutcomeTag({ outcome }: { readonly outcome: string }): JSX.Element {
  const [kind = '', reason] = outcome.split(':');
  const name = outcomeNames[kind] ?? kind;
  return <Tag tone={outcomeTones[kind]}>{reason === undefined ? name : `${name}: ${reason}`}</Tag>;
}
