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
  readonly regions: readonly TerritorySums[];
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
  const codes = new Map<RegionCode, string>();
  for (const region of regions) {
    const tile = region.territory.code.slice(0, regionCodeLength);
    const value = metricOf(metric, region);
    if (!isRegionCode(tile) || value === null) continue;
    values.set(tile, value);
    codes.set(tile, region.territory.code);
  }
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
      format={(value) => formatMetric(metric, value)}
      formatShort={short.format}
      hrefOf={(tile) => props.hrefOf(codes.get(tile) ?? '')}
    />
  );
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
