import { scaleBand } from 'd3-scale';
import type { JSX } from 'preact';
import { DataTable } from '../table/table.tsx';
import { ChartFigure, type ChartProps, Drawing } from './chart-figure.tsx';
import { labelLines, percent, pixels, bareScale } from './geometry.ts';
import { TextLines, Texture } from './marks.tsx';
import { narrowBarPixels, narrowHeight, NarrowRows } from './narrow-rows.tsx';
import { chartTexts } from './texts.uk.ts';

export interface WaterfallPart<V extends bigint> {
  readonly label: string;
  /** What this cause added; negative when it took away. */
  readonly change: V;
}

export interface WaterfallProps<V extends bigint> extends ChartProps {
  readonly from: { readonly label: string; readonly value: V };
  readonly parts: readonly WaterfallPart<V>[];
  readonly to: { readonly label: string; readonly value: V };
  readonly format: (value: V) => string;
  readonly formatShort?: ((value: V) => string) | undefined;
  /** Writes the plus of a change; also used for the table when there is no shorter one. */
  readonly formatChange: (value: V) => string;
  readonly formatChangeShort?: ((value: V) => string) | undefined;
  /** Whether more is worse for the reader (a bill) or better (an income). */
  readonly moreIs?: 'worse' | 'better' | undefined;
}

interface Block {
  readonly key: string;
  readonly label: string;
  readonly text: string;
  readonly exact: string;
  readonly low: number;
  readonly high: number;
  /** Where the sum stands after this block. */
  readonly level: number;
  readonly look: 'from' | 'to' | 'more' | 'less' | 'same';
}

/**
 * Why a sum changed: from, each cause, to. Throws RangeError when the causes don't add up to the
 * difference exactly, because then the explanation would be false.
 */
export function Waterfall<V extends bigint>(props: WaterfallProps<V>): JSX.Element {
  const blocks = waterfallBlocks(props);
  const label = `${props.title}. ${blocks.map((b) => `${b.label} ${b.exact}`).join('; ')}`;
  const layout = { id: props.id, blocks, label, moreIs: props.moreIs ?? 'worse' } as const;
  return (
    <ChartFigure {...props} table={<Twin {...props} blocks={blocks} />}>
      <Wide {...layout} />
      <Narrow {...layout} />
    </ChartFigure>
  );
}

/** The blocks of the drawing from left to right. */
export function waterfallBlocks<V extends bigint>(props: WaterfallProps<V>): readonly Block[] {
  const { from, parts, to } = props;
  const sum = parts.reduce<bigint>((level, part) => level + part.change, from.value);
  if (sum !== to.value) {
    throw new RangeError(`${props.id}: causes lead to ${sum}, not to ${to.value}`);
  }
  let level: bigint = from.value;
  const changes = parts.map((part, index): Block => {
    const before = level;
    level += part.change;
    return changeBlock(props, { part, index, before, after: level });
  });
  return [endBlock(props, 'from'), ...changes, endBlock(props, 'to')];
}

function endBlock<V extends bigint>(props: WaterfallProps<V>, look: 'from' | 'to'): Block {
  const { label, value } = props[look];
  const number = Number(value);
  return {
    key: look,
    label,
    text: (props.formatShort ?? props.format)(value),
    exact: props.format(value),
    low: Math.min(0, number),
    high: Math.max(0, number),
    level: number,
    look,
  };
}

interface ChangePlace<V extends bigint> {
  readonly part: WaterfallPart<V>;
  readonly index: number;
  readonly before: bigint;
  readonly after: bigint;
}

function changeBlock<V extends bigint>(props: WaterfallProps<V>, place: ChangePlace<V>): Block {
  const { change, label } = place.part;
  const [before, after] = [Number(place.before), Number(place.after)];
  const isSame = change === 0n;
  return {
    key: String(place.index),
    label,
    text: isSame ? chartTexts.noChange : (props.formatChangeShort ?? props.formatChange)(change),
    exact: isSame ? chartTexts.noChange : props.formatChange(change),
    low: Math.min(before, after),
    high: Math.max(before, after),
    level: after,
    look: isSame ? 'same' : change > 0n ? 'more' : 'less',
  };
}

