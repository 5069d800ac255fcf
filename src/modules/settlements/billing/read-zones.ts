import { firstDay, nextPeriod, previousPeriod } from '#kernel/period.ts';
import type { RegisterMeter } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Trace } from '../rules/trace.ts';
import type { RunContext, ZoneInput, ZoneReading } from './model.ts';
import { readingMonth } from './reading-month.ts';
import { readHistory, readReadings, readUnreadCharges, type HistoryRow } from './month.sql.ts';

const historyMonths = 12;

/**
 * The readings of each meter that the month is charged by. Most meters have one in this month and
 * one in the last, which a look at two partitions finds; only the others cost a look into the past.
 */
export async function readZones(
  db: Queryable,
  meters: readonly RegisterMeter[],
  run: RunContext,
): Promise<ReadonlyMap<bigint, readonly ZoneInput[]>> {
  const begins = firstDay(run.period).add({ days: run.readingDaysAfter });
  const window = {
    from: firstDay(previousPeriod(run.period)),
    to: firstDay(nextPeriod(run.period)).add({ days: run.readingDaysAfter }),
  };
  const monthStart = begins.toString();
  const recent = new Map<string, { previous?: ZoneReading; current?: ZoneReading }>();
  const ids = meters.map(({ meter_id }) => meter_id);
  // A meter put in during the month counts from the reading it was put in with.
  const installed = new Set(
    meters.filter((meter) => meter.installed_on >= monthStart).map(({ meter_id }) => meter_id),
  );
  for (const row of await readReadings(db, run.hromadaId, ids, window)) {
    const key = zoneKey(row.meter_id, row.zone);
    const found = recent.get(key) ?? {};
    const reading = { value: row.value, takenOn: row.taken_on, source: row.source };
    const isOpening = found.previous === undefined && installed.has(row.meter_id);
    if (row.taken_on < monthStart || isOpening) found.previous = reading;
    else found.current = reading;
    recent.set(key, found);
  }
  const lacking = meters.filter((meter) =>
    zoneNumbers(meter).some((zone) => {
      const found = recent.get(zoneKey(meter.meter_id, zone));
      return found?.previous === undefined || found.current === undefined;
    }),
  );
  const past = await readPast(db, lacking, run);
  return new Map(
    meters.map((meter) => [
      meter.meter_id,
      zoneNumbers(meter).map((zone): ZoneInput => {
        const key = zoneKey(meter.meter_id, zone);
        const found = recent.get(key);
        const before = past.get(key);
        return {
          zone,
          previous: found?.previous ?? before?.previous,
          current: found?.current,
          chargedSince: found?.previous === undefined ? (before?.chargedSince ?? 0n) : 0n,
          history: before?.history ?? { volume: 0n, days: 0 },
        };
      }),
    ]),
  );
}

interface Past {
  readonly previous: ZoneReading;
  readonly chargedSince: bigint;
  readonly history: { readonly volume: bigint; readonly days: number };
}

async function readPast(
  db: Queryable,
  meters: readonly RegisterMeter[],
  run: RunContext,
): Promise<ReadonlyMap<string, Past>> {
  if (meters.length === 0) return new Map();
  const before = firstDay(run.period).add({ days: run.readingDaysAfter });
  const since = before.subtract({ months: historyMonths }).subtract({ days: 1 });
  const ids = meters.map(({ meter_id }) => meter_id);
  const rows = await readHistory(db, run.hromadaId, ids, { since, before });
  const byId = new Map(meters.map((meter) => [meter.meter_id, meter]));
  const charged = await readChargedSince(db, rows, byId, run);
  return new Map(
    rows.map((row) => {
      const key = zoneKey(row.meter_id, row.zone);
      return [
        key,
        {
          previous: { value: row.last_value, takenOn: row.last_on, source: row.last_source },
          chargedSince: charged.get(key) ?? 0n,
          history: { volume: row.last_value - row.first_value, days: row.days },
        },
      ];
    }),
  );
}

/** What was charged without readings after each meter's last one, zone by zone, from the traces. */
async function readChargedSince(
  db: Queryable,
  rows: readonly HistoryRow[],
  meters: ReadonlyMap<bigint, RegisterMeter>,
  run: RunContext,
): Promise<ReadonlyMap<string, bigint>> {
  const monthOf = (takenOn: string) => readingMonth(takenOn, run.readingDaysAfter);
  const gaps = rows.filter(({ last_on }) => monthOf(last_on) < previousPeriod(run.period));
  const metersOf = new Map<string, { meter: RegisterMeter; since: string }>();
  for (const { meter_id, last_on } of gaps) {
    const meter = meters.get(meter_id);
    if (meter === undefined || meter.account_id === null) continue;
    metersOf.set(`${meter.account_id}:${meter.service}`, {
      meter,
      since: monthOf(last_on),
    });
  }
  if (metersOf.size === 0) return new Map();
  const oldest = gaps.reduce((min, { last_on }) => (last_on < min ? last_on : min), '9999-12-31');
  const accountIds = [...metersOf.keys()].map((key) => BigInt(key.split(':')[0] ?? ''));
  const charges = await readUnreadCharges(db, run.hromadaId, accountIds, {
    from: Temporal.PlainDate.from(oldest).with({ day: 1 }),
    to: firstDay(run.period),
  });
  const charged = new Map<string, bigint>();
  for (const row of charges) {
    const gap = metersOf.get(`${row.account_id}:${row.service}`);
    if (gap === undefined || row.period <= gap.since) continue;
    const { parts } = JSON.parse(row.trace) as Trace;
    for (const { zone, volume } of parts) {
      // A norm knows no zones: what it charged is taken off the first zone of the meter.
      const known = zoneNumbers(gap.meter).includes(zone) ? zone : zoneNumbers(gap.meter)[0];
      const key = zoneKey(gap.meter.meter_id, known ?? zone);
      charged.set(key, (charged.get(key) ?? 0n) + BigInt(volume));
    }
  }
  return charged;
}

/** A meter of the whole day has zone 0; one of two or three zones counts them from 1. */
function zoneNumbers({ zones }: RegisterMeter): readonly number[] {
  return zones === 1 ? [0] : Array.from({ length: zones }, (_, index) => index + 1);
}

function zoneKey(meterId: bigint, zone: number): string {
  return `${meterId}:${zone}`;
}
