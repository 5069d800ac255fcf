import { negateMoney, subtractMoney, sumMoney } from '#kernel/money.ts';
import { ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Fold } from '#ui/details/details.tsx';
import { formatMoneyChange, formatMoneyWithUnit } from '#ui/format/money.ts';
import { withUnit } from '#ui/format/number.ts';
import { hryvniaShort } from '#ui/format/texts.uk.ts';
import { formatDate, formatDateLong, formatPeriod } from '#ui/format/time.ts';
import { Beside, Stack } from '#ui/layout/regions.tsx';
import { Qr } from '#ui/qr/qr.tsx';
import { Sum } from '#ui/sum/sum.tsx';
import { dayInKyiv } from '#platform/clock.ts';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { texts as documentTexts } from '../../documents/texts.uk.ts';
import type { CodeMatrix } from '../../ports.ts';
import { fullAddress } from '../account-parts.tsx';
import { texts as common } from '../texts.uk.ts';
import type { Bill } from './bill.ts';
import { amountToPay, billState, type BillState } from './bill-state.ts';
import { texts } from './texts.uk.ts';

export interface BillTopProps {
  readonly bill: Bill;
  readonly today: Temporal.PlainDate;
  /** Undefined when there is nothing to pay or no code can be made. */
  readonly code: CodeMatrix | undefined;
  /** Not so for a trusted consumer who was not trusted with it (1039:20.11). */
  readonly mayPay: boolean;
}

/** How much, until when, for which home, and the ways to pay it: the largest thing of the page. */
export function BillTop({ bill, today, code, mayPay }: BillTopProps): JSX.Element {
  const label = sumLabels[billState(bill)](formatPeriod(bill.period));
  return (
    <Card look="lift">
      <Beside end={code === undefined ? null : <PaymentQr bill={bill} code={code} />}>
        <Stack>
          <Sum level={1} label={label} money={amountToPay(bill)} note={<Where bill={bill} />} />
          <StateTags bill={bill} today={today} />
          <PayButtons bill={bill} mayPay={mayPay} />
          <p class="small soft paper-only">
            {texts.number} {bill.number} · {texts.issued} {formatDate(dayInKyiv(bill.issuedAt))}
          </p>
        </Stack>
      </Beside>
    </Card>
  );
}

function PaymentQr(props: { readonly bill: Bill; readonly code: CodeMatrix }): JSX.Element {
  const sum = formatMoneyWithUnit(amountToPay(props.bill));
  return (
    <>
      <Qr modules={props.code} label={texts.codeLabel(sum, props.bill.biller.shortName)} />
      <p class="small soft">{texts.codeHint}</p>
    </>
  );
}

const sumLabels: Readonly<Record<BillState, (month: string) => string>> = {
  past: texts.wasDueFor,
  paid: texts.paidFor,
  'partly-paid': texts.leftFor,
  open: texts.dueFor,
};

function Where({ bill }: { readonly bill: Bill }): JSX.Element {
  return (
    <>
      {texts.payBy} <b>{formatDateLong(bill.dueOn)}</b> · {common.accountShort(bill.account.number)}{' '}
      · {fullAddress(bill.account)}
    </>
  );
}

function StateTags({ bill, today }: Pick<BillTopProps, 'bill' | 'today'>): JSX.Element {
  const isLate = Temporal.PlainDate.compare(today, bill.dueOn) > 0;
  const state = billState(bill);
  return (
    <div class="row small">
      {state === 'paid' ? <Tag tone="good">{texts.paidTag}</Tag> : null}
      {isLate && (state === 'open' || state === 'partly-paid') ? (
        <Tag tone="warn">{texts.overdue}</Tag>
      ) : null}
      {bill.dueOnUnverified ? <Tag>{texts.dueOnUnverified}</Tag> : null}
      <PaidSince bill={bill} />
      <CorrectedSince bill={bill} />
    </div>
  );
}

function PaidSince({ bill }: { readonly bill: Bill }): JSX.Element | null {
  const state = billState(bill);
  if (state !== 'paid' && state !== 'partly-paid') return null;
  const paid = subtractMoney(sumMoney([bill.totals.due, bill.correctedSince]), bill.dueNow);
  const sentences = [
    ...(paid === 0n
      ? []
      : [texts.paidSince(formatMoneyWithUnit(bill.totals.due), formatMoneyWithUnit(paid))]),
    ...(bill.dueNow < 0n ? [texts.overpaid(formatMoneyWithUnit(negateMoney(bill.dueNow)))] : []),
  ];
  return sentences.length === 0 ? null : <span class="soft">{sentences.join(' ')}</span>;
}

function CorrectedSince({ bill }: { readonly bill: Bill }): JSX.Element | null {
  const { correctedSince } = bill;
  if (billState(bill) === 'past' || correctedSince === 0n) return null;
  const sum = withUnit(formatMoneyChange(correctedSince), hryvniaShort);
  return <span class="soft">{texts.correctedSince(sum)}</span>;
}

function WaysToPay({ bill }: { readonly bill: Bill }): JSX.Element {
  const { accountId } = bill.account;
  return (
    <ButtonRow>
      {billState(bill) === 'paid' ? (
        <LinkButton look="quiet" href={`/cabinet/payments/new?account=${accountId}`}>
          {texts.payAhead}
        </LinkButton>
      ) : (
        <>
          <LinkButton href={`/cabinet/payments/check?account=${accountId}&sum=all`}>
            {texts.pay(formatMoneyWithUnit(amountToPay(bill)))}
          </LinkButton>
          <LinkButton look="quiet" href={`/cabinet/payments/new?account=${accountId}&sum=other`}>
            {texts.payOther}
          </LinkButton>
        </>
      )}
    </ButtonRow>
  );
}

function PayButtons({ bill, mayPay }: Pick<BillTopProps, 'bill' | 'mayPay'>): JSX.Element {
  const { accountId } = bill.account;
  const state = billState(bill);
  if (state === 'past') {
    return (
      <ButtonRow>
        <LinkButton look="quiet" href={`/cabinet/bills/${accountId}/${bill.newest}`}>
          {texts.toNewest}
        </LinkButton>
      </ButtonRow>
    );
  }
  return (
    <>
      {mayPay ? <WaysToPay bill={bill} /> : null}
      <div class="screen-only">
        <Fold summary={texts.print}>
          <p>
            {texts.printHow} {texts.printSheet}
          </p>
          <p>
            <a href={`/cabinet/bills/${accountId}/${bill.period}/document.pdf`} download>
              {documentTexts.bill.sealed}, {documentTexts.pdf}
            </a>
            {' · '}
            <a href={`/cabinet/bills/${accountId}/${bill.period}/document.asice`} download>
              {documentTexts.asic}
            </a>
            <br />
            <span class="small soft">{documentTexts.bill.sealedHint}</span>
          </p>
        </Fold>
      </div>
    </>
  );
}
