import type { Standing } from '../rules/settle-meter.ts';
import type { MeterStanding } from './model.ts';

/**
 * The `meters` columns of bills and of building volumes: an array for each zone of a meter, [meter,
 * zone, value, day, charged beyond it], and last the days by the norm where there are any. Arrays
 * for the reason that `services` is one; the largest dial in millionths, and the largest identifier,
 * fit a JSON number exactly.
 */
export function writeStandings(standings: readonly MeterStanding[]): string {
  const rows = standings.map(
    ({ meterId, zone, value, takenOn, charged, normDays = 0 }) =>
      `[${meterId},${zone},${value},"${takenOn}",${charged}${normDays === 0 ? '' : `,${normDays}`}]`,
  );
  return `[${rows.join(',')}]`;
}

type StandingRow = readonly [
  meterId: number,
  zone: number,
  value: number,
  takenOn: string,
  charged: number,
  normDays?: number,
];

export type Standings = Map<string, Standing>;

/**
 * Reads a column into `standings`, unchecked for the cost of it in the monthly run: the run itself
 * wrote it.
 */
export function readStandings(stored: unknown, standings: Standings): void {
  for (const [
    meterId,
    zone,
    value,
    takenOn,
    charged,
    normDays,
  ] of stored as readonly StandingRow[]) {
    const standing = { value: BigInt(value), takenOn, charged: BigInt(charged) };
    const byNorm = normDays === undefined ? {} : { normDays };
    standings.set(zoneKey(meterId, zone), { ...standing, ...byNorm });
  }
}

export function zoneKey(meterId: bigint | number, zone: number): string {
  return `${meterId}:${zone}`;
}
