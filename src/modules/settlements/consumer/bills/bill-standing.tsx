import { sumMoney } from '#kernel/money.ts';
import { Card } from '#ui/card/card.tsx';
import { Fold } from '#ui/details/details.tsx';
import { Stack } from '#ui/layout/regions.tsx';
import { formatMoney, formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatMonth, formatPeriod } from '#ui/format/time.ts';
import { DescriptionList, type DescriptionRow } from '#ui/description-list/description-list.tsx';
import { ClauseTag } from '#ui/clause-tag/clause-tag.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { texts as common } from '../texts.uk.ts';
import type { Bill } from './bill.ts';
import { movementLine } from './bill-movement.ts';
import { texts } from './texts.uk.ts';

/** The state of the account: what was owed, what came in, and the months a debt comes from. */
export function StandingCard({ bill }: { readonly bill: Bill }): JSX.Element {
  const { totals, debt } = bill;
  const rows: DescriptionRow[] = [
    {
      term: texts.standingOpening(formatMonth(bill.period)),
      value: formatMoneyWithUnit(totals.opening),
    },
    { term: texts.standingCharged, value: formatMoneyWithUnit(totals.charged) },
    { term: texts.standingCorrected, value: formatMoneyWithUnit(totals.corrected) },
    { term: texts.standingPaid, value: <Paid bill={bill} /> },
    { term: texts.standingDue, value: <b>{formatMoneyWithUnit(totals.due)}</b> },
  ];
  return (
    <Card>
      <Fold summary={texts.standing} level={2}>
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
      </Fold>
    </Card>
  );
}

function Paid({ bill }: { readonly bill: Bill }): JSX.Element {
  if (bill.movements.length === 0) {
    return (
      <>
        {formatMoneyWithUnit(bill.totals.paid)}
        <div class="small soft">{texts.noMovements}</div>
      </>
    );
  }
  return (
    <>
      {formatMoneyWithUnit(bill.totals.paid)}
      {bill.movements.map((movement) => (
        <div class="small soft">{movementLine(movement)}</div>
      ))}
    </>
  );
}
