import type { Money } from '#kernel/money.ts';
import type { ComponentChildren, JSX } from 'preact';
import { formatMoney } from '../format/money.ts';
import { hryvniaShort } from '../format/texts.uk.ts';

export interface SumProps {
  readonly label: string;
  readonly money: Money;
  /** 1 when the sum is what the page is about: its label is then the page's heading. */
  readonly level?: 1 | 2 | 3 | undefined;
  /** Below the figure: until when, for whom. */
  readonly note?: ComponentChildren;
}

/** The largest figure of a page, with what it is above it. */
export function Sum({ label, money, level, note }: SumProps): JSX.Element {
  const Label = level === undefined ? 'p' : (`h${level}` as const);
  return (
    <div class="sum-block">
      <Label class="sum-label">{label}</Label>
      <p class="sum">
        {formatMoney(money)}
        <span class="sum-unit">{`\u00a0${hryvniaShort}`}</span>
      </p>
      {note === undefined ? null : <p class="sum-note">{note}</p>}
    </div>
  );
}

export interface FigureProps {
  readonly label: string;
  /** Already formatted, with its unit. */
  readonly value: string;
  readonly note?: ComponentChildren;
}

/** A large figure that isn't a sum to pay: an indicator of a dashboard. */
export function Figure({ label, value, note }: FigureProps): JSX.Element {
  return (
    <div class="sum-block">
      <p class="sum-label">{label}</p>
      <p class="sum sum-figure">{value}</p>
      {note === undefined ? null : <p class="sum-note">{note}</p>}
    </div>
  );
}
