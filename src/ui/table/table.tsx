import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../icons/icon.tsx';
import { tableTexts } from './texts.uk.ts';

export interface Column<Row> {
  readonly key: string;
  /** Heading of the column and, on a phone, the label of the value. */
  readonly header: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** Money, quantities, counts: to the end of the cell, in digits of equal width. */
  readonly numeric?: boolean | undefined;
  /** Sentences: on a phone they stand under their label, not beside it. */
  readonly long?: boolean | undefined;
  /** The cell that names its row; on a phone it becomes the heading of the block. */
  readonly rowHeader?: boolean | undefined;
  /** For a column of buttons: the heading is heard, not seen. */
  readonly headerHidden?: boolean | undefined;
  /** Makes the heading a link that sorts; the server does the sorting. */
  readonly sort?: { readonly href: string; readonly now?: 'up' | 'down' | undefined } | undefined;
  /** Nothing to see in this cell: pale in the table, left out of the block on a phone. */
  readonly isNothing?: ((row: Row) => boolean) | undefined;
  /** The cell of the last line: the total of the column. */
  readonly total?: ComponentChildren;
}

export interface DataTableProps<Row> {
  /** Every table says what it holds. */
  readonly caption: ComponentChildren;
  readonly captionHidden?: boolean | undefined;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Shown instead of the table when there are no rows. */
  readonly empty?: ComponentChildren;
  /** Smaller text, for details and twins of charts. */
  readonly small?: boolean | undefined;
  /** A line under each row over the whole width: what the figures were made of. */
  readonly below?: ((row: Row) => ComponentChildren) | undefined;
  /** A line that wants attention. */
  readonly rowTone?: ((row: Row) => 'warn' | 'bad' | undefined) | undefined;
}

const smallColumnsMax = 2;
const narrowColumnsMax = 3;
const middleColumnsMax = 6;

/**
 * A real table that turns into blocks of label and value where its container is too narrow for
 * that many columns. No scripts, no sideways scrolling on a phone.
 */
export function DataTable<Row>(props: DataTableProps<Row>): JSX.Element {
  if (props.rows.length === 0) {
    return <div class="table-empty">{props.empty ?? <p>{tableTexts.nothing}</p>}</div>;
  }
  return (
    <div class={`table-box table-${widthClass(props.columns.length)}`}>
      <table class={tableClass(props)}>
        <caption class={props.captionHidden === true ? 'visually-hidden' : undefined}>
          {props.caption}
        </caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <HeaderCell column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <>
              <BodyRow columns={props.columns} row={row} tone={props.rowTone?.(row)} />
              {props.below === undefined ? null : (
                <tr class="below">
                  <td colSpan={props.columns.length}>{props.below(row)}</td>
                </tr>
              )}
            </>
          ))}
        </tbody>
        <TotalRow columns={props.columns} />
      </table>
    </div>
  );
}

function HeaderCell<Row>({ column }: { readonly column: Column<Row> }): JSX.Element {
  return (
    <th
      scope="col"
      class={column.numeric === true ? 'n' : undefined}
      aria-label={column.headerHidden === true ? column.header : undefined}
      aria-sort={ariaSort(column)}
    >
      <HeaderText column={column} />
    </th>
  );
}

function HeaderText<Row>({ column }: { readonly column: Column<Row> }): JSX.Element {
  if (column.headerHidden === true) return <span class="visually-hidden">{column.header}</span>;
  if (column.sort === undefined) return <>{column.header}</>;
  const { href, now } = column.sort;
  return (
    <a href={href}>
      {column.header}
      <Icon name={now ?? 'sort'} />
      {now === undefined ? null : (
        <span class="visually-hidden">
          , {now === 'up' ? tableTexts.sortedUp : tableTexts.sortedDown}
        </span>
      )}
    </a>
  );
}

function cellClass<Row>(column: Column<Row>, row: Row): string | undefined {
  const names = [
    column.numeric === true ? 'n' : '',
    column.long === true ? 'long' : '',
    column.isNothing?.(row) === true ? 'nothing' : '',
  ].filter((name) => name !== '');
  return names.length === 0 ? undefined : names.join(' ');
}

interface BodyRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly row: Row;
  readonly tone: 'warn' | 'bad' | undefined;
}

function BodyRow<Row>({ columns, row, tone }: BodyRowProps<Row>): JSX.Element {
  return (
    <tr class={tone === undefined ? undefined : `row-${tone}`}>
      {columns.map((column) =>
        column.rowHeader === true ? (
          <th scope="row">{column.cell(row)}</th>
        ) : (
          <td
            class={cellClass(column, row)}
            data-label={column.headerHidden === true ? undefined : column.header}
          >
            {column.cell(row)}
          </td>
        ),
      )}
    </tr>
  );
}

function TotalRow<Row>({ columns }: { readonly columns: readonly Column<Row>[] }) {
  if (columns.every(({ total }) => total === undefined)) return null;
  return (
    <tfoot>
      <tr>
        {columns.map((column) =>
          column.rowHeader === true ? (
            <th scope="row">{column.total}</th>
          ) : (
            <td class={column.numeric === true ? 'n' : undefined} data-label={column.header}>
              {column.total}
            </td>
          ),
        )}
      </tr>
    </tfoot>
  );
}

function tableClass<Row>({ small, rowTone }: DataTableProps<Row>): string {
  return `table${small === true ? ' small' : ''}${rowTone === undefined ? '' : ' table-toned'}`;
}

function ariaSort<Row>({ sort }: Column<Row>): 'ascending' | 'descending' | undefined {
  if (sort?.now === undefined) return undefined;
  return sort.now === 'up' ? 'ascending' : 'descending';
}

/** Two columns fit everywhere and stay a table. */
function widthClass(columnCount: number): 'small' | 'narrow' | 'middle' | 'wide' {
  if (columnCount <= smallColumnsMax) return 'small';
  if (columnCount <= narrowColumnsMax) return 'narrow';
  return columnCount <= middleColumnsMax ? 'middle' : 'wide';
}
