import type { RegisterMeter } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import {
  historyBetween,
  historyOfSteps,
  historySpan,
  type AverageMethod,
  type History,
  type HistoryMethod,
} from '../rules/meter-history.ts';
import { settleZone, type MeterValue, type Standing } from '../rules/settle-meter.ts';
import type { ReadingRules, RunContext, ZoneInput, ZoneReading } from './model.ts';
import { readSpans, readSteps, type AskedSpan, type SpanRow } from './past.sql.ts';
import { zoneKey } from './standings.ts';

/** A zone of a meter whose month the last bill and the month's reading do not settle. */
export interface OddZone {
  readonly meter: RegisterMeter;
  readonly zone: number;
  /** Where the last bill left it; undefined when it was never billed. */
  readonly standing: Standing | undefined;
  /** Of a meter put in during the month, its first reading. */
  readonly opening: ZoneReading | undefined;
  readonly current: ZoneReading | undefined;
  readonly rules: ReadingRules;
}

const usualMethod: HistoryMethod = 'last-months';

/** What an average is taken over, the best first; `last-months` is looked up for each zone anyway. */
const methodsBefore: Readonly<Record<AverageMethod, readonly HistoryMethod[]>> = {
  'last-months': [],
  'same-month': ['same-month'],
  // Months of summer say nothing about heat.
  'heating-season': ['heating-season', 'this-season'],
};

/**
 * Looks into the past of odd zones: readings that came or were corrected after the bill, and the
 * consumption that an average is taken of.
 */
export async function readPast(
  db: Queryable,
  odd: readonly OddZone[],
  run: RunContext,
): Promise<ReadonlyMap<string, ZoneInput>> {
  if (odd.length === 0) return new Map();
  const spans = spansOf(run);
  const asked = odd.map((zone) => spans(zone, usualMethod));
  const rows = await readSpans(db, run.hromadaId, asked);
  const better = await readBetterHistories(db, odd, { spans, hromadaId: run.hromadaId });
  const known = odd.map((zone, index) => {
    const settled = withPast(zone, rows[index]);
    const isSeasonal = zone.rules.method === 'heating-season';
    const usual = isSeasonal ? undefined : usualHistory(zone, settled, rows[index]);
    return { zone, settled, usual };
  });
  const ranOver = known.filter(({ usual }) => usual === 'lower').map(({ zone }) => zone);
  const steps = await readOddSteps(db, ranOver, { spans, hromadaId: run.hromadaId });
  return new Map(
    known.map(({ zone, settled, usual }) => {
      const last = usual === 'lower' ? steps.get(zone) : usual;
      const histories = [...(better.get(zone) ?? []), ...(last === undefined ? [] : [last])];
      return [zoneKey(zone.meter.meter_id, zone.zone), { ...settled, histories }];
    }),
  );
}

interface Asking {
  readonly spans: Spans;
  readonly hromadaId: number;
}

/** Consumption of the times that say more than the last months do. */
async function readBetterHistories(
  db: Queryable,
  odd: readonly OddZone[],
  { spans, hromadaId }: Asking,
): Promise<ReadonlyMap<OddZone, readonly History[]>> {
  const asked = odd.flatMap((zone) =>
    methodsBefore[zone.rules.method].map((method) => ({ zone, method })),
  );
  if (asked.length === 0) return new Map();
  const rows = await readSpans(
    db,
    hromadaId,
    asked.map(({ zone, method }) => ({ ...spans(zone, method), billedOn: null })),
  );
  const histories = new Map<OddZone, History[]>();
  for (const [index, { zone, method }] of asked.entries()) {
    const [opening, closing] = [openingOf(rows[index]), closingOf(rows[index])];
    if (opening === undefined || closing === undefined) continue;
    const history = historyBetween(method, { opening, closing }, zone.meter.digits);
    if (history !== undefined) histories.set(zone, [...(histories.get(zone) ?? []), history]);
  }
  return histories;
}

