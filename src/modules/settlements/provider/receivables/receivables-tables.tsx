import { kopiykas, type Money } from '#kernel/money.ts';
import { formatMoney } from '#ui/format/money.ts';
import { formatCount } from '#ui/format/number.ts';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import { formatAddress } from '#ui/format/unbroken.ts';
import type { JSX } from 'preact';
import { ageBuckets } from '../../rules/debt-age.ts';
import { cabinetTexts, placeName } from '../texts.uk.ts';
import type { Debtor, ReceivablesReport } from './receivables-report.ts';
import { addAges, noAges, type Ages, type Receivable } from './receivables.ts';
import { texts } from './texts.uk.ts';

interface Aged {
  readonly debtors: number;
  readonly debt: Money;
  readonly overpaid: Money;
  readonly ages: Ages;
}

/** Money columns that the tables of services and hromadas share, with their totals. */
function sumColumns<Row extends Aged>(rows: readonly Row[]): readonly Column<Row>[] {
  const money = (key: string, header: string, of: (row: Row) => Money): Column<Row> => ({
    key,
    header,
    numeric: true,
    cell: (row) => formatMoney(of(row)),
    isNothing: (row) => of(row) === 0n,
    total: formatMoney(kopiykas(rows.reduce<bigint>((sum, row) => sum + of(row), 0n))),
  });
  return [
    {
      key: 'debtors',
      header: texts.debtors,
      numeric: true,
      cell: ({ debtors }) => formatCount(debtors),
    },
    ...ageBuckets.map((bucket) => money(bucket, texts[bucket], ({ ages }) => ages[bucket])),
    money('debt', texts.sum, ({ debt }) => debt),
    money('overpaid', texts.overpaidColumn, ({ overpaid }) => overpaid),
  ];
}

export function ServicesTable(report: ReceivablesReport): JSX.Element {
  const rows = grouped(report.receivables, (row) => `${row.service}:${row.providerId}`);
  return (
    <DataTable
      caption={texts.byService}
      rows={rows}
      columns={[
        {
          key: 'service',
          header: texts.service,
          rowHeader: true,
          cell: ({ first }) => (
            <ServiceMark
              service={first.service}
              note={report.providerNames.get(first.providerId)}
            />
          ),
          total: cabinetTexts.total,
        },
        ...sumColumns(rows),
      ]}
    />
  );
}

export function PlacesTable(report: ReceivablesReport): JSX.Element {
  const rows = grouped(report.receivables, ({ hromadaId }) => String(hromadaId));
  const names = new Map(report.places.map((place) => [place.hromadaId, place]));
  return (
    <DataTable
      caption={texts.byPlace}
      rows={rows}
      columns={[
        {
          key: 'place',
          header: texts.place,
          rowHeader: true,
          cell: ({ first: { hromadaId } }) => {
            const place = names.get(hromadaId);
            return place === undefined ? null : (
              <a href={`/cabinet/receivables?place=${place.key}`}>{placeName(place)}</a>
            );
          },
          total: cabinetTexts.total,
        },
        ...sumColumns(rows),
      ]}
    />
  );
}

type Group = Aged & { readonly first: Receivable };

function grouped(
  receivables: readonly Receivable[],
  keyOf: (row: Receivable) => string,
): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const row of receivables) {
    const key = keyOf(row);
    const group = groups.get(key);
    groups.set(key, {
      first: group?.first ?? row,
      debtors: (group?.debtors ?? 0) + row.debtors,
      debt: kopiykas((group?.debt ?? 0n) + row.debt),
      overpaid: kopiykas((group?.overpaid ?? 0n) + row.overpaid),
      ages: addAges(group?.ages ?? noAges, row.ages),
    });
  }
  return [...groups.values()];
}

export function DebtorsTable({ debtors, places, chosen }: ReceivablesReport): JSX.Element {
  const severalPlaces = chosen === undefined && places.length > 1;
  return (
    <DataTable
      caption={texts.largest}
      captionHidden
      rows={debtors}
      empty={<p>{texts.none}</p>}
      columns={[
        {
          key: 'number',
          header: texts.number,
          rowHeader: true,
          cell: ({ accountId, number }) => <a href={`/cabinet/accounts/${accountId}`}>{number}</a>,
        },
        { key: 'address', header: texts.address, cell: ({ address }) => formatAddress(address) },
        ...(severalPlaces ? [placeColumn] : []),
        {
          key: 'quarter',
          header: texts.olderThanQuarter,
          numeric: true,
          cell: ({ ages }) => formatMoney(kopiykas(ages.year + ages.older)),
          isNothing: ({ ages }) => ages.year + ages.older === 0n,
        },
        {
          key: 'year',
          header: texts.olderThanYear,
          numeric: true,
          cell: ({ ages }) => formatMoney(ages.older),
          isNothing: ({ ages }) => ages.older === 0n,
        },
        {
          key: 'debt',
          header: texts.sum,
          numeric: true,
          cell: ({ debt }) => <b>{formatMoney(debt)}</b>,
        },
      ]}
    />
  );
}

const placeColumn: Column<Debtor> = {
  key: 'place',
  header: texts.place,
  cell: ({ place }) => placeName(place),
};
