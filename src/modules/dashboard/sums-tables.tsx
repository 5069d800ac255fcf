import type { MonthSums } from '#modules/settlements/index.ts';
import { paymentLevelPermille } from '#modules/settlements/index.ts';
import { formatMoney } from '#ui/format/money.ts';
import { DataTable, type Column } from '#ui/table/table.tsx';
import type { ComponentChildren, JSX } from 'preact';
import { formatLevel } from './metric.ts';
import { texts } from './texts.uk.ts';

/** Charged, paid, debt and level of a row of sums; with the total below when it is given. */
function sumsColumns<Row extends MonthSums>(total: MonthSums | null): Column<Row>[] {
  return [
    {
      key: 'charged',
      header: texts.charged,
      numeric: true,
      cell: ({ charged }) => formatMoney(charged),
      total: total === null ? undefined : formatMoney(total.charged),
    },
    {
      key: 'paid',
      header: texts.paid,
      numeric: true,
      cell: ({ paid }) => formatMoney(paid),
      total: total === null ? undefined : formatMoney(total.paid),
    },
    {
      key: 'debt',
      header: texts.debt,
      numeric: true,
      cell: ({ debt }) => formatMoney(debt),
      total: total === null ? undefined : formatMoney(total.debt),
    },
    {
      key: 'level',
      header: texts.level,
      numeric: true,
      cell: (row) => levelText(row),
      total: total === null ? undefined : levelText(total),
    },
  ];
}

export function levelText({ charged, paid }: Pick<MonthSums, 'charged' | 'paid'>): string {
  const level = paymentLevelPermille(charged, paid);
  return level === null ? '—' : formatLevel(level);
}

export interface SumsTableProps<Row extends MonthSums> {
  readonly caption: string;
  readonly captionHidden?: boolean | undefined;
  /** What a row stands for: heading of the first column. */
  readonly rowName: string;
  readonly rows: readonly Row[];
  readonly rowLabel: (row: Row) => ComponentChildren;
  readonly total: MonthSums | null;
  readonly empty?: ComponentChildren;
}

/** Sums of a month by territory, service or provider. */
export function SumsTable<Row extends MonthSums>(props: SumsTableProps<Row>): JSX.Element {
  return (
    <DataTable
      caption={props.caption}
      captionHidden={props.captionHidden}
      rows={props.rows}
      empty={props.empty}
      columns={[
        {
          key: 'name',
          header: props.rowName,
          rowHeader: true,
          cell: props.rowLabel,
          total: props.total === null ? undefined : texts.total,
        },
        ...sumsColumns<Row>(props.total),
      ]}
    />
  );
}
