import { scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import type { JSX } from 'preact';
import { type Column, DataTable } from '../table/table.tsx';
import { ChartFigure, type ChartProps, Drawing } from './chart-figure.tsx';
import {
  type Amount,
  axisTicks,
  type LinearScale,
  percent,
  pixels,
  spanScale,
  valueScale,
} from './geometry.ts';
import { Grid } from './marks.tsx';
import { chartTexts } from './texts.uk.ts';

export interface LineSeries<V extends Amount> {
  readonly key: string;
  readonly label: string;
  /** One for each point of the axis; null leaves a gap in the line. */
  readonly values: readonly (V | null)[];
}

export interface LineChartProps<V extends Amount> extends ChartProps {
  /** What stands along the axis: heading of the first column of the table. */
  readonly pointName: string;
  readonly points: readonly string[];
  /** Labels of the points for the axis, shorter than in the table. */
  readonly pointsShort?: readonly string[] | undefined;
  /** At most four, told apart by dashes and marks besides colour. */
  readonly series: readonly LineSeries<V>[];
  /** Begin the axis at zero: for amounts. Rates are read better without. */
  readonly fromZero?: boolean | undefined;
  readonly format: (value: V) => string;
  readonly formatTick: (value: number) => string;
}

const seriesMax = 4;
/** Width of the axis in the smallest container of each layout. */
const axisPixels = { wide: 500, narrow: 200 } as const;
const digitPixels = 7.6;
const labelGapPixels = 12;
const heights = { wide: 290, narrow: 250 } as const;
const gutters = { wide: 8, narrow: 15 } as const;
const topPixels = 28;
const footPixels = 40;

/** Change over time. Throws RangeError for more than four series. */
export function LineChart<V extends Amount>(props: LineChartProps<V>): JSX.Element {
  if (props.series.length > seriesMax) throw new RangeError(`more than ${seriesMax} series`);
  return (
    <ChartFigure
      {...props}
      legend={<LineLegend series={props.series} />}
      table={<Twin {...props} />}
    >
      <Layout {...props} layout="wide" />
      <Layout {...props} layout="narrow" />
    </ChartFigure>
  );
}

function Layout<V extends Amount>(
  props: LineChartProps<V> & { readonly layout: 'wide' | 'narrow' },
): JSX.Element {
  const { layout, points, series } = props;
  const height = heights[layout];
  const bottom = height - footPixels;
  const known = series.flatMap((one) => one.values.filter((value) => value !== null)).map(Number);
  const y = (props.fromZero === true ? valueScale : spanScale)(known, [bottom, topPixels]);
  const x = scalePoint<number>()
    .domain(points.map((_, index) => index))
    .range([gutters[layout], 97]);
  const labels = props.pointsShort ?? points;
  const every = labelStep(labels, axisPixels[layout]);
  return (
    <Drawing layout={layout} height={height} label={describe(props)}>
      <Grid
        ticks={axisTicks(y)}
        y={(tick) => pixels(y(tick))}
        label={(tick) => props.formatTick(tick)}
      />
      {points.map((point, index) =>
        (points.length - 1 - index) % every === 0 ? (
          <text
            class="soft-text"
            x={percent(x(index) ?? 0)}
            y={bottom + 24}
            text-anchor={index === points.length - 1 ? 'end' : 'middle'}
          >
            {labels[index] ?? point}
          </text>
        ) : null,
      )}
      {series.map((one, index) => (
        <Line values={one.values} index={index} x={(at) => x(at) ?? 0} y={y} height={height} />
      ))}
    </Drawing>
  );
}

/** Every which label has room, so that none touches the next. */
function labelStep(labels: readonly string[], widthPixels: number): number {
  const lengthMax = Math.max(...labels.map((label) => label.length));
  const room = Math.floor(widthPixels / (lengthMax * digitPixels + labelGapPixels));
  return Math.ceil(labels.length / Math.max(room, 1));
}

interface LineProps<V extends Amount> {
  readonly values: readonly (V | null)[];
  readonly index: number;
  readonly x: (index: number) => number;
  readonly y: LinearScale;
  readonly height: number;
}

/** The path lives in a stretched drawing of its own, because a path knows no percents. */
function Line<V extends Amount>({ values, index, x, y, height }: LineProps<V>): JSX.Element {
  const draw = line<V | null>()
    .defined((value) => value !== null)
    .x((_, at) => x(at))
    .y((value) => y(Number(value)))
    .digits(2);
  return (
    <>
      <svg width="100%" height={height} viewBox={`0 0 100 ${height}`} preserveAspectRatio="none">
        <path class={`line line-${index + 1}`} d={draw(values) ?? ''} />
      </svg>
      {values.map((value, at) =>
        value === null ? null : (
          <Mark x={percent(x(at))} y={pixels(y(Number(value)))} index={index} />
        ),
      )}
    </>
  );
}

interface MarkProps {
  readonly x: string;
  readonly y: number;
  readonly index: number;
}

/** A disc or a square, filled or hollow. */
function Mark({ x, y, index }: MarkProps): JSX.Element {
  const name = `point point-${index + 1}`;
  if (index % 2 === 0) return <circle class={name} cx={x} cy={y} r="4" />;
  return (
    <svg x={x} y={y} class="point-box">
      <rect class={name} x="-3.5" y="-3.5" width="7" height="7" />
    </svg>
  );
}

function LineLegend<V extends Amount>({
  series,
}: {
  readonly series: readonly LineSeries<V>[];
}): JSX.Element | null {
  if (series.length < 2) return null;
  return (
    <ul class="chart-legend" aria-label={chartTexts.legend}>
      {series.map(({ label }, index) => (
        <li>
          <svg class="swatch" width="36" height="16" aria-hidden="true">
            <path class={`line line-${index + 1}`} d="M0 8H36" />
            <Mark x="18" y={8} index={index} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

function Twin<V extends Amount>(props: LineChartProps<V>): JSX.Element {
  const rows = props.points.map((label, at) => ({ label, at }));
  const columns: Column<(typeof rows)[number]>[] = [
    { key: 'point', header: props.pointName, rowHeader: true, cell: ({ label }) => label },
    ...props.series.map((one) => ({
      key: one.key,
      header: one.label,
      numeric: true,
      cell: ({ at }: { at: number }) => {
        const value = one.values[at] ?? null;
        return value === null ? chartTexts.noData : props.format(value);
      },
    })),
  ];
  return (
    <DataTable
      caption={`${props.title}, ${props.unit}`}
      captionHidden
      small
      rows={rows}
      columns={columns}
    />
  );
}

function describe<V extends Amount>(props: LineChartProps<V>): string {
  const lines = props.series.map(({ label, values }) => {
    const known = values.filter((value): value is V => value !== null);
    const ends = [known.slice(0, 1), known.slice(-1)].map((end) => end.map(props.format).join(''));
    if (known.length === 0) return `${label}: ${chartTexts.noData}`;
    return (
      `${label}: ${chartTexts.from} ${ends[0] ?? ''} ` +
      `${chartTexts.upTo} ${ends[1] ?? ''} ${props.unit}`
    );
  });
  return `${props.title}. ${lines.join('; ')}`;
}
