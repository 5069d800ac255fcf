import { kopiykas, type Money } from '#kernel/money.ts';
import { serviceUnit, type Service } from '#kernel/service.ts';
import { countOf } from '#ui/format/plural.ts';
import { formatMoney } from '#ui/format/money.ts';
import { formatQuantity } from '#ui/format/quantity.ts';
import { formatDate, formatInstant, formatPeriod } from '#ui/format/time.ts';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { cabinetTexts } from '../texts.uk.ts';
import type { AccountBill, ProviderAccount } from './account.ts';
import {
  basisNames,
  contractNames,
  movementNames,
  serviceForms,
  sourceNames,
  texts,
  zoneName,
} from './texts.uk.ts';

/** So much of what was found as a table shows. */
interface Props<Part extends keyof ProviderAccount> {
  readonly found: Pick<ProviderAccount, Part>;
}

function serviceColumn<Row extends { readonly service: Service }>(total?: string): Column<Row> {
  return {
    key: 'service',
    header: texts.service,
    rowHeader: true,
    cell: ({ service }) => <ServiceMark service={service} />,
    total,
  };
}

export function StandingsTable({ found }: Props<'standings'>): JSX.Element {
  const { standings } = found;
  const column = (key: 'charged' | 'due', header: string) => ({
    key,
    header,
    numeric: true,
    cell: (row: (typeof standings)[number]) => formatMoney(row[key]),
    total: formatMoney(kopiykas(standings.reduce<bigint>((sum, row) => sum + row[key], 0n))),
  });
  return (
    <DataTable
      caption={texts.balanceCaption}
      rows={standings}
      empty={<p>{texts.balanceEmpty}</p>}
      columns={[
        serviceColumn(cabinetTexts.total),
        column('charged', texts.charged),
        column('due', texts.dueNow),
      ]}
    />
  );
}

export function ServicesTable({ found }: Props<'services'>): JSX.Element {
  return (
    <DataTable
      caption={texts.servicesCaption}
      rows={found.services}
      columns={[
        serviceColumn(),
        {
          key: 'provider',
          header: texts.provider,
          long: true,
          cell: ({ provider }) => provider.shortName,
        },
        { key: 'basis', header: texts.basis, cell: ({ basis }) => basisNames[basis] },
        {
          key: 'contract',
          header: texts.contract,
          cell: ({ contractModel }) => contractNames[contractModel],
        },
        {
          key: 'since',
          header: texts.since,
          numeric: true,
          cell: ({ valid }) => formatDate(valid.from),
        },
      ]}
    />
  );
}

type Meter = ProviderAccount['meters'][number];

export function MetersTable(
  props: Props<'meters'> & { readonly today: Temporal.PlainDate },
): JSX.Element {
  const { found, today } = props;
  return (
    <DataTable
      caption={texts.metersCaption}
      rows={found.meters}
      empty={<p>{texts.noMeters}</p>}
      columns={[
        serviceColumn(),
        { key: 'serial', header: texts.serial, cell: ({ serial }) => serial },
        { key: 'verified', header: texts.verified, cell: (meter) => verification(meter, today) },
        { key: 'reading', header: texts.lastReading, numeric: true, cell: readingCell },
        {
          key: 'date',
          header: texts.readingDate,
          numeric: true,
          cell: ({ readings: [reading] }) =>
            reading === undefined ? '' : formatDate(reading.takenOn),
        },
        {
          key: 'source',
          header: texts.readingSource,
          cell: ({ readings: [reading] }) =>
            reading === undefined ? '' : sourceNames[reading.source],
        },
      ]}
    />
  );
}

function verification({ verifiedUntil }: Meter, today: Temporal.PlainDate): JSX.Element {
  const isOver = Temporal.PlainDate.compare(verifiedUntil, today) < 0;
  return (
    <>
      {formatDate(verifiedUntil)}
      {isOver ? (
        <>
          {' '}
          <Tag tone="bad">{texts.verificationOver}</Tag>
        </>
      ) : null}
    </>
  );
}

/** The value of each zone on a line of its own. */
function readingCell(meter: Meter): JSX.Element {
  if (meter.readings.length === 0) return <>{texts.noReading}</>;
  return (
    <>
      {meter.readings.map(({ zone, value }) => {
        const name = zoneName(meter.zones, zone);
        return (
          <div>
            {name === undefined ? null : <span class="soft">{name} </span>}
            {formatQuantity(value, serviceUnit[meter.service])}
          </div>
        );
      })}
    </>
  );
}

export function BillsTable({ found }: Props<'bills'>): JSX.Element {
  const column = (
    key: string,
    header: string,
    of: (bill: AccountBill) => Money,
  ): Column<AccountBill> => ({
    key,
    header,
    numeric: true,
    cell: (bill) => formatMoney(of(bill)),
    isNothing: (bill) => of(bill) === 0n,
  });
  return (
    <DataTable
      caption={texts.billsCaption}
      rows={found.bills}
      empty={<p>{texts.balanceEmpty}</p>}
      columns={[
        {
          key: 'month',
          header: texts.month,
          rowHeader: true,
          cell: ({ period }) => formatPeriod(period),
        },
        column('opening', texts.opening, ({ opening }) => opening),
        column('charged', texts.charged, ({ charged }) => charged),
        column('corrected', texts.corrected, ({ corrected }) => corrected),
        column('paid', texts.paid, ({ paid }) => paid),
        column('due', texts.billDue, ({ due }) => due),
      ]}
    />
  );
}

export function MovementsTable({ found }: Props<'movements'>): JSX.Element {
  return (
    <DataTable
      caption={texts.movementsCaption}
      rows={found.movements}
      empty={<p>{texts.noMovements}</p>}
      columns={[
        {
          key: 'date',
          header: texts.movementDate,
          rowHeader: true,
          cell: ({ postedAt }) => <span class="nowrap">{formatInstant(postedAt)}</span>,
        },
        { key: 'kind', header: texts.movementKind, cell: ({ kind }) => movementNames[kind] },
        {
          key: 'services',
          header: texts.services,
          numeric: true,
          cell: ({ services }) => countOf(services.length, serviceForms),
        },
        {
          key: 'sum',
          header: texts.movementSum,
          numeric: true,
          // As in a bill: what was paid, and what else was added to the debt or taken off.
          cell: ({ kind, amount }) => formatMoney(kopiykas(kind === 'payment' ? amount : -amount)),
        },
      ]}
    />
  );
}
