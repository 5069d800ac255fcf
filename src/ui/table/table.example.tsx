import { type Money, sumMoney } from '#kernel/money.ts';
import type { JSX } from 'preact';
import { formatMoney } from '../format/money.ts';
import { Stack } from '../layout/regions.tsx';
import { billLines, nothing, type SampleLine } from '../sample/bill.ts';
import { sample } from '../sample/texts.uk.ts';
import { ServiceMark } from '../service-mark/service-mark.tsx';
import { Tag } from '../tag/tag.tsx';
import { DataTable } from './table.tsx';

const { table } = sample;

function BillTable(): JSX.Element {
  const total = (pick: (line: SampleLine) => Money): string =>
    formatMoney(sumMoney(billLines.map(pick)));
  return (
    <DataTable
      caption={table.caption}
      rows={billLines}
      columns={[
        {
          key: 'service',
          header: table.service,
          rowHeader: true,
          cell: ({ service }) => <ServiceMark service={service} name="full" />,
          total: table.total,
        },
        {
          key: 'opening',
          header: table.opening,
          numeric: true,
          cell: () => formatMoney(nothing),
          isNothing: () => true,
          total: formatMoney(nothing),
        },
        {
          key: 'charged',
          header: table.charged,
          numeric: true,
          cell: ({ charged }) => formatMoney(charged),
          total: total(({ charged }) => charged),
        },
        {
          key: 'recalculated',
          header: table.recalculated,
          numeric: true,
          cell: ({ recalculated }) => formatMoney(recalculated),
          isNothing: ({ recalculated }) => recalculated === 0n,
          total: total(({ recalculated }) => recalculated),
        },
        {
          key: 'paid',
          header: table.paid,
          numeric: true,
          cell: () => formatMoney(nothing),
          isNothing: () => true,
          total: formatMoney(nothing),
        },
        {
          key: 'due',
          header: table.due,
          numeric: true,
          cell: ({ due }) => <b>{formatMoney(due)}</b>,
          total: total(({ due }) => due),
        },
      ]}
    />
  );
}

function IssueTable({ hidden = false }: { readonly hidden?: boolean }): JSX.Element {
  return (
    <DataTable
      caption={table.office}
      captionHidden={hidden}
      rows={table.issues}
      rowTone={({ tone }) => (tone === 'neutral' ? undefined : tone)}
      columns={[
        {
          key: 'account',
          header: table.accountHeader,
          rowHeader: true,
          sort: { href: '#table', now: 'down' },
          cell: ({ account }) => <a href="#table">{account}</a>,
        },
        {
          key: 'address',
          header: table.addressHeader,
          sort: { href: '#table' },
          cell: ({ address }) => address,
        },
        {
          key: 'issue',
          header: table.issueHeader,
          long: true,
          cell: ({ tone, issue, hint }) => (
            <>
              <Tag tone={tone}>{issue}</Tag>
              <div class="small soft">{hint}</div>
            </>
          ),
        },
        {
          key: 'action',
          header: table.actionHeader,
          headerHidden: true,
          numeric: true,
          cell: ({ account }) => (
            <a href="#table">
              {table.action}
              <span class="visually-hidden"> {account}</span>
            </a>
          ),
        },
      ]}
    />
  );
}

export function TableExample(): JSX.Element {
  return (
    <Stack>
      <BillTable />
      <IssueTable />
      <DataTable caption="" captionHidden rows={[]} columns={[]} empty={<p>{table.empty}</p>} />
    </Stack>
  );
}
