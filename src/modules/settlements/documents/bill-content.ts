import { kopiykas } from '#kernel/money.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Block, DocumentContent } from '#engine/documents/content/content.ts';
import { formatMoney, formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatDate, formatPeriod } from '#ui/format/time.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { Bill, BillService } from '../consumer/bills/bill.ts';
import { decidedBy, madeOf } from '../consumer/bills/bill-services.tsx';
import { fullAddress } from '../consumer/account-parts.tsx';
import { texts } from './texts.uk.ts';

const words = texts.bill;

/**
 * What a bill says, as an e-document: only what the issued bill fixed, nothing of what happened to
 * the account since, so that the same bill always gives the same words (2119:8.3).
 */
export function billContent(bill: Bill, holderName: string): DocumentContent {
  const { account, biller, totals } = bill;
  const money = formatMoneyWithUnit;
  return {
    title: words.title(formatPeriod(bill.period)),
    subtitle: words.subtitle(bill.number),
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: words.account, value: account.number },
          { label: words.holder, value: holderName },
          { label: words.address, value: fullAddress(account) },
          { label: words.biller, value: biller.name },
          { label: words.issued, value: formatDate(dayInKyiv(bill.issuedAt)) },
          { label: words.payBefore, value: formatDate(bill.dueOn) },
        ],
      },
      { kind: 'heading', text: words.standing },
      {
        kind: 'facts',
        rows: [
          { label: words.opening, value: money(totals.opening) },
          { label: words.charged, value: money(totals.charged) },
          { label: words.corrected, value: money(totals.corrected) },
          { label: words.paid, value: money(totals.paid) },
          { label: words.due, value: money(totals.due) },
        ],
      },
      servicesTable(bill),
    ],
  };
}

function servicesTable({ services, totals }: Bill): Block {
  const { columns } = words;
  return {
    kind: 'table',
    caption: words.services,
    columns: [
      { title: columns.service, align: 'start' },
      { title: columns.provider, align: 'start' },
      { title: columns.made, align: 'start' },
      { title: columns.decision, align: 'start' },
      { title: columns.amount, align: 'end' },
    ],
    rows: services.map((service) => [
      serviceName(service.service, 'full'),
      service.provider.shortName,
      service.lines.length === 0 ? words.nothing : madeOf(service.lines),
      decisionsOf(service),
      formatMoney(kopiykas(service.charged)),
    ]),
    total: [words.total, '', '', '', formatMoney(totals.charged)],
  };
}

function decisionsOf({ lines }: BillService): string {
  const decisions = lines.flatMap(({ tariffs }) =>
    tariffs.map(({ authority, decision }) => decidedBy(authority, [decision])),
  );
  return Array.from(new Set(decisions)).join('; ');
}
