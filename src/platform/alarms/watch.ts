import { z } from 'zod';
import { kyiv, type Clock } from '../clock.ts';
import type { Queryable } from '../db/queryable.ts';
import { queryableOf, type Connection } from '../db/queryable-of.ts';
import { defineJob, type Job } from '../jobs/worker.ts';
import { writeLetters } from '../mail/jobs.ts';
import {
  countLogSigns,
  countSightings,
  deleteSightingsBefore,
  insertSighting,
  keepIncidents,
  takeUntold,
  type LogSign,
  type Signs,
} from './alarms.sql.ts';
import { sightingKinds, thresholds, type SightingKind } from './kinds.ts';
import { alarmNames } from './texts.uk.ts';

const watchTask = 'watch-for-alarms';
const everyMinute = '* * * * *';
/** Signs in the log are looked for this often; a letter must be out within a minute. */
const lookEvery = Temporal.Duration.from({ seconds: 15 });
/** After a letter about a kind the next ones wait, and are one. */
const quietFor = Temporal.Duration.from({ minutes: 10 });
const sightingsKept = Temporal.Duration.from({ hours: 7 * 24 });
/** Nobody of an office has reason to read accounts in these hours of Kyiv. */
const nightEndsAt = 5;
const incidentsPath = '/cabinet/incidents';

const probing: LogSign = { kind: 'scope-probed', outcome: 'refused:hidden' };
const forging: LogSign = { kind: 'callback-forged', commands: ['record-payment-notice'] };
const bulk: LogSign = { kind: 'read-in-bulk', outcome: 'done', accounts: 'one' };
const night: LogSign = { kind: 'read-at-night', outcome: 'done', accounts: 'one' };
const lists: LogSign = { kind: 'listed-in-bulk', outcome: 'done', accounts: 'many' };
const listsAtNight: LogSign = { kind: 'listed-at-night', outcome: 'done', accounts: 'many' };
const asking: LogSign = {
  ...{ kind: 'restricted-in-bulk', outcome: 'done', commands: ['ask-for-restricted'] },
};

/**
 * Writes down a sign of trouble; somebody looks within seconds. `about` is a reference without
 * personal data: `person:7`, a name of a service.
 * @law 1039:21.5
 */
export async function sight(
  db: Connection,
  sighting: { readonly kind: SightingKind; readonly about: string; readonly now: Temporal.Instant },
): Promise<void> {
  await insertSighting(queryableOf(db), { ...sighting, task: watchTask });
}

export interface WatchParts {
  readonly db: Queryable;
  readonly clock: Clock;
  /** Whom to tell: references of the technical administrators. */
  readonly administrators: () => Promise<readonly string[]>;
}

/**
 * Makes incidents of the signs there are and tells the administrators: a letter for each kind at
 * most every ten minutes, however many incidents there are; the rest is on their page.
 * @law 1039:21.5 1039:53.5
 */
export async function watch({ db, clock, administrators }: WatchParts): Promise<void> {
  const now = clock.now();
  await keepIncidents(db, await findSigns(db, now));
  const untold = await takeUntold(db, now.subtract(quietFor), now);
  const kinds = new Map(untold.map((incident) => [incident.kind, incident]));
  if (kinds.size === 0) return;
  const letters = (await administrators()).flatMap((recipient) =>
    Array.from(kinds.values(), ({ kind, incidentId }) => ({
      ...({ recipient, notice: 'incident' } as const),
      documentKind: alarmNames[kind],
      documentNumber: String(incidentId),
      link: incidentsPath,
    })),
  );
  await writeLetters(db, letters, now);
}

async function findSigns(db: Queryable, now: Temporal.Instant): Promise<readonly Signs[]> {
  const isNight = now.toZonedDateTimeISO(kyiv).hour < nightEndsAt;
  const inLog = [probing, forging, bulk, lists, asking, ...(isNight ? [night, listsAtNight] : [])];
  const found = await Promise.all([
    ...sightingKinds.map((kind) => countSightings(db, kind, thresholds[kind], now)),
    ...inLog.map((sign) => countLogSigns(db, sign, thresholds[sign.kind], now)),
  ]);
  return found.flat();
}

/** Looks at once when something was seen, and every quarter of a minute at the log of actions. */
export function watchJobs(parts: WatchParts): readonly Job<unknown>[] {
  return [
    defineJob({
      task: watchTask,
      payload: z.unknown(),
      cron: everyMinute,
      handle: async () => {
        await watch(parts);
        await deleteSightingsBefore(parts.db, parts.clock.now().subtract(sightingsKept));
      },
    }),
    lookAgainJob(parts),
  ];
}

/** The queue knows no times below a minute: each minute asks for the looks within it. */
function lookAgainJob({ db }: WatchParts): Job<unknown> {
  const looks = 60 / lookEvery.seconds - 1;
  return defineJob({
    task: `${watchTask}-again`,
    payload: z.unknown(),
    cron: everyMinute,
    handle: async () => {
      await db.query(
        `select graphile_worker.add_job($1, '{}'::json, run_at := now() + n * $2::interval)
         from generate_series(1, $3::int) as n`,
        [watchTask, lookEvery.toString(), looks],
      );
    },
  });
}
