import type { ComponentChildren, JSX } from 'preact';
import { type Column, DataTable } from '../table/table.tsx';
import { ChartFigure, type ChartProps, Drawing } from './chart-figure.tsx';
import { type Amount, bareScale, labelLines, percent, span } from './geometry.ts';
import { TextLines, Texture } from './marks.tsx';
import { narrowBarPixels, narrowHeight, NarrowRows } from './narrow-rows.tsx';
import { chartTexts } from './texts.uk.ts';

export interface RankingItem<V extends Amount> {
  readonly label: string;
  readonly value: V;
  /** Page of the item; the link stands in the table. */
  readonly href?: string | undefined;
  /** The confidence interval, drawn as a whisker. */
  readonly interval?: { readonly low: V; readonly high: V } | undefined;
  /** Too few cases to compare honestly: hatched, and said so. */
  readonly smallSample?: boolean | undefined;
  /** The one that the page is about. */
  readonly highlighted?: boolean | undefined;
  /** The provider's comment, the trend; shown in the table. */
  readonly comment?: ComponentChildren;
}

export interface RankingProps<V extends Amount> extends ChartProps {
  /** What is ranked: heading of the column. */
  readonly itemName: string;
  /** Already in order. */
  readonly items: readonly RankingItem<V>[];
  readonly format: (value: V) => string;
  /** A dashed line to compare with: the mean of the country. */
  readonly reference?: { readonly label: string; readonly value: V } | undefined;
  readonly commentName?: string | undefined;
}

/** Horizontal bars from first to last. */
export function Ranking<V extends Amount>(props: RankingProps<V>): JSX.Element {
  const label = `${props.title}. ${props.items
    .map((item, index) => `${index + 1}. ${item.label} ${props.format(item.value)}`)
    .join('; ')}`;
  return (
    <ChartFigure {...props} table={<Twin {...props} />}>
      <Wide {...props} label={label} />
      <Narrow {...props} label={label} />
    </ChartFigure>
  );
}

type LayoutProps<V extends Amount> = RankingProps<V> & { readonly label: string };

const wide = { row: 42, bar: 20, labelPercent: 34, endPercent: 88, labelLength: 26 } as const;
const referenceHeight = 26;
const referenceOverhang = 4;

function Wide<V extends Amount>(props: LayoutProps<V>): JSX.Element {
  const x = bareScale(valuesOf(props), [wide.labelPercent, wide.endPercent]);
  const top = props.reference === undefined ? 0 : referenceHeight;
  const height = top + props.items.length * wide.row;
  return (
    <Drawing layout="wide" height={height} label={props.label}>
      <Texture id={`${props.id}-few-wide`} tone="soft" index={1} />
      {props.items.map((item, index) => {
        const middle = top + index * wide.row + wide.row / 2;
        const lines = labelLines(item.label, wide.labelLength);
        return (
          <>
            <TextLines
              x="0"
              y={middle + (lines.length === 1 ? 5 : -4)}
              lines={lines}
              class={item.highlighted === true ? 'now-text' : 'plain-text'}
            />
            <Bar item={item} x={x} middle={middle} height={wide.bar} id={`${props.id}-few-wide`} />
            <text class="bar-label" x={percent(labelPlace(item, x))} dx="8" y={middle + 5}>
              {props.format(item.value)}
            </text>
          </>
        );
      })}
      <ReferenceLabel {...props} place={x} />
      <ReferenceLine {...props} place={x} from={20} to={height} />
    </Drawing>
  );
}

function Narrow<V extends Amount>(props: LayoutProps<V>): JSX.Element {
  const x = bareScale(valuesOf(props), [0, 100]);
  const top = props.reference === undefined ? 0 : referenceHeight;
  const rows = props.items.map((item) => ({
    item,
    label: item.label,
    text: props.format(item.value),
    highlighted: item.highlighted,
  }));
  return (
    <Drawing layout="narrow" height={top + narrowHeight(rows)} label={props.label}>
      <Texture id={`${props.id}-few-narrow`} tone="soft" index={1} />
      <ReferenceLabel {...props} place={x} />
      <NarrowRows
        rows={rows}
        top={top}
        bar={({ item }, barTop) => (
          <>
            <Bar
              item={item}
              x={x}
              middle={barTop + narrowBarPixels / 2}
              height={narrowBarPixels}
              id={`${props.id}-few-narrow`}
            />
            <ReferenceLine
              {...props}
              place={x}
              from={barTop - referenceOverhang}
              to={barTop + narrowBarPixels + referenceOverhang}
            />
          </>
        )}
      />
    </Drawing>
  );
}

