import { sumMoney, type Money } from '#kernel/money.ts';
import { Card } from '#ui/card/card.tsx';
import { Stack } from '#ui/layout/regions.tsx';
import { formatMoney, formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatPeriod } from '#ui/format/time.ts';
import { DescriptionList, type DescriptionRow } from '#ui/description-list/description-list.tsx';
import { ClauseTag } from '#ui/clause-tag/clause-tag.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { texts as common } from '../texts.uk.ts';
import type { Bill, BillMovement } from './bill.ts';
import { isCorrection, isPayment, movementLine } from './bill-movement.ts';
import { texts } from './texts.uk.ts';

/** The state of the account: what was owed, what came in, and the months a debt comes from. */
export function StandingCard({ bill }: { readonly bill: Bill }): JSX.Element {
  const { totals, debt, movements } = bill;
  const rows: DescriptionRow[] = [
    { term: texts.standingOpening, value: formatMoneyWithUnit(totals.opening) },
    { term: texts.standingCharged, value: formatMoneyWithUnit(totals.charged) },
    {
      term: texts.standingCorrected,
      value: <SumOf sum={totals.corrected} movements={movements.filter(isCorrection)} />,
    },
    {
      term: texts.standingPaid,
      value: <SumOf sum={totals.paid} movements={movements.filter(isPayment)} />,
    },
    { term: texts.standingDue, value: <b>{formatMoneyWithUnit(totals.due)}</b> },
  ];
  return (
    <Card heading={texts.standing}>
      <Stack>
        <DescriptionList rows={rows} />
        {debt.length === 0 ? (
          <p>{texts.noDebt}</p>
        ) : (
          <>
            <DataTable
              caption={`${texts.debtByMonth}, ${common.hryvnias}`}
              small
              rows={debt}
              columns={[
                {
                  key: 'period',
                  header: texts.period,
                  rowHeader: true,
                  cell: ({ period }) => formatPeriod(period),
                  total: texts.total,
                },
                {
                  key: 'amount',
                  header: texts.sum,
                  numeric: true,
                  cell: ({ amount }) => formatMoney(amount),
                  total: formatMoney(sumMoney(debt.map(({ amount }) => amount))),
                },
              ]}
            />
            <p class="soft">{texts.debtHow}</p>
          </>
        )}
        <p class="small soft">
          {texts.privileges} {texts.penalty} <ClauseTag clause="2119:8.3" />
        </p>
      </Stack>
    </Card>
  );
}

/** A sum with the payments or corrections that it is made of. */
function SumOf(props: {
  readonly sum: Money;
  readonly movements: readonly BillMovement[];
}): JSX.Element {
  return (
    <>
      {formatMoneyWithUnit(props.sum)}
      {props.movements.map((movement) => (
        <div class="small soft">{movementLine(movement)}</div>
      ))}
    </>
  );
}
