import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import type { Period } from '#kernel/period.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { listAwaitedMeterLines, type AwaitedMeterLine } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { zonesOf } from '../../readings/zones.ts';
import { listLastReadings, type LastReading } from '../accounts/account.sql.ts';
import { readingsOf } from '../awaited-readings.ts';
import { choosePlace, ownCabinet, placeInput, readPlaces } from '../places.ts';

const metersPerBatch = 2_000;

const input = placeInput.extend({
  /** The meter that the batch before ended with; 0 to begin. */
  afterMeter: z.bigint().default(0n),
});

/** A line of the form that is filled in and sent back: one zone of one meter. */
export interface TemplateLine {
  readonly meter: AwaitedMeterLine;
  /** Null for a meter of the whole day. */
  readonly zone: number | null;
  readonly previous: Pick<LastReading, 'value' | 'takenOn'> | undefined;
}

export interface TemplateBatch {
  readonly period: Period;
  /** The day to write readings for: today, or the last of a month that is over. */
  readonly day: Temporal.PlainDate;
  readonly lines: readonly TemplateLine[];
  /** The last meter looked at; null when there are no more. */
  readonly lastMeter: bigint | null;
}

/** Meters whose readings of the open month have not come yet, batch by batch (1039:19.7). */
export const readingsTemplate = defineQuery({
  id: 'readings-template',
  law: [law('1039:19.7'), law('1039:26.4.j')],
  audience: suppliers,
  scope: ownCabinet,
  input,
  async handle(reading: Reading, asked): Promise<TemplateBatch | Refusal> {
    const { subjectId, afterMeter } = asked;
    const place = choosePlace(await readPlaces(reading, subjectId), asked.place);
    if (place === undefined) return refuse('no-such-place');
    const db = queryableOf(reading.db);
    const period = place.openPeriod;
    const { meters: awaited, window } = readingsOf(subjectId, place, period);
    const meters = await listAwaitedMeterLines(db, awaited, { afterMeter, limit: metersPerBatch });
    const readings = await listLastReadings(
      db,
      place.hromadaId,
      meters.map(({ meterId }) => meterId),
    );
    const last = new Map(readings.map((row) => [`${row.meterId}:${row.zone}`, row]));
    const today = dayInKyiv(reading.now);
    return {
      period,
      day: earlier(today, window.to.subtract({ days: 1 })),
      lines: meters.flatMap((meter) => linesOf(meter, last, window.from)),
      lastMeter: meters.length < metersPerBatch ? null : (meters.at(-1)?.meterId ?? null),
    };
  },
  shownAccounts: ({ lines }) => lines.flatMap(({ meter }) => meter.accountId ?? []),
});

function linesOf(
  meter: AwaitedMeterLine,
  last: ReadonlyMap<string, LastReading>,
  from: Temporal.PlainDate,
): readonly TemplateLine[] {
  return zonesOf(meter).flatMap((zone) => {
    const previous = last.get(`${meter.meterId}:${zone}`);
    const hasCome =
      previous !== undefined && Temporal.PlainDate.compare(previous.takenOn, from) >= 0;
    return hasCome ? [] : [{ meter, zone: meter.zones === 1 ? null : zone, previous }];
  });
}

function earlier(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) < 0 ? a : b;
}