interface BarProps<V extends Amount> {
  readonly item: RankingItem<V>;
  readonly x: (value: number) => number;
  readonly middle: number;
  readonly height: number;
  readonly id: string;
}

function Bar<V extends Amount>({ item, x, middle, height, id }: BarProps<V>): JSX.Element {
  const { interval } = item;
  const { from, length } = span(x(0), x(Number(item.value)));
  return (
    <>
      <rect
        class={barClass(item)}
        x={percent(from)}
        width={percent(length)}
        y={middle - height / 2}
        height={height}
        rx="4"
        fill={item.smallSample === true ? `url(#${id})` : undefined}
      />
      {interval === undefined ? null : (
        <>
          <Whisker x={x} interval={interval} middle={middle} class="whisker-ground" />
          <Whisker x={x} interval={interval} middle={middle} class="whisker" />
        </>
      )}
    </>
  );
}

function Whisker<V extends Amount>(props: {
  readonly x: (value: number) => number;
  readonly interval: { readonly low: V; readonly high: V };
  readonly middle: number;
  readonly class: string;
}): JSX.Element {
  const [low, high] = [props.interval.low, props.interval.high].map((end) =>
    percent(props.x(Number(end))),
  );
  const { middle } = props;
  return (
    <g class={props.class}>
      <line x1={low} x2={high} y1={middle} y2={middle} />
      <line x1={low} x2={low} y1={middle - 5} y2={middle + 5} />
      <line x1={high} x2={high} y1={middle - 5} y2={middle + 5} />
    </g>
  );
}

interface ReferenceProps<V extends Amount> extends RankingProps<V> {
  readonly place: (value: number) => number;
}

function ReferenceLabel<V extends Amount>(props: ReferenceProps<V>): JSX.Element | null {
  if (props.reference === undefined) return null;
  const at = props.place(Number(props.reference.value));
  return (
    <text class="soft-text" x={percent(at)} y={13} text-anchor={at > 50 ? 'end' : 'start'}>
      {`${props.reference.label} ${props.format(props.reference.value)}`}
    </text>
  );
}

function ReferenceLine<V extends Amount>(
  props: ReferenceProps<V> & { readonly from: number; readonly to: number },
): JSX.Element | null {
  if (props.reference === undefined) return null;
  const x = percent(props.place(Number(props.reference.value)));
  return <line class="reference-line" x1={x} x2={x} y1={props.from} y2={props.to} />;
}

function Twin<V extends Amount>(props: RankingProps<V>): JSX.Element {
  const ranked = props.items.map((item, index) => ({ item, place: index + 1 }));
  const columns: Column<(typeof ranked)[number]>[] = [
    {
      key: 'name',
      header: props.itemName,
      rowHeader: true,
      cell: ({ item, place }) => (
        <>
          {`${place}. `}
          {item.href === undefined ? item.label : <a href={item.href}>{item.label}</a>}
        </>
      ),
    },
    {
      key: 'value',
      header: props.unit,
      numeric: true,
      cell: ({ item }) =>
        item.smallSample === true
          ? `${props.format(item.value)} (${chartTexts.smallSample})`
          : props.format(item.value),
    },
  ];
  if (props.items.some(({ interval }) => interval !== undefined)) {
    columns.push({
      key: 'interval',
      header: chartTexts.interval,
      numeric: true,
      cell: ({ item: { interval } }) =>
        interval === undefined
          ? '—'
          : `${props.format(interval.low)}–${props.format(interval.high)}`,
    });
  }
  if (props.commentName !== undefined) {
    columns.push({
      key: 'comment',
      header: props.commentName,
      long: true,
      cell: ({ item }) => item.comment,
    });
  }
  return <DataTable caption={props.title} captionHidden small rows={ranked} columns={columns} />;
}

function barClass<V extends Amount>(item: RankingItem<V>): string {
  if (item.smallSample === true) return 'bar-few';
  return item.highlighted === true ? 'bar-now' : 'bar-plain';
}

function labelPlace<V extends Amount>(item: RankingItem<V>, x: (value: number) => number): number {
  return x(Math.max(Number(item.value), Number(item.interval?.high ?? item.value)));
}

function valuesOf<V extends Amount>({ items, reference }: RankingProps<V>): readonly number[] {
  return [
    ...items.flatMap(({ value, interval }) => [Number(value), Number(interval?.high ?? value)]),
    Number(reference?.value ?? 0),
  ];
}
