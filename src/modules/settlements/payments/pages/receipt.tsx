import { sumMoney } from '#kernel/money.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ClauseTag } from '#ui/clause-tag/clause-tag.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatMoney, formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatInstant } from '#ui/format/time.ts';
import { ReceiptPanel } from '#ui/receipt-panel/receipt-panel.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import type { Payment, Receipt } from './payment-view.ts';
import { texts } from './texts.uk.ts';

/** The receipt: number, date, time, and what the providers confirm as paid (1039:10.13). */
export function ReceiptOf({ payment }: { readonly payment: Payment }): JSX.Element {
  const { account, receipt } = payment;
  return (
    <>
      <ReceiptPanel
        title={`${texts.paid.title} ${formatMoneyWithUnit(payment.amount)}`}
        number={receipt?.number}
        at={receipt?.issuedAt ?? payment.settledAt ?? payment.createdAt}
        next={<p>{texts.paid.next}</p>}
        actions={
          <LinkButton href={`/cabinet/bills?account=${account.accountId}`}>
            {texts.paid.toBills}
          </LinkButton>
        }
      >
        <DescriptionList
          rows={[
            { term: texts.account, value: account.number },
            {
              term: texts.address,
              value: `${account.building.settlement.name}, ${account.address}`,
            },
            { term: texts.paidAt, value: formatInstant(payment.settledAt ?? payment.createdAt) },
            { term: texts.order, value: <span class="small">{payment.orderId}</span> },
          ]}
        />
      </ReceiptPanel>
      {receipt === null ? null : <Confirmation receipt={receipt} />}
      {receipt === null ? null : (
        <p class="screen-only">
          <a href={`/cabinet/payments/${payment.paymentId}/receipt.pdf`} download>
            {texts.paid.sealedPdf}
          </a>
          {' · '}
          <a href={`/cabinet/payments/${payment.paymentId}/receipt.asice`} download>
            {texts.paid.sealedAsic}
          </a>
        </p>
      )}
      {payment.channel === 'gateway' ? (
        <div class="screen-only stack">
          <p class="small soft">{texts.paid.print}</p>
          <p>
            <a href={`/cabinet/payments/${payment.paymentId}/proof`}>{texts.paid.proof}</a>
            <br />
            <span class="small soft">{texts.paid.proofHint}</span>
          </p>
        </div>
      ) : null}
    </>
  );
}

/** What each provider confirms, in one table with the total. */
function Confirmation({ receipt }: { readonly receipt: Receipt }): JSX.Element {
  return (
    <Card heading={texts.coverage[receipt.coverage]}>
      <p>
        {texts.coverageNote} <ClauseTag clause="1039:10.13" />
      </p>
      <DataTable
        caption={texts.partsCaption}
        captionHidden
        small
        rows={receipt.parts}
        columns={[
          {
            key: 'service',
            header: texts.service,
            rowHeader: true,
            cell: ({ service }) => serviceName(service, 'full'),
            total: texts.total,
          },
          {
            key: 'provider',
            header: texts.provider,
            cell: ({ provider }) => texts.coverageOf(provider.shortName),
          },
          {
            key: 'amount',
            header: texts.sum,
            numeric: true,
            cell: ({ amount }) => formatMoney(amount),
            total: formatMoney(sumMoney(receipt.parts.map(({ amount }) => amount))),
          },
        ]}
      />
    </Card>
  );
}
