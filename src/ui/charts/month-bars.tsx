import type { Period } from '#kernel/period.ts';
import { scaleBand } from 'd3-scale';
import type { JSX } from 'preact';
import { formatMonthShort, formatPeriod } from '../format/time.ts';
import { DataTable } from '../table/table.tsx';
import { ChartFigure, type ChartProps, Drawing } from './chart-figure.tsx';
import { type Amount, axisTicks, percent, pixels, span, valueScale } from './geometry.ts';
import { Grid, Texture } from './marks.tsx';
import { chartTexts } from './texts.uk.ts';

export interface MonthValue<V extends Amount> {
  readonly period: Period;
  /** null when nothing is known; it is shown as such, never as zero. */
  readonly value: V | null;
}

export interface MonthBarsProps<V extends Amount> extends ChartProps {
  /** In order, the month of the page last: thirteen, so that it meets itself a year ago. */
  readonly months: readonly MonthValue<V>[];
  /** For the table and for readers: all digits. */
  readonly format: (value: V) => string;
  /** For the labels of bars. */
  readonly formatShort?: ((value: V) => string) | undefined;
  /** For the axis; `value` is in the same scale as the data. */
  readonly formatTick: (value: number) => string;
}

interface Bar {
  readonly period: Period;
  readonly number: number | null;
  readonly label: string;
  readonly look: 'past' | 'plain' | 'now';
}

/** Bars by month: last year lighter and striped, the month of the page in full colour. */
export function MonthBars<V extends Amount>(props: MonthBarsProps<V>): JSX.Element {
  const bars = readBars(props);
  const label = `${props.title}. ${describe(props)}`;
  return (
    <ChartFigure {...props} table={<Twin {...props} />}>
      <Wide id={props.id} bars={bars} label={label} formatTick={props.formatTick} />
      <Narrow id={props.id} bars={bars} label={label} />
    </ChartFigure>
  );
}

interface LayoutProps {
  readonly id: string;
  readonly bars: readonly Bar[];
  readonly label: string;
}

const wide = { height: 288, top: 30, bottom: 236, gutterPercent: 8 } as const;

function Wide(props: LayoutProps & { readonly formatTick: (value: number) => string }) {
  const { id, bars, formatTick } = props;
  const y = valueScale(numbersOf(bars), [wide.bottom, wide.top]);
  const x = scaleBand<Period>()
    .domain(bars.map(({ period }) => period))
    .range([wide.gutterPercent, 100])
    .paddingInner(0.26);
  const labelled = labelledPeriods(bars);
  return (
    <Drawing layout="wide" height={wide.height} label={props.label}>
      <Texture id={`${id}-past-wide`} tone="soft" index={1} />
      <Grid ticks={axisTicks(y)} y={(tick) => pixels(y(tick))} label={formatTick} />
      {bars.map((bar, index) => {
        const left = x(bar.period) ?? 0;
        const middle = percent(left + x.bandwidth() / 2);
        const { from: top, length } = span(y(bar.number ?? 0), y(0));
        return (
          <>
            <rect
              class={`bar-${bar.look}`}
              x={percent(left)}
              width={percent(x.bandwidth())}
              y={pixels(top)}
              height={pixels(length)}
              rx="4"
              fill={bar.look === 'past' ? `url(#${id}-past-wide)` : undefined}
            />
            {labelled.has(bar.period) || bar.number === null ? (
              <text class="bar-label" x={middle} y={pixels(top) - 8} text-anchor="middle">
                {bar.number === null ? '—' : bar.label}
              </text>
            ) : null}
            <text
              class={bar.look === 'now' ? 'now-text' : 'soft-text'}
              x={middle}
              y={wide.bottom + 20}
              text-anchor="middle"
            >
              {formatMonthShort(bar.period)}
            </text>
            {startsYear(bars, index) ? (
              <text class="soft-text" x={middle} y={wide.bottom + 40} text-anchor="middle">
                {bar.period.slice(0, 4)}
              </text>
            ) : null}
          </>
        );
      })}
    </Drawing>
  );
}

const narrow = { row: 30, bar: 18, labelPercent: 25, endPercent: 74 } as const;

function Narrow({ id, bars, label }: LayoutProps): JSX.Element {
  const x = valueScale(numbersOf(bars), [narrow.labelPercent, narrow.endPercent]);
  return (
    <Drawing layout="narrow" height={bars.length * narrow.row} label={label}>
      <Texture id={`${id}-past-narrow`} tone="soft" index={1} />
      {bars.map((bar, index) => {
        const top = index * narrow.row;
        const baseline = top + narrow.row / 2 + 5;
        const { from, length } = span(x(0), x(bar.number ?? 0));
        return (
          <>
            <text class={bar.look === 'now' ? 'now-text' : 'soft-text'} x="0" y={baseline}>
              {formatMonthShort(bar.period)}
              {startsYear(bars, index) ? ` ${bar.period.slice(0, 4)}` : ''}
            </text>
            <rect
              class={`bar-${bar.look}`}
              x={percent(from)}
              width={percent(length)}
              y={top + (narrow.row - narrow.bar) / 2}
              height={narrow.bar}
              rx="4"
              fill={bar.look === 'past' ? `url(#${id}-past-narrow)` : undefined}
            />
            <text class="bar-label" x={percent(from + length)} dx="6" y={baseline}>
              {bar.number === null ? chartTexts.noData : bar.label}
            </text>
          </>
        );
      })}
    </Drawing>
  );
}

function Twin<V extends Amount>(props: MonthBarsProps<V>): JSX.Element {
  return (
    <DataTable
      caption={props.title}
      captionHidden
      small
      rows={props.months}
      columns={[
        {
          key: 'period',
          header: chartTexts.month,
          rowHeader: true,
          cell: ({ period }) => formatPeriod(period),
        },
        {
          key: 'value',
          header: props.unit,
          numeric: true,
          cell: ({ value }) => (value === null ? chartTexts.noData : props.format(value)),
        },
      ]}
    />
  );
}

function readBars<V extends Amount>(props: MonthBarsProps<V>): readonly Bar[] {
  const now = props.months.at(-1)?.period;
  const format = props.formatShort ?? props.format;
  return props.months.map(({ period, value }) => ({
    period,
    number: value === null ? null : Number(value),
    label: value === null ? chartTexts.noData : format(value),
    look: period === now ? 'now' : lookByYear(period, now),
  }));
}

function lookByYear(period: Period, now: Period | undefined): 'past' | 'plain' {
  return now !== undefined && period.slice(0, 4) < now.slice(0, 4) ? 'past' : 'plain';
}

/** A year ago, the highest and the present: the three that the finding is about. */
function labelledPeriods(bars: readonly Bar[]): ReadonlySet<Period> {
  const highest = bars.reduce<Bar | undefined>(
    (best, bar) => ((bar.number ?? 0) > (best?.number ?? 0) ? bar : best),
    undefined,
  );
  return new Set(
    [bars[0], highest, bars.at(-1)].flatMap((bar) => (bar === undefined ? [] : [bar.period])),
  );
}

function startsYear(bars: readonly Bar[], index: number): boolean {
  return bars[index]?.period.slice(0, 4) !== bars[index - 1]?.period.slice(0, 4);
}

function numbersOf(bars: readonly Bar[]): readonly number[] {
  return bars.map(({ number }) => number ?? 0);
}

function describe<V extends Amount>({ months, format, unit }: MonthBarsProps<V>): string {
  return months
    .map(
      ({ period, value }) =>
        `${formatPeriod(period)} ${value === null ? chartTexts.noData : `${format(value)} ${unit}`}`,
    )
    .join('; ');
}
