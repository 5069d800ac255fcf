import { Card } from '#ui/card/card.tsx';
import { formatPeriod } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { OnScreen, Split } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { isOffered, type Principal } from '#platform/principal.ts';
import type { JSX } from 'preact';
import type { CodeMatrix } from '../../ports.ts';
import { texts as common } from '../texts.uk.ts';
import type { Bill } from './bill.ts';
import { BuildingCard } from './bill-building.tsx';
import { ChangeCard, MonthsCard, type MonthsView } from './bill-charts.tsx';
import { ComparisonCard } from './bill-comparison.tsx';
import { PaperBill } from './bill-paper.tsx';
import { PayeesCard } from './bill-payees.tsx';
import { changedSentences } from './bill-sentences.ts';
import { BillServices } from './bill-services.tsx';
import { StandingCard } from './bill-standing.tsx';
import { BillTop } from './bill-top.tsx';
import { texts } from './texts.uk.ts';

export interface BillPageProps {
  readonly bill: Bill;
  readonly today: Temporal.PlainDate;
  readonly code: CodeMatrix | undefined;
  readonly view: MonthsView;
  /** Printed for those whose account it is; undefined for their deputies. */
  readonly connectionCode: string | undefined;
  readonly principal: Principal;
}

/** The bill: what to pay, why so much, and everything that the law wants on it (2119:8.3). */
export function billPage(frame: PageFrame, props: BillPageProps): string {
  const { bill, today, code, view, connectionCode, principal } = props;
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
        <BillTop bill={bill} today={today} code={code} mayPay={isOffered(principal, 'pay')} />
      </Split>
      <PaperBill bill={bill} connectionCode={connectionCode} />
      <OnScreen>
        <ChangeCard bill={bill} />
        <BillServices bill={bill} />
        <MonthsCard bill={bill} view={view} />
        <StandingCard bill={bill} />
        <BuildingCard bill={bill} />
        <ComparisonCard bill={bill} />
        <PayeesCard bill={bill} />
      </OnScreen>
    </Page>,
  );
}

/** One computed explanation, in two or three short sentences. */
function Changed({ bill }: { readonly bill: Bill }): JSX.Element {
  return (
    <OnScreen>
      <Card heading={texts.changed}>
        {changedSentences(bill).map((sentence) => (
          <p>{sentence}</p>
        ))}
      </Card>
    </OnScreen>
  );
}
