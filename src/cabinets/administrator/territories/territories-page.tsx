import { territoryFileBytesMax, type TerritoryEditions } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatDate, formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable, type Column } from '#ui/table/table.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { territoriesPath, uploadPath } from './paths.ts';
import { texts } from './texts.uk.ts';

export const fileMegabytesMax = territoryFileBytesMax / 1024 / 1024;

export interface UploadForm {
  readonly editionOn: string;
  readonly source: string;
}

export interface TerritoriesProps {
  readonly shown: TerritoryEditions;
  readonly form: UploadForm;
  /** By the name of the field; the empty name stands for the whole form. */
  readonly errors: ReadonlyMap<string, string>;
  readonly csrfToken: string;
}

/** Editions of the codifier, and the form that brings in the next one. */
export function territoriesPage(frame: PageFrame, props: TerritoriesProps): string {
  const { errors, shown } = props;
  return renderPage(
    <Page {...frame} density="office" title={texts.title} hasErrors={errors.size > 0}>
      <ErrorSummary
        errors={[...errors].map(([field, message]) => ({
          message,
          fieldId: field === '' ? undefined : field,
        }))}
      />
      <PageHeading title={texts.title} lede={texts.lede} />
      <UploadCard {...props} />
      <Card heading={texts.uploads}>
        <DataTable
          caption={texts.uploads}
          captionHidden
          rows={shown.uploads}
          columns={uploadColumns}
          empty={<p>{texts.noUploads}</p>}
        />
      </Card>
      <Card heading={texts.editions}>
        <DataTable
          caption={texts.editions}
          captionHidden
          rows={shown.editions}
          columns={editionColumns}
          empty={<p>{texts.noEditions}</p>}
        />
      </Card>
    </Page>,
  );
}

/** A file is read as a stream, so the token of the form travels in the address. */
function UploadCard({ form, errors, csrfToken }: TerritoriesProps): JSX.Element {
  return (
    <Card heading={texts.uploadTitle} look="lift">
      <p>{texts.safe}</p>
      <Form action={`${territoriesPath}?_csrf=${encodeURIComponent(csrfToken)}`} withFiles>
        <Field
          name="editionOn"
          kind="date"
          label={texts.editionOn}
          value={form.editionOn}
          error={errors.get('editionOn')}
        />
        <Field
          name="source"
          label={texts.source}
          value={form.source}
          error={errors.get('source')}
        />
        <Field
          name="file"
          kind="file"
          label={texts.file}
          hint={texts.fileHint(fileMegabytesMax)}
          accept=".xlsx,.csv,.gz"
          error={errors.get('file')}
        />
        <Button icon="upload">{texts.upload}</Button>
      </Form>
    </Card>
  );
}

type Upload = TerritoryEditions['uploads'][number];
type Edition = TerritoryEditions['editions'][number];

const stateTones: Readonly<Record<Upload['state'], Tone>> = {
  waiting: 'act',
  loaded: 'good',
  replaced: 'neutral',
};

export function UploadState({ state }: { readonly state: Upload['state'] }): JSX.Element {
  return <Tag tone={stateTones[state]}>{texts.states[state]}</Tag>;
}

const uploadColumns: readonly Column<Upload>[] = [
  {
    key: 'edition',
    header: texts.edition,
    rowHeader: true,
    cell: ({ uploadId, editionOn }) => (
      <a href={uploadPath(uploadId)}>{texts.uploadOf(formatDate(editionOn))}</a>
    ),
  },
  { key: 'file', header: texts.fileName, cell: ({ fileName }) => fileName },
  { key: 'state', header: texts.state, cell: ({ state }) => <UploadState state={state} /> },
  {
    key: 'uploaded',
    header: texts.uploadedAt,
    cell: ({ uploadedAt }) => <span class="nowrap">{formatInstant(uploadedAt)}</span>,
  },
];

function count(key: 'units' | 'added' | 'renamed' | 'moved' | 'retired'): Column<Edition> {
  return {
    key,
    header: texts[key],
    numeric: true,
    cell: (edition) => formatCount(edition[key]),
    isNothing: (edition) => edition[key] === 0,
  };
}

const editionColumns: readonly Column<Edition>[] = [
  {
    key: 'edition',
    header: texts.edition,
    rowHeader: true,
    cell: ({ editionOn }) => formatDate(editionOn),
  },
  { key: 'source', header: texts.source, long: true, cell: ({ source }) => source },
  count('units'),
  count('added'),
  count('renamed'),
  count('moved'),
  count('retired'),
  {
    key: 'loaded',
    header: texts.loadedAt,
    cell: ({ loadedAt }) => <span class="nowrap">{formatInstant(loadedAt)}</span>,
  },
];
