import { periodOf } from '#kernel/period.ts';
import { formatMoneyChange } from '#ui/format/money.ts';
import { formatDate, formatInstant, formatPeriod } from '#ui/format/time.ts';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import type { Correction } from '../../../corrections/corrections.sql.ts';
import { texts } from './texts.uk.ts';

/** What was corrected in an account, each with its ground and act. */
export function CorrectionsTable(props: { readonly rows: readonly Correction[] }): JSX.Element {
  return (
    <DataTable
      caption={texts.tableCaption}
      rows={props.rows}
      columns={[
        {
          key: 'service',
          header: texts.tableService,
          rowHeader: true,
          cell: ({ service }) => <ServiceMark service={service} />,
        },
        {
          key: 'month',
          header: texts.tableMonth,
          cell: ({ corrected }) => formatPeriod(periodOf(corrected)),
        },
        {
          key: 'amount',
          header: texts.tableAmount,
          numeric: true,
          cell: ({ amount }) => formatMoneyChange(amount),
        },
        {
          key: 'ground',
          header: texts.tableGround,
          long: true,
          cell: ({ ground, actNumber, actOn }) => (
            <>
              {ground}
              <div class="small soft">
                {texts.act} {texts.actLine(actNumber, formatDate(actOn))}
              </div>
            </>
          ),
        },
        {
          key: 'posted',
          header: texts.tablePosted,
          cell: ({ posted }) => formatPeriod(periodOf(posted)),
        },
        {
          key: 'entered',
          header: texts.tableEntered,
          numeric: true,
          cell: ({ enteredAt }) => formatInstant(enteredAt),
        },
      ]}
    />
  );
}
