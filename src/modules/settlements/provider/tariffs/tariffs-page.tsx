import type { PageFrame } from '#platform/http/frame.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { formatPriceWithUnit } from '#ui/format/money.ts';
import { countOf } from '#ui/format/plural.ts';
import { formatDate, formatDateRange } from '#ui/format/time.ts';
import { PageHeading, VisuallyHidden } from '#ui/layout/regions.tsx';
import { ServiceMark, serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { NoPlaces, officePage } from '../cabinet.tsx';
import { tariffTimes, type ListedTariff, type ProviderTariffs } from './tariffs.ts';
import { componentNames, itemForms, texts, zoneNames } from './texts.uk.ts';

/** Tariffs in force, to come or past. */
export function tariffsPage(frame: PageFrame, found: ProviderTariffs): string {
  return officePage({
    frame,
    title: texts.title,
    children: (
      <>
        <PageHeading
          title={texts.title}
          lede={texts.lede}
          actions={
            found.providers.length === 0 ? undefined : (
              <LinkButton href="/cabinet/tariffs/new" icon="plus">
                {texts.enter}
              </LinkButton>
            )
          }
        />
        {found.providers.length === 0 ? <NoPlaces /> : <List {...found} />}
      </>
    ),
  });
}

function List(found: ProviderTariffs): JSX.Element {
  return (
    <>
      <Tabs
        label={texts.tabs}
        items={tariffTimes.map((time) => ({
          href: `/cabinet/tariffs?time=${time}`,
          label: texts.times[time],
          current: time === found.time,
          count: found.counts[time],
        }))}
      />
      <Card>
        <DataTable
          caption={texts.captions[found.time]}
          rows={found.rows}
          columns={columnsFor(found)}
          empty={<p>{texts.empty[found.time]}</p>}
        />
      </Card>
    </>
  );
}

function columnsFor({ rows }: ProviderTariffs): readonly Column<ListedTariff>[] {
  const severalTerritories = new Set(rows.map(({ territoryName }) => territoryName)).size > 1;
  return severalTerritories
    ? [...columns, territoryColumn, ...endColumns]
    : [...columns, ...endColumns];
}

const territoryColumn: Column<ListedTariff> = {
  key: 'territory',
  header: texts.territory,
  cell: ({ territoryName }) => territoryName,
};

const columns: readonly Column<ListedTariff>[] = [
  {
    key: 'service',
    header: texts.service,
    rowHeader: true,
    cell: ({ tariff, providerName }) => (
      <ServiceMark service={tariff.service} note={providerName} />
    ),
  },
  { key: 'component', header: texts.component, cell: componentCell },
  {
    key: 'price',
    header: texts.price,
    numeric: true,
    cell: ({ tariff }) => <b>{formatPriceWithUnit(tariff.grossPrice, tariff.unit)}</b>,
  },
];

const endColumns: readonly Column<ListedTariff>[] = [
  { key: 'valid', header: texts.valid, cell: ({ tariff }) => formatDateRange(tariff.valid) },
  {
    key: 'decision',
    header: texts.decision,
    long: true,
    cell: ({ tariff: { decision } }) => (
      <span class="small soft">
        {texts.decisionLine(decision.authority, decision.number, formatDate(decision.date))}
      </span>
    ),
  },
  { key: 'structure', header: texts.structure, cell: structureCell },
];

function componentCell({ tariff }: ListedTariff): string {
  const name = componentNames[tariff.component];
  return tariff.zone === 0 ? name : `${name}, ${zoneNames[tariff.zone] ?? tariff.zone}`;
}

function structureCell({ tariff, items, check }: ListedTariff): JSX.Element {
  const holds = check.itemsMakeNet !== false && check.netMakesGross;
  return (
    <>
      <a href={`/cabinet/tariffs/${tariff.tariffId}`}>
        {items === 0 ? texts.noStructure : countOf(items, itemForms)}
        <VisuallyHidden>
          , {serviceName(tariff.service)}, {componentNames[tariff.component]}
        </VisuallyHidden>
      </a>{' '}
      <Tag tone={holds ? 'good' : 'bad'}>{holds ? texts.holds : texts.fails}</Tag>
    </>
  );
}
