import type { ComponentChildren, JSX } from 'preact';
import { chartTexts } from './texts.uk.ts';

/** Colour of a series: a token of the same name, the services among them. */
export type ChartTone =
  | 'act'
  | 'soft'
  | 'good'
  | 'bad'
  | 'heat'
  | 'hot'
  | 'cold'
  | 'sewer'
  | 'waste'
  | 'power'
  | 'gas'
  | 'house';

export const defaultTones: readonly ChartTone[] = [
  'act',
  'heat',
  'sewer',
  'power',
  'waste',
  'house',
];

/** Lines over the colour, so that series differ in black and white too. The first is plain. */
const textures = [
  '',
  'M-2 2l4-4M0 8l8-8M6 10l4-4',
  'M2 2h2v2h-2zM6 6h2v2h-2z',
  'M-2 6l4 4M0 0l8 8M6-2l4 4',
  'M0 2h8M0 6h8',
  'M2 0v8M6 0v8',
] as const;

/** How many series can be told apart by texture. */
export const seriesMax = textures.length;

interface TextureProps {
  readonly id: string;
  readonly tone: ChartTone;
  readonly index: number;
}

/** A fill of one colour with one texture, to be used as `url(#id)`. */
export function Texture({ id, tone, index }: TextureProps): JSX.Element {
  const lines = textures[index % seriesMax] ?? '';
  return (
    <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse">
      <rect class={`fill-${tone}`} width="8" height="8" />
      {lines === '' ? null : <path class={index === 2 ? 'texture-dots' : 'texture'} d={lines} />}
    </pattern>
  );
}

export interface LegendEntry {
  readonly label: string;
  readonly tone: ChartTone;
  readonly index: number;
}

/** The key of the series, each with a small drawing of its fill. */
export function Legend(props: {
  readonly id: string;
  readonly entries: readonly LegendEntry[];
}): JSX.Element {
  return (
    <ul class="chart-legend" aria-label={chartTexts.legend}>
      {props.entries.map(({ label, tone, index }) => (
        <li>
          <svg class="swatch" width="24" height="16" aria-hidden="true">
            <Texture id={`${props.id}-key-${index}`} tone={tone} index={index} />
            <rect width="24" height="16" rx="3" fill={`url(#${props.id}-key-${index})`} />
          </svg>
          {label}
        </li>
      ))}
    </ul>
  );
}

interface TextLinesProps {
  readonly x: string;
  readonly y: number;
  readonly lines: readonly string[];
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly class?: string;
}

const lineHeight = 17;

/** Text in one or two lines. */
export function TextLines({ x, y, lines, anchor, class: name }: TextLinesProps): JSX.Element {
  return (
    <text x={x} y={y} text-anchor={anchor} class={name}>
      {lines.map((line, index) => (
        <tspan x={x} dy={index === 0 ? 0 : lineHeight}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

/** Gridlines with their values at the left edge. */
export function Grid(props: {
  readonly ticks: readonly number[];
  readonly y: (value: number) => number;
  readonly label: (value: number) => ComponentChildren;
}): JSX.Element {
  return (
    <>
      {props.ticks.map((tick) => (
        <>
          <line class="grid-line" x1="0" x2="100%" y1={props.y(tick)} y2={props.y(tick)} />
          <text class="soft-text" x="0" y={props.y(tick) - 4}>
            {props.label(tick)}
          </text>
        </>
      ))}
    </>
  );
}
