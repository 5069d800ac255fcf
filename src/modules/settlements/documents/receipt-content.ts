import { sumMoney } from '#kernel/money.ts';
import type { DocumentContent } from '#engine/documents/content/content.ts';
import { formatMoney, formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatInstant } from '#ui/format/time.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { fullAddress } from '../consumer/account-parts.tsx';
import type { Payment, Receipt } from '../payments/pages/payment-view.ts';
import { texts } from './texts.uk.ts';

const words = texts.receipt;

/** What a receipt confirms, in the providers' name (1039:10.13). */
export function receiptContent(payment: Payment, receipt: Receipt): DocumentContent {
  const { account } = payment;
  return {
    title: words.title(formatMoneyWithUnit(payment.amount)),
    subtitle: words.subtitle(receipt.number),
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: texts.bill.account, value: account.number },
          { label: texts.bill.address, value: fullAddress(account) },
          { label: words.paidAt, value: formatInstant(payment.settledAt ?? payment.createdAt) },
          { label: words.order, value: payment.orderId },
        ],
      },
      {
        kind: 'table',
        caption: words.parts,
        columns: [
          { title: words.service, align: 'start' },
          { title: words.provider, align: 'start' },
          { title: words.amount, align: 'end' },
        ],
        rows: receipt.parts.map(({ service, provider, amount }) => [
          serviceName(service, 'full'),
          provider.shortName,
          formatMoney(amount),
        ]),
        total: [
          texts.bill.total,
          '',
          formatMoney(sumMoney(receipt.parts.map(({ amount }) => amount))),
        ],
      },
    ],
  };
}
