import { period, type Period } from '#kernel/period.ts';
import {
  findAccountMeters,
  listMeters,
  type Account,
  type Meter,
} from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Database } from '#platform/db/database.ts';
import {
  closingDay,
  isWindowOpen,
  nextOpening,
  readWindowSetting,
} from '../../readings/reading-window.ts';
import { zonesOf } from '../../readings/zones.ts';
import { readingMonth } from '../../billing/reading-month.ts';
import type { OwnMeter, OwnMeters, ShownReading, Window } from './meters.ts';
import {
  readChargedReadings,
  readShownReadings,
  type ChargedReadingRow,
  type ShownReadingRow,
} from './readings.sql.ts';

/** Meters in use today, their readings of so many months, and the days of readings. */
export async function readOwnMeters(
  db: Database,
  account: Account,
  today: Temporal.PlainDate,
  months: number,
): Promise<OwnMeters> {
  const queryable = queryableOf(db);
  const taken = await findAccountMeters(queryable, account.accountId, today);
  const windows = new Map(taken?.meters.map((meter) => [meter.meterId, meter.readingWindow]));
  const inUse = await listMeters(db, account, today);
  const days = { from: today.subtract({ months }).with({ day: 1 }), to: today.add({ days: 1 }) };
  const rows = await readShownReadings(
    queryable,
    account.hromadaId,
    inUse.map(({ meterId }) => meterId),
    days,
  );
  const charged = await readChargedReadings(queryable, account, days);
  return {
    account,
    month: monthOfReading(today, taken?.billerWindow),
    meters: inUse.map((meter) =>
      ownMeter(meter, {
        rows,
        charged,
        window: windowOn(windows.get(meter.meterId), today),
        monthOf: (day) => monthOfReading(day, taken?.billerWindow),
      }),
    ),
  };
}

/** The month that a reading taken on the day counts for, as the monthly run counts it. */
function monthOfReading(day: Temporal.PlainDate, stored: unknown): Period {
  const window = readWindowSetting(stored);
  const daysAfter = window !== null && window.to < window.from ? window.to : 0;
  return period(readingMonth(day.toString(), daysAfter));
}

/** Whether readings are taken on the day, and until or from when. */
function windowOn(stored: unknown, today: Temporal.PlainDate): Window {
  const window = readWindowSetting(stored);
  return isWindowOpen(window, today)
    ? { isOpen: true, closesOn: closingDay(window, today) }
    : { isOpen: false, opensOn: nextOpening(window, today) };
}

interface ReadingSources {
  readonly rows: readonly ShownReadingRow[];
  readonly charged: readonly ChargedReadingRow[];
  readonly window: Window;
  readonly monthOf: (day: Temporal.PlainDate) => Period;
}

function ownMeter(meter: Meter, { rows, charged, window, monthOf }: ReadingSources): OwnMeter {
  const counted = new Set(
    charged.filter(({ service }) => service === meter.service).map(({ current_on }) => current_on),
  );
  return {
    meterId: meter.meterId,
    service: meter.service,
    serial: meter.serial,
    digits: meter.digits,
    decimals: meter.decimals,
    verifiedUntil: meter.verifiedUntil,
    window,
    zones: zonesOf(meter).map((zone) => ({
      zone,
      readings: rows
        .filter((row) => row.meter_id === meter.meterId && row.zone === zone)
        .map((row) => shownReading(row, counted, monthOf(row.taken_on))),
    })),
  };
}

function shownReading(
  row: ShownReadingRow,
  counted: ReadonlySet<string>,
  month: Period,
): ShownReading {
  return {
    month,
    takenOn: row.taken_on,
    value: row.value,
    revision: row.revision,
    source: row.source,
    enteredAt: row.entered_at,
    counted: counted.has(row.taken_on.toString()),
  };
}
