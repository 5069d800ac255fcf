import { scaleLinear, scaleThreshold } from 'd3-scale';
import type { JSX } from 'preact';
import { DataTable } from '../table/table.tsx';
import { ChartFigure, type ChartProps } from './chart-figure.tsx';
import { type RegionCode, regionName, regionTiles } from './regions.ts';
import { chartTexts, regionTexts } from './texts.uk.ts';

export interface TileMapProps extends ChartProps {
  /** A region that is not here has no data: it is hatched and says so. */
  readonly values: ReadonlyMap<RegionCode, number>;
  /** With its unit, for the table and for readers. */
  readonly format: (value: number) => string;
  /** At most four characters, for tiles on a phone. */
  readonly formatShort?: ((value: number) => string) | undefined;
  readonly hrefOf?: ((code: RegionCode) => string) | undefined;
  /** Up to four ascending bounds between classes; made from the values when not given. */
  readonly bounds?: readonly number[] | undefined;
}

const classCount = 5;
const ukrainianOrder = new Intl.Collator('uk');

/**
 * A map of the 27 regions as equal tiles: no geometry, equal weight, readable in print. The tiles
 * are HTML, so that a link is a link and text keeps its size on every screen.
 */
export function TileMap(props: TileMapProps): JSX.Element {
  const bounds = props.bounds ?? niceBounds([...props.values.values()]);
  return (
    <ChartFigure
      {...props}
      legend={<MapLegend {...props} bounds={bounds} />}
      table={<Twin {...props} />}
    >
      <ul class="tile-map" aria-label={props.title}>
        {regionTiles.map(({ code, row, column }) => (
          <li
            class={`tile tile-r${row} tile-c${column} ${stepClass(props.values.get(code), bounds)}`}
          >
            <TileFace {...props} code={code} />
          </li>
        ))}
      </ul>
    </ChartFigure>
  );
}

function TileFace(props: TileMapProps & { readonly code: RegionCode }): JSX.Element {
  const { code, values, hrefOf } = props;
  const value = values.get(code);
  const face = (
    <>
      <span class="visually-hidden">
        {`${regionName(code)}: ${value === undefined ? chartTexts.noData : props.format(value)}`}
      </span>
      <span class="tile-name" aria-hidden="true">
        {regionTexts[code].tile}
      </span>
      <span class="tile-code" aria-hidden="true">
        {regionTexts[code].code}
      </span>
      <span class="tile-value" aria-hidden="true">
        {value === undefined ? '—' : (props.formatShort ?? props.format)(value)}
      </span>
    </>
  );
  return hrefOf === undefined ? <span>{face}</span> : <a href={hrefOf(code)}>{face}</a>;
}

function MapLegend(props: TileMapProps & { readonly bounds: readonly number[] }): JSX.Element {
  const { bounds, format } = props;
  const isIncomplete = regionTiles.some(({ code }) => !props.values.has(code));
  return (
    <ul class="chart-legend map-legend" aria-label={chartTexts.legend}>
      {Array.from({ length: bounds.length + 1 }, (_, index) => (
        <li>
          <span class={`tile-swatch tile-step-${stepsOf(bounds)[index]}`} />
          {legendText(bounds, index, format)}
        </li>
      ))}
      {isIncomplete ? (
        <li>
          <span class="tile-swatch tile-none" />
          {chartTexts.noData}
        </li>
      ) : null}
    </ul>
  );
}

function legendText(
  bounds: readonly number[],
  index: number,
  format: (value: number) => string,
): string {
  const [low, high] = [bounds[index - 1], bounds[index]];
  if (low === undefined) return `${chartTexts.upTo} ${format(high ?? 0)}`;
  if (high === undefined) return `${chartTexts.from} ${format(low)}`;
  return `${format(low)} – ${format(high)}`;
}

/** The class of a value: its lower bound belongs to it. */
function stepClass(value: number | undefined, bounds: readonly number[]): string {
  if (value === undefined) return 'tile-none';
  return `tile-step-${scaleThreshold().domain(bounds).range(stepsOf(bounds))(value)}`;
}

/** Fewer classes are spread over the whole sequence of colours. */
function stepsOf(bounds: readonly number[]): readonly number[] {
  return [[3], [2, 4], [1, 3, 5], [1, 2, 4, 5], [1, 2, 3, 4, 5]][bounds.length] ?? [];
}

/** At most four round bounds inside the values. */
export function niceBounds(values: readonly number[]): readonly number[] {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  if (values.length === 0 || lowest === highest) return [];
  const inside = (ticks: readonly number[]): readonly number[] =>
    ticks.filter((tick) => tick > lowest && tick <= highest);
  const scale = scaleLinear().domain([lowest, highest]);
  for (let count = classCount; count > 1; count -= 1) {
    const bounds = inside(scale.ticks(count));
    if (bounds.length < classCount) return bounds;
  }
  return inside(scale.ticks(1)).slice(0, classCount - 1);
}

function Twin(props: TileMapProps): JSX.Element {
  const codes = regionTiles
    .map(({ code }) => code)
    .sort((a, b) => ukrainianOrder.compare(regionName(a), regionName(b)));
  return (
    <DataTable
      caption={props.title}
      captionHidden
      small
      rows={codes}
      columns={[
        {
          key: 'region',
          header: chartTexts.region,
          rowHeader: true,
          cell: (code) =>
            props.hrefOf === undefined ? (
              regionName(code)
            ) : (
              <a href={props.hrefOf(code)}>{regionName(code)}</a>
            ),
        },
        {
          key: 'value',
          header: props.unit,
          numeric: true,
          cell: (code) => {
            const value = props.values.get(code);
            return value === undefined ? chartTexts.noData : props.format(value);
          },
        },
      ]}
    />
  );
}
