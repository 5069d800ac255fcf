import type { ParameterStatus, ParameterValue } from '#kernel/parameters.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { parameterStatusNames } from '#platform/parameters/texts.uk.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ActText } from '#ui/clause-tag/act-text.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { countOf } from '#ui/format/plural.ts';
import { formatDateRange } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Select } from '#ui/select/select.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { ComponentChildren, JSX } from 'preact';
import { parameterName, scopeText, StatusTag, valueText } from './describe.tsx';
import type { ParameterFilter, ParameterGroup } from './group-parameters.ts';
import { texts } from './texts.uk.ts';

export const parameterStatuses = [
  'enacted',
  'unverified',
  'draft',
] as const satisfies readonly ParameterStatus[];

/** All numbers that the platform calculates with, one line a code. */
export function parametersPage(
  frame: PageFrame,
  groups: readonly ParameterGroup[],
  filter: ParameterFilter,
): string {
  return renderPage(
    <Page {...frame} density="office" title={texts.title}>
      <PageHeading title={texts.title} lede={texts.lede} />
      <Filters filter={filter} />
      <Card>
        {groups.length === 0 ? (
          <EmptyState icon="search" title={texts.nothing}>
            <p>{texts.nothingText}</p>
          </EmptyState>
        ) : (
          <Groups groups={groups} />
        )}
      </Card>
    </Page>,
  );
}

function Filters({ filter }: { readonly filter: ParameterFilter }): JSX.Element {
  return (
    <Toolbar label={texts.tools}>
      <Form action="/cabinet/parameters" method="get" label={texts.tools} inline>
        <Field name="q" kind="search" label={texts.search} value={filter.text} />
        <Select
          name="status"
          label={texts.status}
          emptyLabel={texts.anyStatus}
          value={filter.status}
          options={parameterStatuses.map((value) => ({
            value,
            label: parameterStatusNames[value],
          }))}
        />
        <Button look="quiet">{texts.find}</Button>
      </Form>
    </Toolbar>
  );
}

interface ParameterRow {
  readonly group: ParameterGroup;
  /** Undefined when nothing holds today. */
  readonly value: ParameterValue | undefined;
}

/** One line for each value: a code may have several, each for its own scope. */
function rowsOf(groups: readonly ParameterGroup[]): readonly ParameterRow[] {
  return groups.flatMap((group) => {
    const values = group.values.length === 0 ? [undefined] : group.values;
    return values.map((value) => ({ group, value }));
  });
}

function Groups({ groups }: { readonly groups: readonly ParameterGroup[] }): JSX.Element {
  const column = (of: (value: ParameterValue) => ComponentChildren) => ({
    cell: ({ value }: ParameterRow) => (value === undefined ? '—' : of(value)),
    isNothing: ({ value }: ParameterRow) => value === undefined,
  });
  return (
    <DataTable
      caption={texts.title}
      captionHidden
      rows={rowsOf(groups)}
      columns={[
        { key: 'name', header: texts.parameter, rowHeader: true, cell: nameCell },
        {
          key: 'value',
          header: texts.value,
          cell: ({ value }) => (value === undefined ? texts.none : <b>{valueText(value)}</b>),
        },
        { key: 'scope', header: texts.scope, ...column(scopeText) },
        { key: 'since', header: texts.since, ...column(({ valid }) => formatDateRange(valid)) },
        { key: 'act', header: texts.act, ...column(({ act }) => <ActText act={act} />) },
        {
          key: 'status',
          header: texts.status,
          ...column(({ status }) => <StatusTag status={status} />),
        },
      ]}
    />
  );
}

function nameCell({ group: { code, waiting } }: ParameterRow): JSX.Element {
  return (
    <>
      <a href={`/cabinet/parameters/${code}`}>{parameterName(code)}</a>
      <br />
      <span class="small soft">{code}</span>{' '}
      {waiting.length === 0 ? null : (
        <Tag tone="act">{countOf(waiting.length, texts.proposalForms)}</Tag>
      )}
    </>
  );
}
