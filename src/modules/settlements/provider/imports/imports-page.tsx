import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatInstant } from '#ui/format/time.ts';
import { CardGrid, PageHeading } from '#ui/layout/regions.tsx';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { importsPerPage, type ImportView } from '../../readings/import/import-report.ts';
import { officePage } from '../cabinet.tsx';
import { PlacePicker } from '../place-picker.tsx';
import type { Place } from '../places.ts';
import { stateNames, texts } from './texts.uk.ts';

export const importsPath = '/cabinet/imports';

export interface ImportsPageProps {
  readonly frame: PageFrame;
  readonly imports: readonly ImportView[];
  readonly page: number;
  readonly places: readonly Place[];
  /** The place that the form is made for; undefined without consumers. */
  readonly place: Place | undefined;
  readonly csrfToken: string;
  /** What was wrong with the file just sent. */
  readonly error?: string | undefined;
}

/** Files of readings: the way to send one, the form to fill in, those sent. */
export function importsPage(props: ImportsPageProps): string {
  const { frame, error, places, place } = props;
  return officePage({
    frame,
    title: texts.title,
    hasErrors: error !== undefined,
    children: (
      <>
        <ErrorSummary
          title={texts.uploadErrors}
          errors={error === undefined ? [] : [{ fieldId: 'file', message: error }]}
        />
        <PageHeading title={texts.title} lede={texts.lede} />
        {place === undefined ? null : (
          <PlacePicker action={importsPath} places={places} chosen={place.key} />
        )}
        <CardGrid>
          <UploadCard {...props} />
          {place === undefined ? null : <TemplateCard place={place} />}
        </CardGrid>
        <ListCard {...props} />
      </>
    ),
  });
}

/** A file is read as a stream, so the token of the form travels in the address. */
function UploadCard({ csrfToken, error }: ImportsPageProps): JSX.Element {
  return (
    <Card heading={texts.uploadTitle} look="lift">
      <Form action={`${importsPath}?_csrf=${encodeURIComponent(csrfToken)}`} withFiles>
        <Field
          name="file"
          kind="file"
          label={texts.file}
          hint={texts.fileHint}
          accept=".csv,.xlsx,.txt"
          error={error}
        />
        <Button icon="upload">{texts.upload}</Button>
      </Form>
      <p class="small soft">{texts.safe}</p>
    </Card>
  );
}

function TemplateCard({ place }: { readonly place: Place }): JSX.Element {
  const href = (format: 'csv' | 'xlsx') => `${importsPath}/template.${format}?place=${place.key}`;
  return (
    <Card heading={texts.templateTitle}>
      <p>{texts.templateText(place.openPeriod)}</p>
      <p class="soft">{texts.templateHow}</p>
      <ButtonRow>
        <LinkButton href={href('xlsx')} look="quiet" icon="download">
          {texts.templateXlsx}
        </LinkButton>
        <LinkButton href={href('csv')} look="quiet" icon="download">
          {texts.templateCsv}
        </LinkButton>
      </ButtonRow>
    </Card>
  );
}

export const stateTones: Readonly<Record<ImportView['state'], Tone>> = {
  queued: 'neutral',
  running: 'act',
  done: 'good',
  failed: 'bad',
};

function count(key: 'lines' | 'accepted' | 'repeated' | 'refused'): Column<ImportView> {
  return {
    key,
    header: texts[key],
    numeric: true,
    cell: (row) => formatCount(row[key]),
    isNothing: (row) => row[key] === 0n,
  };
}

const columns: readonly Column<ImportView>[] = [
  {
    key: 'name',
    header: texts.name,
    rowHeader: true,
    cell: ({ importId, fileName }) => <a href={`${importsPath}/${importId}`}>{fileName}</a>,
  },
  {
    key: 'state',
    header: texts.state,
    cell: ({ state }) => <Tag tone={stateTones[state]}>{stateNames[state]}</Tag>,
  },
  {
    key: 'sent',
    header: texts.sentAt,
    cell: ({ createdAt }) => <span class="nowrap">{formatInstant(createdAt)}</span>,
  },
  count('lines'),
  count('accepted'),
  count('repeated'),
  count('refused'),
];

function ListCard({ imports, page }: ImportsPageProps): JSX.Element {
  const hrefOf = (number: number) => `${importsPath}?page=${number}`;
  const isFull = imports.length === importsPerPage;
  return (
    <Card heading={texts.listTitle}>
      <DataTable
        caption={texts.listTitle}
        captionHidden
        rows={imports}
        columns={columns}
        empty={<p>{texts.listEmpty}</p>}
      />
      {page === 1 && !isFull ? null : (
        <Pager
          label={texts.pages}
          previous={page > 1 ? { href: hrefOf(page - 1), label: texts.newer } : undefined}
          next={isFull ? { href: hrefOf(page + 1), label: texts.older } : undefined}
        />
      )}
    </Card>
  );
}