type Spans = (zone: OddZone, method: HistoryMethod) => AskedSpan;

/** Spans of the zones of a run: few rules make them all, so few days are counted. */
function spansOf(run: RunContext): Spans {
  const known = new Map<ReadingRules, Map<HistoryMethod, Pick<AskedSpan, 'from' | 'until'>>>();
  const shift = { days: run.readingDaysAfter };
  return ({ meter, zone, standing, rules }, method) => {
    const byMethod = known.get(rules) ?? new Map();
    known.set(rules, byMethod);
    let days = byMethod.get(method);
    if (days === undefined) {
      const { from, until } = historySpan(method, run.period, rules);
      days = { from: from.add(shift).toString(), until: until.add(shift).toString() };
      byMethod.set(method, days);
    }
    return { meterId: meter.meter_id, zone, ...days, billedOn: standing?.takenOn ?? null };
  };
}

/** The zone with where it stands, and with what came after the bill or says otherwise by now. */
function withPast(odd: OddZone, row: SpanRow | undefined): Omit<ZoneInput, 'histories'> {
  const { zone, standing, current } = odd;
  const last = closingOf(row);
  if (standing === undefined) return neverBilled(odd, last);
  const billed = row?.billed_value ?? standing.value;
  return {
    zone,
    standing,
    current,
    ...(billed === standing.value ? {} : { corrected: billed }),
    ...(last !== undefined && last.takenOn > standing.takenOn ? { late: last } : {}),
  };
}

/**
 * A zone that no bill was charged by counts from its last reading, a new meter from the reading it
 * was put in with.
 */
function neverBilled(odd: OddZone, last: MeterValue | undefined): Omit<ZoneInput, 'histories'> {
  const { zone, opening, current, meter } = odd;
  const isPutInWith = current !== undefined || opening?.takenOn === meter.installed_on;
  if (last === undefined && opening !== undefined && isPutInWith) {
    return { zone, standing: standingAt(opening), current };
  }
  const standing = last === undefined ? undefined : standingAt(last);
  return { zone, standing, current: current ?? opening };
}

function standingAt({ value, takenOn }: MeterValue): Standing {
  return { value, takenOn, charged: 0n };
}

/** Consumption up to where the month is counted from; 'lower' when its ends alone do not tell. */
function usualHistory(
  { meter }: OddZone,
  { standing, corrected, late }: Omit<ZoneInput, 'histories'>,
  row: SpanRow | undefined,
): History | 'lower' | undefined {
  const opening = openingOf(row);
  if (standing === undefined || opening === undefined) return undefined;
  const { from: closing } = settleZone({ standing, corrected, late }, meter.digits);
  if (closing.takenOn <= opening.takenOn) return undefined;
  return historyBetween(usualMethod, { opening, closing }, meter.digits) ?? 'lower';
}

/** The months before of dials that may have run over on the way, reading by reading. */
async function readOddSteps(
  db: Queryable,
  zones: readonly OddZone[],
  { spans, hromadaId }: Asking,
): Promise<ReadonlyMap<OddZone, History>> {
  if (zones.length === 0) return new Map();
  const asked = zones.map((zone) => spans(zone, usualMethod));
  const rows = await readSteps(db, hromadaId, asked);
  const steps = Map.groupBy(rows, ({ position }) => Number(position) - 1);
  return new Map(
    zones.map((zone, index) => {
      const values = (steps.get(index) ?? []).map(({ value, taken_on: takenOn }) => ({
        value,
        takenOn,
      }));
      return [zone, historyOfSteps(usualMethod, values, zone.meter.digits)];
    }),
  );
}

function openingOf(row: SpanRow | undefined): MeterValue | undefined {
  if (row === undefined || row.opening_value === null) return undefined;
  return { value: row.opening_value, takenOn: row.opening_on };
}

function closingOf(row: SpanRow | undefined): MeterValue | undefined {
  if (row === undefined || row.closing_value === null) return undefined;
  return { value: row.closing_value, takenOn: row.closing_on };
}
