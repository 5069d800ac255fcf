import { services, type Service } from '#kernel/service.ts';
import { formatMoney } from '#ui/format/money.ts';
import { formatAddress } from '#ui/format/unbroken.ts';
import { formatCount } from '#ui/format/number.ts';
import { DataTable, type Column } from '#ui/table/table.tsx';
import type { ComponentChildren, JSX } from 'preact';
import { accountsHref } from './accounts-href.ts';
import type { AccountRow, AccountsAsked, AccountsFound } from './search-accounts.ts';
import { serviceWords, texts } from './texts.uk.ts';

export function AccountsTable(props: {
  readonly found: AccountsFound;
  readonly empty: ComponentChildren;
}): JSX.Element {
  const { asked, rows } = props.found;
  const sort = (order: AccountsAsked['order']) => sortOf(asked, order);
  const columns: readonly Column<AccountRow>[] = [
    {
      key: 'number',
      header: texts.number,
      rowHeader: true,
      sort: sort('number'),
      cell: ({ accountId, number }) => <a href={`/cabinet/accounts/${accountId}`}>{number}</a>,
    },
    {
      key: 'address',
      header: texts.address,
      sort: sort('address'),
      cell: ({ address }) => formatAddress(address),
    },
    {
      key: 'holder',
      header: texts.holder,
      cell: ({ holderName }) => holderName,
    },
    { key: 'services', header: texts.services, long: true, cell: servicesCell },
    {
      key: 'residents',
      header: texts.residents,
      numeric: true,
      sort: sort('residents'),
      cell: ({ residents }) => formatCount(residents),
    },
    {
      key: 'due',
      header: texts.due,
      numeric: true,
      cell: ({ due }) => (due === null ? texts.dueNone : <b>{formatMoney(due)}</b>),
      isNothing: ({ due }) => due === null || due === 0n,
    },
  ];
  return (
    <DataTable
      caption={texts.caption}
      captionHidden
      columns={columns}
      rows={rows}
      empty={props.empty}
    />
  );
}

/** A word for each in the order of a bill; distribution goes without saying where supply stands. */
function servicesCell(row: AccountRow): JSX.Element {
  const received = new Set<string>(row.services);
  const words = services
    .filter((service) => received.has(service))
    .filter((service) => !received.has(supplyOf(service)))
    .map((service) => serviceWords[service]);
  return <span class="small soft">{words.join(', ')}</span>;
}

/** The supply that a distribution accompanies; nothing of the kind for other services. */
function supplyOf(service: Service): string {
  return service.endsWith('-distribution') ? service.replace('distribution', 'supply') : '';
}

/** A second press on the column that sorts turns the order round. */
function sortOf(asked: AccountsAsked, order: AccountsAsked['order']) {
  const isNow = asked.order === order;
  const way = isNow && asked.way === 'up' ? 'down' : 'up';
  return {
    href: accountsHref({ ...asked, order, way, page: 1 }),
    ...(isNow ? { now: asked.way } : {}),
  };
}
