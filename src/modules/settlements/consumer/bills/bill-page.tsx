import { Card } from '#ui/card/card.tsx';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatPeriod } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { OnScreen, Split } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { sumMoney } from '#kernel/money.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import type { JSX } from 'preact';
import type { CodeMatrix } from '../../ports.ts';
import { changeSentences } from '../change/change-text.ts';
import { texts as changeTexts } from '../change/texts.uk.ts';
import { texts as common } from '../texts.uk.ts';
import type { Bill } from './bill.ts';
import { ChangeCard, MonthsCard, type MonthsView } from './bill-charts.tsx';
import { ComparisonCard } from './bill-comparison.tsx';
import { PaperLines } from './bill-paper.tsx';
import { PayeesCard } from './bill-payees.tsx';
import { BillServices } from './bill-services.tsx';
import { StandingCard } from './bill-standing.tsx';
import { BillTop } from './bill-top.tsx';
import { texts } from './texts.uk.ts';

export interface BillPageProps {
  readonly bill: Bill;
  readonly today: Temporal.PlainDate;
  readonly code: CodeMatrix | undefined;
  readonly view: MonthsView;
}

/** The bill: what to pay, why so much, and everything that the law wants on it (2119:8.3). */
export function billPage(frame: PageFrame, props: BillPageProps): string {
  const { bill, today, code, view } = props;
  return renderPage(
    <Page
      {...frame}
      title={texts.title(formatPeriod(bill.period))}
      breadcrumbs={[
        {
          label: common.bills,
          href: `/cabinet/bills?account=${bill.account.accountId}&year=${bill.period.slice(0, 4)}`,
        },
        { label: formatPeriod(bill.period) },
      ]}
    >
      <Split aside={<Changed bill={bill} />}>
        <BillTop bill={bill} today={today} code={code} />
      </Split>
      <OnScreen>
        <ChangeCard bill={bill} />
      </OnScreen>
      <BillServices bill={bill} />
      <PaperLines bill={bill} />
      <OnScreen>
        <MonthsCard bill={bill} view={view} />
      </OnScreen>
      <StandingCard bill={bill} />
      <ComparisonCard bill={bill} />
      <PayeesCard bill={bill} />
    </Page>,
  );
}

/** One computed explanation, in two or three short sentences. */
function Changed({ bill }: { readonly bill: Bill }): JSX.Element {
  const debt = sumMoney(bill.debt.map(({ amount }) => amount));
  const sentences =
    bill.change === null
      ? [changeTexts.firstBill]
      : changeSentences(bill.change.parts, bill.change.before);
  return (
    <Card heading={texts.changed}>
      {sentences.map((sentence) => (
        <p>{sentence}</p>
      ))}
      {debt === 0n ? null : <p>{texts.carriedDebt(formatMoneyWithUnit(debt))}</p>}
    </Card>
  );
}
