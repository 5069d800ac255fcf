import {
  subjectKindNames,
  type Page as PageOf,
  type ProvisionRight,
  type Subject,
} from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { Downloads } from '../downloads.tsx';
import { ListPager } from '../list-pager.tsx';
import { RightsTable } from '../territories/rights-table.tsx';
import { Filters } from './filters.tsx';
import { providersAddress, type ProviderForm } from './form.ts';
import type { FoundRights } from './search-providers.ts';
import { texts } from './texts.uk.ts';

export type ProvidersAnswer =
  | { readonly kind: 'providers'; readonly page: PageOf<Subject> }
  | { readonly kind: 'rights'; readonly found: FoundRights }
  | { readonly kind: 'faults' };

export interface ProvidersProps {
  readonly form: ProviderForm;
  readonly answer: ProvidersAnswer;
  /** By the id of the field. */
  readonly errors: ReadonlyMap<string, string>;
}

/** Search of providers and of their rights by all conditions of the regulation (1039:23.3). */
export function providersPage(frame: PageFrame, props: ProvidersProps): string {
  const { form, answer, errors } = props;
  return renderPage(
    <Page
      {...frame}
      title={form.q === '' ? texts.title : `${texts.title}: ${form.q}`}
      hasErrors={errors.size > 0}
    >
      <ErrorSummary errors={[...errors].map(([fieldId, message]) => ({ fieldId, message }))} />
      <PageHeading title={texts.title} lede={texts.lede} />
      <Card>
        <Filters form={form} errors={errors} />
      </Card>
      {answer.kind === 'providers' ? <Providers form={form} page={answer.page} /> : null}
      {answer.kind === 'rights' ? <Rights form={form} found={answer.found} /> : null}
    </Page>,
  );
}

function Providers(props: { readonly form: ProviderForm; readonly page: PageOf<Subject> }) {
  const { form, page } = props;
  if (page.rows.length === 0) return <Nothing />;
  return (
    <Card>
      <DataTable
        caption={texts.listTitle}
        rows={page.rows}
        columns={[
          {
            key: 'name',
            header: texts.provider,
            rowHeader: true,
            cell: ({ subjectId, shortName }) => <a href={`/providers/${subjectId}`}>{shortName}</a>,
          },
          { key: 'edrpou', header: texts.edrpou, cell: ({ edrpou }) => edrpou ?? '—' },
          { key: 'kind', header: texts.kind, cell: ({ kind }) => subjectKindNames[kind] },
          {
            key: 'contacts',
            header: texts.contacts,
            long: true,
            cell: ({ phone, email }) => [phone, email].filter(Boolean).join(', ') || '—',
          },
        ]}
      />
      <ListPager
        page={page.page}
        hasMore={page.hasMore}
        hrefOf={(to) => providersAddress(form, { page: to })}
      />
      <Downloads hrefOf={(format) => providersAddress(form, { format })} />
    </Card>
  );
}

function Rights(props: { readonly form: ProviderForm; readonly found: FoundRights }): JSX.Element {
  const { form, found } = props;
  if (found.kind === 'which-territory') return <Which form={form} found={found} />;
  const { page } = found;
  if (page.rows.length === 0) return <Nothing />;
  return (
    <Card>
      <RightsTable
        caption={texts.rightsTitle}
        rights={page.rows}
        columns={['service', 'provider', 'place', 'document', 'term', 'state']}
      />
      <ListPager
        page={page.page}
        hasMore={page.hasMore}
        hrefOf={(to) => providersAddress(form, { page: to })}
      />
      <Downloads hrefOf={(format) => providersAddress(form, { format })} />
    </Card>
  );
}

function Which(props: {
  readonly form: ProviderForm;
  readonly found: Extract<FoundRights, { kind: 'which-territory' }>;
}): JSX.Element | null {
  if (props.found.candidates.length === 0) return null;
  return (
    <Card heading={texts.ambiguousTitle}>
      <p>{texts.ambiguous}</p>
      <ul>
        {props.found.candidates.map(({ code, fullName }: ProvisionRight['territory']) => (
          <li>
            <a href={providersAddress(props.form, { territory: code })}>{fullName}</a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Nothing(): JSX.Element {
  return (
    <Card>
      <EmptyState icon="search" title={texts.nothing}>
        <p>{texts.nothingText}</p>
      </EmptyState>
    </Card>
  );
}
