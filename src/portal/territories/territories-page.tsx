import {
  hromadaTypeName,
  levelNouns,
  stepName,
  type ChildTerritory,
  type FoundTerritory,
  type TerritoryCategory,
} from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { countOf } from '#ui/format/plural.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { address } from '../address.ts';
import { Downloads } from '../downloads.tsx';
import type { FoundTerritories } from './find-territories.ts';
import { texts } from './texts.uk.ts';

/** Search of territories; before anything is typed, all regions to choose from. */
export function territoriesPage(frame: PageFrame, text: string, answer: FoundTerritories): string {
  return renderPage(
    <Page {...frame} title={text === '' ? texts.title : `${texts.title}: ${text}`}>
      <PageHeading title={texts.title} lede={texts.lede} />
      <Card>
        <Form action="/territories" method="get" label={texts.searchForm}>
          <Field
            name="q"
            kind="search"
            label={texts.search}
            hint={texts.searchHint}
            value={text}
            after={<Button>{texts.find}</Button>}
          />
        </Form>
      </Card>
      {text === '' ? (
        <Regions regions={answer.regions} />
      ) : (
        <Results text={text} found={answer.found} />
      )}
    </Page>,
  );
}

function Regions({ regions }: { readonly regions: readonly ChildTerritory[] }): JSX.Element {
  return (
    <Card heading={texts.regions}>
      <TerritoryLinks territories={regions} />
    </Card>
  );
}

/** Units below a territory, each with its noun. */
export function TerritoryLinks(props: {
  readonly territories: readonly ChildTerritory[];
}): JSX.Element {
  return (
    <ul class="columns">
      {props.territories.map((territory) => (
        <li>
          <a href={`/territories/${territory.code}`}>{stepName(territory)}</a>
        </li>
      ))}
    </ul>
  );
}

interface ResultsProps {
  readonly text: string;
  readonly found: readonly FoundTerritory[];
}

function Results({ text, found }: ResultsProps): JSX.Element {
  if (found.length === 0) {
    return (
      <Card>
        <EmptyState icon="search" title={texts.nothing}>
          <p>{text.length < 2 ? texts.tooShort : texts.nothingText}</p>
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <DataTable
        caption={`${texts.found} ${countOf(found.length, texts.foundForms)}`}
        rows={found}
        columns={[
          {
            key: 'name',
            header: texts.territory,
            rowHeader: true,
            cell: ({ code, name }) => <a href={`/territories/${code}`}>{name}</a>,
          },
          { key: 'kind', header: texts.kind, cell: kindOf },
          ...(['H', 'P', 'O'] as const).map((category) => ({
            key: category,
            header: levelHeaders[category],
            cell: (row: FoundTerritory) => nameAbove(row, category),
            isNothing: (row: FoundTerritory) => nameAbove(row, category) === '—',
          })),
        ]}
      />
      <Downloads hrefOf={(format) => address('/territories', { q: text, format })} />
    </Card>
  );
}

export const levelHeaders = {
  H: texts.hromada,
  P: texts.raion,
  O: texts.region,
} as const satisfies Partial<Record<TerritoryCategory, string>>;

export function kindOf({
  category,
  hromadaType,
}: Pick<FoundTerritory, 'category' | 'hromadaType'>): string {
  return hromadaType === null
    ? levelNouns[category]
    : `${hromadaTypeName(hromadaType)} ${levelNouns[category]}`;
}

/** Name of the unit of a level around a territory; a city with special status counts as region. */
export function nameAbove(
  { path }: Pick<FoundTerritory, 'path'>,
  category: keyof typeof levelHeaders,
): string {
  const above = path.slice(1);
  const found = above.find(
    (step) => step.category === category || (category === 'O' && step.category === 'K'),
  );
  return found?.name ?? '—';
}
