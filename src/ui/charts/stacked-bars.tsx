import { scaleBand } from 'd3-scale';
import type { JSX } from 'preact';
import { DataTable } from '../table/table.tsx';
import { ChartFigure, type ChartProps, Drawing } from './chart-figure.tsx';
import {
  type Amount,
  axisTicks,
  bareScale,
  labelLines,
  percent,
  pixels,
  valueScale,
} from './geometry.ts';
import {
  type ChartTone,
  defaultTones,
  Grid,
  Legend,
  seriesMax,
  TextLines,
  Texture,
} from './marks.tsx';
import { narrowBarPixels, narrowHeight, NarrowRows } from './narrow-rows.tsx';
import { chartTexts } from './texts.uk.ts';

export interface StackSeries {
  readonly key: string;
  readonly label: string;
  /** A service keeps its own colour everywhere; others take the next of the row. */
  readonly tone?: ChartTone | undefined;
}

export interface Stack<V extends Amount> {
  readonly label: string;
  /** In the order of the series; a part is never negative. */
  readonly parts: readonly V[];
  /** Written by whoever adds exactly: money as money. */
  readonly total: V;
}

export interface StackedBarsProps<V extends Amount> extends ChartProps {
  /** What a bar stands for: heading of the first column of the table. */
  readonly barName: string;
  readonly series: readonly StackSeries[];
  readonly stacks: readonly Stack<V>[];
  readonly format: (value: V) => string;
  readonly formatShort?: ((value: V) => string) | undefined;
  readonly formatTick: (value: number) => string;
}

interface Bar {
  readonly label: string;
  readonly total: number;
  readonly text: string;
  /** Where each part begins and ends. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
}

/** Parts of a whole for several bars. Throws RangeError on a negative part or a false total. */
export function StackedBars<V extends Amount>(props: StackedBarsProps<V>): JSX.Element {
  if (props.series.length > seriesMax) throw new RangeError(`more than ${seriesMax} series`);
  const bars = props.stacks.map((stack) => readBar(stack, props));
  const tones = props.series.map(toneOf);
  const label = `${props.title}. ${bars.map((bar) => `${bar.label} ${bar.text}`).join('; ')}`;
  const entries = props.series.map((series, index) => ({
    label: series.label,
    tone: toneOf(series, index),
    index,
  }));
  const layout = { id: props.id, bars, tones, label };
  return (
    <ChartFigure
      {...props}
      legend={<Legend id={props.id} entries={entries} />}
      table={<Twin {...props} />}
    >
      <Wide {...layout} formatTick={props.formatTick} />
      <Narrow {...layout} />
    </ChartFigure>
  );
}

function toneOf(series: StackSeries, index: number): ChartTone {
  return series.tone ?? defaultTones[index % defaultTones.length] ?? 'act';
}

function readBar<V extends Amount>(stack: Stack<V>, props: StackedBarsProps<V>): Bar {
  let level = 0;
  const spans = stack.parts.map((part) => {
    const from = level;
    level += Number(part);
    if (level < from) throw new RangeError(`${props.id}: negative part in ${stack.label}`);
    return { from, to: level };
  });
  if (typeof stack.total === 'bigint' && level !== Number(stack.total)) {
    throw new RangeError(`${props.id}: parts of ${stack.label} are not its total`);
  }
  return {
    label: stack.label,
    total: level,
    text: (props.formatShort ?? props.format)(stack.total),
    spans,
  };
}

interface LayoutProps {
  readonly id: string;
  readonly bars: readonly Bar[];
  readonly tones: readonly ChartTone[];
  readonly label: string;
}

const wide = { height: 300, top: 30, bottom: 240, gutterPercent: 8, labelLength: 12 } as const;

function Wide(props: LayoutProps & { readonly formatTick: (value: number) => string }) {
  const { bars, tones } = props;
  const id = `${props.id}-wide`;
  const y = valueScale(totalsOf(bars), [wide.bottom, wide.top]);
  const x = scaleBand<number>()
    .domain(bars.map((_, index) => index))
    .range([wide.gutterPercent, 100])
    .paddingInner(0.32);
  return (
    <Drawing layout="wide" height={wide.height} label={props.label}>
      <Textures id={id} tones={tones} />
      <Grid
        ticks={axisTicks(y)}
        y={(tick) => pixels(y(tick))}
        label={(tick) => props.formatTick(tick)}
      />
      {bars.map((bar, index) => {
        const left = x(index) ?? 0;
        const middle = percent(left + x.bandwidth() / 2);
        return (
          <>
            {bar.spans.map(({ from, to }, part) => (
              <rect
                class="stack-part"
                x={percent(left)}
                width={percent(x.bandwidth())}
                y={pixels(y(to))}
                height={pixels(y(from) - y(to))}
                fill={`url(#${id}-${part})`}
              />
            ))}
            <text class="bar-label" x={middle} y={pixels(y(bar.total)) - 8} text-anchor="middle">
              {bar.text}
            </text>
            <TextLines
              class="soft-text"
              x={middle}
              y={wide.bottom + 22}
              anchor="middle"
              lines={labelLines(bar.label, wide.labelLength)}
            />
          </>
        );
      })}
    </Drawing>
  );
}

function Narrow(props: LayoutProps): JSX.Element {
  const { bars, tones } = props;
  const id = `${props.id}-narrow`;
  const x = bareScale(totalsOf(bars), [0, 100]);
  return (
    <Drawing layout="narrow" height={narrowHeight(bars)} label={props.label}>
      <Textures id={id} tones={tones} />
      <NarrowRows
        rows={bars}
        bar={(bar, top) =>
          bar.spans.map(({ from, to }, part) => (
            <rect
              class="stack-part"
              x={percent(x(from))}
              width={percent(x(to) - x(from))}
              y={top}
              height={narrowBarPixels}
              fill={`url(#${id}-${part})`}
            />
          ))
        }
      />
    </Drawing>
  );
}

function Textures({ id, tones }: Pick<LayoutProps, 'id' | 'tones'>): JSX.Element {
  return (
    <>
      {tones.map((tone, index) => (
        <Texture id={`${id}-${index}`} tone={tone} index={index} />
      ))}
    </>
  );
}

function totalsOf(bars: readonly Bar[]): readonly number[] {
  return bars.map(({ total }) => total);
}

function Twin<V extends Amount>(props: StackedBarsProps<V>): JSX.Element {
  return (
    <DataTable
      caption={`${props.title}, ${props.unit}`}
      captionHidden
      small
      rows={props.stacks}
      columns={[
        { key: 'bar', header: props.barName, rowHeader: true, cell: ({ label }) => label },
        ...props.series.map((series, index) => ({
          key: series.key,
          header: series.label,
          numeric: true,
          cell: ({ parts }: Stack<V>) => {
            const part = parts[index];
            return part === undefined ? chartTexts.noData : props.format(part);
          },
        })),
        {
          key: 'total',
          header: chartTexts.total,
          numeric: true,
          cell: ({ total }) => <b>{props.format(total)}</b>,
        },
      ]}
    />
  );
}
