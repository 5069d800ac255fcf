import { services } from '#kernel/service.ts';
import { stepName } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatCount } from '#ui/format/number.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Select } from '#ui/select/select.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { JSX } from 'preact';
import { address } from '../address.ts';
import { Downloads } from '../downloads.tsx';
import { tariffComponents, type TariffComparison } from './compare-tariffs.ts';
import { sortTariffs, type TariffOrder } from './sort-tariffs.ts';
import { TariffRanking } from './tariff-ranking.tsx';
import { TariffsTable, type TariffColumn } from './tariffs-table.tsx';
import { componentNames, texts } from './texts.uk.ts';

/** The rest stands in the file. */
const rowsMax = 100;

interface ComparisonProps {
  readonly comparison: TariffComparison;
  readonly order: TariffOrder;
}

/** Prices of a service side by side: a picture of the ends, and a table that can be sorted. */
export function tariffsPage(
  frame: PageFrame,
  comparison: TariffComparison,
  order: TariffOrder,
): string {
  const name = serviceName(comparison.service);
  return renderPage(
    <Page {...frame} title={`${texts.title}: ${name}`}>
      <PageHeading title={`${texts.title}: ${name}`} lede={texts.lede} />
      <Filters comparison={comparison} />
      {comparison.tariffs.length === 0 ? (
        <Card>
          <EmptyState icon="search" title={texts.nothing}>
            <p>{texts.nothingText}</p>
          </EmptyState>
        </Card>
      ) : (
        <>
          <Card>
            <TariffRanking comparison={comparison} />
          </Card>
          <Card>
            <AllTariffs comparison={comparison} order={order} />
          </Card>
        </>
      )}
    </Page>,
  );
}

/** The address of the same comparison in another order or as a file. */
function comparisonAddress(
  { service, component, territory, on }: TariffComparison,
  change: { readonly order?: TariffOrder; readonly format?: string },
): string {
  return address('/tariffs', {
    service,
    component: component === 'volume' ? undefined : component,
    territory: territory?.code,
    on: on.toString(),
    sort: change.order?.by,
    direction: change.order?.direction,
    format: change.format,
  });
}

function Filters({ comparison }: Pick<ComparisonProps, 'comparison'>): JSX.Element {
  return (
    <Toolbar label={texts.filters}>
      <Form action="/tariffs" method="get" label={texts.filtersForm} inline>
        <Select
          name="service"
          label={texts.service}
          emptyLabel={null}
          value={comparison.service}
          options={services.map((value) => ({ value, label: serviceName(value) }))}
        />
        <Select
          name="component"
          label={texts.component}
          emptyLabel={null}
          value={comparison.component}
          options={tariffComponents.map((value) => ({ value, label: componentNames[value] }))}
        />
        <Select
          name="territory"
          label={texts.territory}
          emptyLabel={texts.wholeCountry}
          value={comparison.territory?.code}
          options={comparison.regions.map((region) => ({
            value: region.code,
            label: stepName(region),
          }))}
        />
        <Field name="on" kind="date" label={texts.on} value={comparison.on.toString()} />
        <Button look="quiet">{texts.show}</Button>
      </Form>
    </Toolbar>
  );
}

const sortable = ['place', 'provider', 'price'] as const satisfies readonly TariffColumn[];

function AllTariffs({ comparison, order }: ComparisonProps): JSX.Element {
  const { tariffs } = comparison;
  const sorted = sortTariffs(comparison, order);
  const hasParts = tariffs.some(({ zone }) => zone !== 0);
  const sorts = Object.fromEntries(
    sortable.map((by) => [by, sortOf(comparison, order, by)] as const),
  );
  return (
    <>
      <TariffsTable
        caption={`${texts.tableTitle}: ${formatCount(tariffs.length)}`}
        tariffs={sorted.slice(0, rowsMax)}
        providers={comparison.providers}
        territories={comparison.territories}
        columns={[
          'place',
          'provider',
          ...(hasParts ? (['part'] as const) : []),
          'price',
          'since',
          'decision',
        ]}
        sorts={sorts}
      />
      {sorted.length > rowsMax ? (
        <p class="small soft">{texts.shownOf(rowsMax, sorted.length)}</p>
      ) : null}
      <Downloads hrefOf={(format) => comparisonAddress(comparison, { order, format })} />
    </>
  );
}

function sortOf(comparison: TariffComparison, order: TariffOrder, by: TariffOrder['by']) {
  const now = order.by === by ? order.direction : undefined;
  const next = { by, direction: now === 'up' ? 'down' : 'up' } as const;
  return { href: comparisonAddress(comparison, { order: next }), now };
}
