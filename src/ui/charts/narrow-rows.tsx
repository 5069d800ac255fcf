import type { ComponentChildren, JSX } from 'preact';
import { labelLines } from './geometry.ts';
import { TextLines } from './marks.tsx';

/** Drawn for a container of 254 px, the width of a card on a screen of 320 px. */
const labelLengthMax = 26;
const rowPixels = 54;
const secondLinePixels = 17;
const labelBaseline = 16;
const barOffset = 8;

export const narrowBarPixels = 18;

export interface NarrowRow {
  readonly label: string;
  readonly text: string;
  readonly highlighted?: boolean | undefined;
}

interface NarrowRowsProps<R extends NarrowRow> {
  readonly rows: readonly R[];
  /** Room above the rows. */
  readonly top?: number;
  /** Draws the bar of a row; `barTop` is its upper edge. */
  readonly bar: (row: R, barTop: number) => ComponentChildren;
}

/** The phone layout of bars: label and value on a line of text, the bar below over full width. */
export function NarrowRows<R extends NarrowRow>(props: NarrowRowsProps<R>): JSX.Element {
  const height = narrowRowHeight(props.rows);
  return (
    <>
      {props.rows.map((row, index) => {
        const rowTop = (props.top ?? 0) + index * height;
        const lines = labelLines(row.label, labelLengthMax);
        const barTop = rowTop + labelBaseline + (lines.length - 1) * secondLinePixels + barOffset;
        return (
          <>
            <TextLines
              x="0"
              y={rowTop + labelBaseline}
              lines={lines}
              class={row.highlighted === true ? 'now-text' : 'plain-text'}
            />
            <text class="bar-label" x="100%" y={rowTop + labelBaseline} text-anchor="end">
              {row.text}
            </text>
            {props.bar(row, barTop)}
          </>
        );
      })}
    </>
  );
}

export function narrowHeight(rows: readonly NarrowRow[]): number {
  return rows.length * narrowRowHeight(rows);
}

function narrowRowHeight(rows: readonly NarrowRow[]): number {
  const hasTwoLines = rows.some(({ label }) => labelLines(label, labelLengthMax).length > 1);
  return rowPixels + (hasTwoLines ? secondLinePixels : 0);
}
