import { formatPeriod, formatDate } from '#ui/format/time.ts';
import { formatMoney } from '#ui/format/money.ts';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import type { Account } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import type { JSX } from 'preact';
import { AccountTabs, fullAddress } from '../account-parts.tsx';
import { texts as common } from '../texts.uk.ts';
import type { BillsOfYear } from './list-bills.ts';
import { texts } from './texts.uk.ts';

export interface BillsPageProps {
  readonly accounts: readonly Account[];
  readonly account: Account;
  /** Undefined when the account has never been billed. */
  readonly list: BillsOfYear | undefined;
}

/** Bills of one account, a year at a time. */
export function billsPage(frame: PageFrame, props: BillsPageProps): string {
  const { account, accounts, list } = props;
  return renderPage(
    <Page {...frame} title={texts.listTitle}>
      <PageHeading
        title={texts.listTitle}
        eyebrow={`${common.accountShort(account.number)} · ${fullAddress(account)}`}
        lede={texts.listLede}
      />
      <AccountTabs
        accounts={accounts}
        current={account}
        href={(other) => `/cabinet/bills?account=${other.accountId}`}
      />
      {list === undefined ? (
        <EmptyState title={texts.noBillsTitle}>
          <p>{texts.noBillsLead}</p>
        </EmptyState>
      ) : (
        <YearOfBills account={account} list={list} />
      )}
    </Page>,
  );
}

function YearOfBills(props: {
  readonly account: Account;
  readonly list: BillsOfYear;
}): JSX.Element {
  const { account, list } = props;
  return (
    <>
      {list.years.length < 2 ? null : (
        <Tabs
          label={texts.years}
          items={list.years.map((year) => ({
            href: `/cabinet/bills?account=${account.accountId}&year=${year}`,
            label: String(year),
            current: year === list.year,
          }))}
        />
      )}
      <Card>
        <BillTable account={account} list={list} />
      </Card>
    </>
  );
}

function BillTable(props: { readonly account: Account; readonly list: BillsOfYear }): JSX.Element {
  const { account, list } = props;
  return (
    <DataTable
      caption={texts.listCaption(list.year)}
      captionHidden
      rows={list.bills}
      empty={<p>{texts.noBillsOfYear}</p>}
      columns={[
        {
          key: 'period',
          header: texts.period,
          rowHeader: true,
          cell: ({ period }) => (
            <a href={`/cabinet/bills/${account.accountId}/${period}`}>{formatPeriod(period)}</a>
          ),
        },
        {
          key: 'charged',
          header: `${texts.charged}, ${common.hryvnias}`,
          numeric: true,
          cell: ({ charged }) => formatMoney(charged),
        },
        {
          key: 'paid',
          header: `${texts.paid}, ${common.hryvnias}`,
          numeric: true,
          cell: ({ paid }) => formatMoney(paid),
        },
        {
          key: 'due',
          header: `${texts.due}, ${common.hryvnias}`,
          numeric: true,
          cell: ({ due }) => <b>{formatMoney(due)}</b>,
        },
        {
          key: 'until',
          header: texts.payUntil,
          numeric: true,
          cell: ({ dueOn }) => formatDate(dueOn),
        },
      ]}
    />
  );
}
