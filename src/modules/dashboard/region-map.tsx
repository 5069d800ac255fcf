import type { JSX } from 'preact';
import { isRegionCode, type RegionCode } from '#ui/charts/regions.ts';
import { TileMap } from '#ui/charts/tile-map.tsx';
import { formatMetric, metricOf, shortFormatOf, type Metric } from './metric.ts';
import type { TerritorySums } from './overview.ts';
import { findings, metricNames, texts } from './texts.uk.ts';

const regionCodeLength = 4;
const wellPaidPermille = 900;

export interface RegionMapProps {
  readonly id: string;
  /** Regions with sums. */
  readonly regions: readonly TerritorySums[];
  /** Codes of all regions by the codifier. */
  readonly regionCodes: readonly string[];
  readonly metric: Metric;
  /** For which month, in words. */
  readonly monthName: string;
  /** Page of a region by its code of the codifier. */
  readonly hrefOf: (territoryCode: string) => string;
  readonly level?: 2 | 3 | undefined;
}

/** The regions as a map of tiles with the finding for its title and a table for its twin. */
export function RegionMap(props: RegionMapProps): JSX.Element {
  const { metric, regions } = props;
  const values = new Map<RegionCode, number>();
  for (const region of regions) {
    const tile = tileOf(region.territory.code);
    const value = metricOf(metric, region);
    if (tile !== undefined && value !== null) values.set(tile, value);
  }
  const codes = new Map(props.regionCodes.map((code) => [tileOf(code), code]));
  const short = shortFormatOf(metric, [...values.values()]);
  const tileUnit = metric === 'level' ? '' : ` ${texts.mapTiles} ${short.unit}.`;
  return (
    <TileMap
      id={props.id}
      title={mapFinding(metric, regions)}
      level={props.level}
      unit={`${metricNames[metric]}, ${props.monthName}`}
      note={`${metric === 'debt' ? texts.howDebt : texts.howLevel}${tileUnit}`}
      values={values}
      bounds={boundsOf(metric, [...values.values()])}
      format={(value) => formatMetric(metric, value)}
      formatShort={short.format}
      hrefOf={(tile) => props.hrefOf(codes.get(tile) ?? '')}
    />
  );
}

/** Classes of the level that mean something, in tenths of a percent. */
const levelBounds: readonly number[] = [700, 800, 900, 1000];
const classesOfSums = 5;
const digitsOfBounds = 2;

/** Sums differ by orders of magnitude: classes hold about as many regions each. */
function boundsOf(metric: Metric, values: readonly number[]): readonly number[] {
  if (metric === 'level') return levelBounds;
  const sorted = values.toSorted((a, b) => a - b);
  const bounds = Array.from({ length: classesOfSums - 1 }, (_, index) =>
    roundedBound(sorted[Math.floor(((index + 1) * sorted.length) / classesOfSums)] ?? 0),
  );
  return [...new Set(bounds)].sort((a, b) => a - b);
}

function roundedBound(value: number): number {
  return Number(value.toPrecision(digitsOfBounds));
}

/** A tile is named by the beginning of its own region's code. */
function tileOf(code: string): RegionCode | undefined {
  const tile = code.slice(0, regionCodeLength);
  return isRegionCode(tile) ? tile : undefined;
}

/** What the map shows, in a sentence. */
export function mapFinding(metric: Metric, regions: readonly TerritorySums[]): string {
  const known = regions.flatMap((region) => {
    const value = metricOf(metric, region);
    return value === null ? [] : [{ region, value }];
  });
  const [first] = known.toSorted((a, b) => b.value - a.value);
  if (first === undefined) return findings.nothing;
  if (metric === 'level') {
    const wellPaid = known.filter(({ value }) => value >= wellPaidPermille);
    return findings.level(wellPaid.length, known.length);
  }
  const { fullName } = first.region.territory;
  return findings.most(metric, fullName, formatMetric(metric, first.value));
}
