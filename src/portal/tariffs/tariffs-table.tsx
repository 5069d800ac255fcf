import type { SubjectName, Territory } from '#modules/registry/index.ts';
import type { PublicTariff } from '#modules/settlements/index.ts';
import { formatPrice, formatPriceWithUnit } from '#ui/format/money.ts';
import { formatDate, formatDateRange } from '#ui/format/time.ts';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import type { ComponentChildren, JSX } from 'preact';
import { Place } from '../territories/place.tsx';
import { componentNames, texts, zoneNames } from './texts.uk.ts';

export type TariffColumn =
  | 'service'
  | 'part'
  | 'place'
  | 'provider'
  | 'net'
  | 'price'
  | 'since'
  | 'decision';

export interface TariffsTableProps {
  readonly caption: ComponentChildren;
  readonly tariffs: readonly PublicTariff[];
  readonly providers: ReadonlyMap<bigint, SubjectName>;
  readonly territories?: ReadonlyMap<number, Territory>;
  /** The first names the row. */
  readonly columns: readonly TariffColumn[];
  readonly sorts?: Partial<Readonly<Record<TariffColumn, Column<PublicTariff>['sort']>>>;
}

/** Tariffs in rows; the price leads to the tariff's own page. */
export function TariffsTable(props: TariffsTableProps): JSX.Element {
  const columns = tariffColumns(props);
  return (
    <DataTable
      caption={props.caption}
      rows={props.tariffs}
      columns={props.columns.map((key, index) => ({
        ...columns[key],
        key,
        rowHeader: index === 0,
        sort: props.sorts?.[key],
      }))}
    />
  );
}

type ColumnOfTariff = Omit<Column<PublicTariff>, 'key'>;

function tariffColumns({
  providers,
  territories,
}: TariffsTableProps): Readonly<Record<TariffColumn, ColumnOfTariff>> {
  return {
    service: {
      header: texts.service,
      cell: (tariff) => <ServiceMark service={tariff.service} note={partText(tariff)} />,
    },
    part: { header: texts.part, cell: partText },
    place: {
      header: texts.place,
      long: true,
      cell: ({ territoryId }) => <Place territory={territories?.get(territoryId)} />,
    },
    provider: {
      header: texts.provider,
      long: true,
      cell: ({ providerId }) => (
        <a href={`/providers/${providerId}`}>
          {providers.get(providerId)?.shortName ?? String(providerId)}
        </a>
      ),
    },
    net: {
      header: texts.net,
      numeric: true,
      cell: ({ netPrice }) => formatPrice(netPrice),
    },
    price: {
      header: texts.sortPrice,
      numeric: true,
      cell: ({ tariffId, grossPrice, unit }) => (
        <a href={`/tariffs/${tariffId}`}>{formatPriceWithUnit(grossPrice, unit)}</a>
      ),
    },
    since: { header: texts.since, cell: ({ valid }) => formatDateRange(valid) },
    decision: {
      header: texts.decision,
      long: true,
      cell: ({ decision }) => decisionText(decision),
    },
  };
}

/** What is paid for: a volume by its time of day, or a monthly part. */
export function partText({ component, zone }: Pick<PublicTariff, 'component' | 'zone'>): string {
  const name = componentNames[component];
  return zone === 0 ? name : `${name}, ${zoneNames[zone] ?? String(zone)}`;
}

export function decisionText({ authority, number, date }: PublicTariff['decision']): string {
  return `${authority}, ${texts.number}\u00a0${number} ${texts.from}\u00a0${formatDate(date)}`;
}