interface LayoutProps {
  readonly id: string;
  readonly blocks: readonly Block[];
  readonly label: string;
  readonly moreIs: 'worse' | 'better';
}

const wide = { height: 264, top: 30, bottom: 204, labelLength: 12 } as const;
const sameHeight = 2;

function Wide({ id, blocks, label, moreIs }: LayoutProps): JSX.Element {
  const y = bareScale(endsOf(blocks), [wide.bottom, wide.top]);
  const x = scaleBand()
    .domain(blocks.map(({ key }) => key))
    .range([0, 100])
    .paddingInner(0.22)
    .paddingOuter(0.05);
  return (
    <Drawing layout="wide" height={wide.height} label={label}>
      <Textures id={`${id}-wide`} moreIs={moreIs} />
      <line class="base-line" x1="0" x2="100%" y1={pixels(y(0))} y2={pixels(y(0))} />
      {blocks.map((block, index) => {
        const left = x(block.key) ?? 0;
        const middle = percent(left + x.bandwidth() / 2);
        const top = pixels(y(block.high));
        return (
          <>
            {index === blocks.length - 1 ? null : (
              <line
                class="link-line"
                x1={percent(left)}
                x2={percent(left + x.step() + x.bandwidth())}
                y1={pixels(y(block.level))}
                y2={pixels(y(block.level))}
              />
            )}
            <rect
              x={percent(left)}
              width={percent(x.bandwidth())}
              y={top}
              height={Math.max(sameHeight, pixels(y(block.low) - top))}
              rx={block.look === 'same' ? 0 : 4}
              {...fillOf(`${id}-wide`, block)}
            />
            <text class="bar-label" x={middle} y={top - 8} text-anchor="middle">
              {block.text}
            </text>
            <TextLines
              class="soft-text"
              x={middle}
              y={wide.bottom + 22}
              anchor="middle"
              lines={labelLines(block.label, wide.labelLength)}
            />
          </>
        );
      })}
    </Drawing>
  );
}

const sameWidth = '3';

function Narrow({ id, blocks, label, moreIs }: LayoutProps): JSX.Element {
  const x = bareScale(endsOf(blocks), [0, 100]);
  return (
    <Drawing layout="narrow" height={narrowHeight(blocks)} label={label}>
      <Textures id={`${id}-narrow`} moreIs={moreIs} />
      <NarrowRows
        rows={blocks}
        bar={(block, top) => (
          <>
            <line
              class="grid-line"
              x1="0"
              x2="100%"
              y1={top + narrowBarPixels / 2}
              y2={top + narrowBarPixels / 2}
            />
            <rect
              x={percent(x(block.low))}
              width={block.look === 'same' ? sameWidth : percent(x(block.high) - x(block.low))}
              y={top}
              height={narrowBarPixels}
              rx={block.look === 'same' ? 0 : 4}
              {...fillOf(`${id}-narrow`, block)}
            />
          </>
        )}
      />
    </Drawing>
  );
}

function endsOf(blocks: readonly Block[]): readonly number[] {
  return blocks.flatMap(({ low, high }) => [low, high]);
}

function Textures({ id, moreIs }: Pick<LayoutProps, 'id' | 'moreIs'>): JSX.Element {
  return (
    <>
      <Texture id={`${id}-more`} tone={moreIs === 'worse' ? 'bad' : 'good'} index={1} />
      <Texture id={`${id}-less`} tone={moreIs === 'worse' ? 'good' : 'bad'} index={3} />
    </>
  );
}

function fillOf(id: string, { look }: Block): { class?: string; fill?: string } {
  if (look === 'more' || look === 'less') return { fill: `url(#${id}-${look})` };
  return { class: look === 'to' ? 'fill-act' : 'fill-soft' };
}

function Twin<V extends bigint>(
  props: WaterfallProps<V> & { readonly blocks: readonly Block[] },
): JSX.Element {
  return (
    <DataTable
      caption={props.title}
      captionHidden
      small
      rows={props.blocks}
      columns={[
        {
          key: 'label',
          header: chartTexts.part,
          rowHeader: true,
          cell: (block) =>
            block.look === 'from' || block.look === 'to' ? <b>{block.label}</b> : block.label,
        },
        { key: 'value', header: props.unit, numeric: true, cell: ({ exact }) => exact },
      ]}
    />
  );
}
