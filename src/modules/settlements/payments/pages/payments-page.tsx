import type { Account } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { formatMoney } from '#ui/format/money.ts';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { AccountTabs, fullAddress } from '../../consumer/account-parts.tsx';
import type { PaymentsOfYear } from './list-payments.ts';
import type { PaymentBrief } from './payment-view.ts';
import { stateNames, texts } from './texts.uk.ts';

export interface PaymentsPageProps {
  readonly accounts: readonly Account[];
  readonly account: Account;
  readonly list: PaymentsOfYear;
  readonly mayPay: boolean;
}

/** Payments of one account, a year at a time, each with how far it has come. */
export function paymentsPage(frame: PageFrame, props: PaymentsPageProps): string {
  const { account, accounts, list, mayPay } = props;
  return renderPage(
    <Page {...frame} title={texts.listTitle}>
      <PageHeading
        title={texts.listTitle}
        eyebrow={`${account.number} · ${fullAddress(account)}`}
        lede={texts.listLede}
        actions={
          mayPay ? (
            <LinkButton href={`/cabinet/payments/new?account=${account.accountId}`}>
              {texts.newPayment}
            </LinkButton>
          ) : undefined
        }
      />
      <AccountTabs
        accounts={accounts}
        current={account}
        href={(other) => `/cabinet/payments?account=${other.accountId}`}
      />
      {list.years.length < 2 ? null : (
        <Tabs
          label={texts.years}
          items={list.years.map((year) => ({
            href: `/cabinet/payments?account=${account.accountId}&year=${year}`,
            label: String(year),
            current: year === list.year,
          }))}
        />
      )}
      {list.payments.length === 0 ? (
        <EmptyState title={list.years.length < 2 ? texts.noPaymentsTitle : texts.noPaymentsOfYear}>
          <p>{texts.noPaymentsLead}</p>
        </EmptyState>
      ) : (
        <Card>
          <PaymentTable list={list} />
        </Card>
      )}
    </Page>,
  );
}

function PaymentTable({ list }: { readonly list: PaymentsOfYear }): JSX.Element {
  return (
    <DataTable
      caption={texts.listCaption(list.year)}
      captionHidden
      rows={list.payments}
      columns={[
        {
          key: 'date',
          header: texts.date,
          rowHeader: true,
          cell: ({ paymentId, createdAt }) => (
            <a href={`/cabinet/payments/${paymentId}`}>{formatInstant(createdAt)}</a>
          ),
        },
        {
          key: 'sum',
          header: texts.sum,
          numeric: true,
          cell: ({ amount }) => <b>{formatMoney(amount)}</b>,
        },
        {
          key: 'channel',
          header: texts.channel,
          cell: ({ channel }) => texts.channels[channel] ?? channel,
        },
        { key: 'state', header: texts.state, cell: (payment) => <Chain payment={payment} /> },
        {
          key: 'receipt',
          header: texts.receipt,
          cell: ({ receiptNumber }) => receiptNumber ?? '—',
          isNothing: ({ receiptNumber }) => receiptNumber === null,
        },
      ]}
    />
  );
}

const tones: Readonly<Record<PaymentBrief['state'], Tone>> = {
  created: 'neutral',
  pending: 'act',
  paid: 'good',
  failed: 'bad',
  refunded: 'warn',
};

/** The state in a word, and the steps that are behind it. */
function Chain({ payment }: { readonly payment: PaymentBrief }): JSX.Element {
  const steps = [
    texts.chain.started,
    ...(payment.state === 'paid' ? [texts.chain.settled] : []),
    ...(payment.postedAt === null ? [] : [texts.chain.posted]),
  ];
  return (
    <>
      <Tag tone={tones[payment.state]}>{stateNames[payment.state]}</Tag>
      <div class="small soft">{steps.join(' → ')}</div>
    </>
  );
}
