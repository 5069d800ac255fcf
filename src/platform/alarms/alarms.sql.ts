import { lowestIdAt } from '../audit/months/month.ts';
import { selectRows, type Queryable } from '../db/queryable.ts';
import type { AlarmKind, SightingKind, Threshold } from './kinds.ts';

/** So many signs of one thing. */
export interface Signs {
  readonly kind: AlarmKind;
  readonly about: string;
  readonly signs: number;
  readonly firstAt: Temporal.Instant;
  readonly lastAt: Temporal.Instant;
}

export interface Incident extends Signs {
  readonly incidentId: bigint;
  readonly toldAt: Temporal.Instant | null;
  readonly closedAt: Temporal.Instant | null;
  readonly note: string | null;
}

/** Writes a sign down and has somebody look soon, once for all that come together. */
export async function insertSighting(
  db: Queryable,
  sighting: {
    readonly kind: SightingKind;
    readonly about: string;
    readonly now: Temporal.Instant;
    readonly task: string;
  },
): Promise<void> {
  await db.query(
    `with seen as (
       insert into platform.sighting (kind, about, seen_at) values ($1, $2, $3))
     select graphile_worker.add_job($4, '{}'::json, job_key := $4, job_key_mode := 'unsafe_dedupe')`,
    [sighting.kind, sighting.about, sighting.now, sighting.task],
  );
}

/** Things with enough signs of a kind lately. */
export async function countSightings(
  db: Queryable,
  kind: SightingKind,
  { atLeast, withinMinutes }: Threshold,
  now: Temporal.Instant,
): Promise<readonly Signs[]> {
  return selectRows(
    db,
    `select kind, about, count(*)::int as signs, min(seen_at) as "firstAt", max(seen_at) as "lastAt"
     from platform.sighting where kind = $1 and seen_at > $2
     group by kind, about having count(*) >= $3`,
    [kind, now.subtract({ minutes: withinMinutes }), atLeast],
  );
}

/** Which entries of the log of actions are signs of a kind. */
export interface LogSign {
  readonly kind: AlarmKind;
  readonly outcome?: string;
  readonly commands?: readonly string[];
  /**
   * Only what officials did about accounts of consumers: about one, a sign each, or what showed
   * many at once, so many signs as there were accounts.
   */
  readonly accounts?: 'one' | 'many';
}

/** How many accounts an entry is about, by its subject or by what it names. */
const accountsOf = `coalesce(
  (select cardinality(audit.shown_accounts(payload.value)) from audit.opening payload
   where payload.entry_id = e.entry_id and payload.field = 'payload'
     and payload.entry_id >= $2::uuid),
  (select count(*)::int from audit.opening subject
   where subject.entry_id = e.entry_id and subject.field = 'subject'
     and subject.entry_id >= $2::uuid and subject.value like 'account:%'))`;

/** Actors with enough signs in the log of actions lately. */
export async function countLogSigns(
  db: Queryable,
  { kind, outcome, commands, accounts }: LogSign,
  { atLeast, withinMinutes }: Threshold,
  now: Temporal.Instant,
): Promise<readonly Signs[]> {
  const since = now.subtract({ minutes: withinMinutes });
  return selectRows(
    db,
    `select $1::text as kind, actor.value as about, sum(n.signs)::int as signs,
            min(e.at) as "firstAt", max(e.at) as "lastAt"
     from audit.entry e
     join audit.opening actor on actor.entry_id = e.entry_id and actor.field = 'actor'
       and actor.entry_id >= $2::uuid
     cross join lateral (select case when $6::text is null then 1 else ${accountsOf} end as signs) n
     where e.entry_id >= $2::uuid and e.at > $3
       and ($4::text is null or e.outcome = $4)
       and ($5::text[] is null or e.command = any ($5))
       and ($6::text is null or actor.value like 'person:%' and actor.value not like '%consumer:%'
         and case when $6 = 'one' then n.signs = 1 else n.signs > 1 end)
     group by actor.value having sum(n.signs) >= $7`,
    [kind, lowestIdAt(since), since, outcome ?? null, commands ?? null, accounts ?? null, atLeast],
  );
}

const columns = `incident_id as "incidentId", kind, about, signs, first_at as "firstAt",
  last_at as "lastAt", told_at as "toldAt", closed_at as "closedAt", note`;

/** One incident for each thing while it goes on: more signs make it no second one. */
export async function keepIncidents(db: Queryable, found: readonly Signs[]): Promise<void> {
  if (found.length === 0) return;
  await db.query(
    `insert into platform.incident (kind, about, signs, first_at, last_at)
     select kind, about, signs, first_at, last_at
     from unnest($1::text[], $2::text[], $3::int[], $4::timestamptz[], $5::timestamptz[])
       as f (kind, about, signs, first_at, last_at)
     on conflict (kind, about) where closed_at is null do update
       set signs = greatest(incident.signs, excluded.signs), last_at = excluded.last_at
       where incident.last_at < excluded.last_at`,
    [
      found.map(({ kind }) => kind),
      found.map(({ about }) => about),
      found.map(({ signs }) => signs),
      found.map(({ firstAt }) => firstAt),
      found.map(({ lastAt }) => lastAt),
    ],
  );
}

/**
 * Incidents of each kind that nobody was told of, taken for telling unless a letter of that kind
 * went out lately: many at once are one letter.
 */
export async function takeUntold(
  db: Queryable,
  quietSince: Temporal.Instant,
  now: Temporal.Instant,
): Promise<readonly Incident[]> {
  return selectRows(
    db,
    `update platform.incident i set told_at = $2
     where told_at is null and not exists (
       select from platform.incident told where told.kind = i.kind and told.told_at > $1)
     returning ${columns}`,
    [quietSince, now],
  );
}

/** The newest first, those that go on before those that are closed. */
export async function readIncidents(db: Queryable, limit: number): Promise<readonly Incident[]> {
  return selectRows(
    db,
    `select ${columns} from platform.incident
     order by (closed_at is not null), last_at desc, incident_id desc limit $1`,
    [limit],
  );
}

/** False when there is no such incident that goes on. */
export async function closeIncidentRow(
  db: Queryable,
  close: {
    readonly incidentId: bigint;
    readonly by: string;
    readonly note: string;
    readonly now: Temporal.Instant;
  },
): Promise<boolean> {
  const rows = await selectRows(
    db,
    `update platform.incident set closed_at = $2, closed_by = $3, note = $4
     where incident_id = $1 and closed_at is null returning incident_id`,
    [close.incidentId, close.now, close.by, close.note],
  );
  return rows.length > 0;
}

export async function deleteSightingsBefore(
  db: Queryable,
  instant: Temporal.Instant,
): Promise<void> {
  await db.query('delete from platform.sighting where seen_at < $1', [instant]);
}
