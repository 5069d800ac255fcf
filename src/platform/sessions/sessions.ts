import { consumers, isOneOf } from '#kernel/role.ts';
import { sql } from 'kysely';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { midnightInKyiv, type Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { toJson } from '../json.ts';
import { principalSchema, type Principal } from '../principal.ts';

const tokenBytes = 32;
/** A day at work, or an evening at home; a shared office is left sooner than a flat. */
const limits = {
  consumer: {
    absolute: Temporal.Duration.from({ hours: 12 }),
    idle: Temporal.Duration.from({ minutes: 60 }),
  },
  office: {
    absolute: Temporal.Duration.from({ hours: 10 }),
    idle: Temporal.Duration.from({ minutes: 30 }),
  },
} as const;
/** A session ended elsewhere may be answered for this long: well under the five seconds allowed. */
const rememberedFor = Temporal.Duration.from({ seconds: 2 });
const rememberedMax = 20_000;
/** `seen_at` is written at most this often, so that reading a page does not write a row. */
const seenStep = Temporal.Duration.from({ minutes: 1 });
/** A form sent so long after its session ended is still known for its person's. */
const rememberedEnded = Temporal.Duration.from({ hours: 1 });
/** What cannot be undone is asked for again unless the person proved who they are since. */
const provedFor = Temporal.Duration.from({ minutes: 10 });

export interface SessionStart {
  readonly principal: Principal;
  /** How the person proved who they are. */
  readonly method: string;
  /** Family of browser and system. */
  readonly device: string;
  /** What the person must do before anything else; null or left out when nothing. */
  readonly awaits?: 'contacts' | null;
}

/** A session that has ended by itself lately: nothing is done in it any more. */
export interface EndedSession {
  readonly principal: Principal;
  readonly csrfToken: string;
}

export interface Session extends SessionStart {
  readonly sessionId: string;
  /** Sent back by every form; a page of another site cannot know it. */
  readonly csrfToken: string;
  readonly provedAt: Temporal.Instant;
  /** When it ends if nothing more is asked for. */
  readonly endsAt: Temporal.Instant;
}

/** A line of a person's own list. */
export interface OpenSession {
  readonly sessionId: string;
  readonly method: string;
  readonly device: string;
  readonly beganAt: Temporal.Instant;
  readonly seenAt: Temporal.Instant;
}

interface SessionRow {
  readonly session_id: string;
  readonly principal: unknown;
  readonly method: string;
  readonly device: string;
  readonly awaits: 'contacts' | null;
  readonly csrf: string;
  readonly seen_at: Temporal.Instant;
  readonly proved_at: Temporal.Instant;
  readonly expires_at: Temporal.Instant;
}

/**
 * Server-side sessions: the cookie holds a random token, the database its hash. A session ends some
 * hours after sign-in or some minutes after the last request, sooner for those who work in offices.
 */
export class Sessions {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #remembered = new Map<
    string,
    { readonly session: Session; readonly at: Temporal.Instant }
  >();

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /**
   * Begins a session and returns the token for the cookie; nothing of an older one is kept. Throws
   * RangeError when nobody is signed in.
   */
  async begin({ principal, method, device, awaits }: SessionStart): Promise<string> {
    const { personId } = principal;
    if (personId === null) throw new RangeError('a session is of a person');
    const token = newToken();
    const now = this.#clock.now();
    await sql`
      insert into platform.session
        (token_hash, session_id, person_id, principal, method, device, awaits, csrf_secret,
         created_at, seen_at, proved_at, expires_at)
      values (${hash(token)}, ${randomUUID()}, ${personId}, ${toJson(principal)}::jsonb, ${method},
        ${device}, ${awaits ?? null}, ${newToken()}, ${now}, ${now}, ${now},
        ${now.add(limitsOf(principal).absolute)})`.execute(this.#db);
    return token;
  }

  /** The session of a token, if it has not ended; a look at the database serves two seconds. */
  async find(token: string): Promise<Session | undefined> {
    const now = this.#clock.now();
    const known = this.#remembered.get(token);
    if (known !== undefined && Temporal.Instant.compare(known.at.add(rememberedFor), now) > 0) {
      return known.session;
    }
    this.#remembered.delete(token);
    const session = await this.#read(token, now);
    if (session === undefined) return undefined;
    if (this.#remembered.size >= rememberedMax) this.#remembered.clear();
    this.#remembered.set(token, { session, at: now });
    return session;
  }

  /** Looks at a session without prolonging it; undefined when it has ended. */
  async peek(token: string): Promise<Pick<Session, 'endsAt'> | undefined> {
    const row = await this.#row(token);
    if (row === undefined) return undefined;
    const endsAt = endOf(row);
    return Temporal.Instant.compare(endsAt, this.#clock.now()) > 0 ? { endsAt } : undefined;
  }

  /** Whose a session was that has ended by itself: not one that somebody has ended. */
  async findEnded(token: string): Promise<EndedSession | undefined> {
    const row = await this.#row(token);
    if (row === undefined) return undefined;
    const now = this.#clock.now();
    const endedAt = endOf(row);
    if (Temporal.Instant.compare(endedAt, now) > 0) return undefined;
    if (Temporal.Instant.compare(endedAt.add(rememberedEnded), now) <= 0) return undefined;
    return { principal: principalSchema.parse(row.principal), csrfToken: row.csrf };
  }

  async #row(token: string): Promise<SessionRow | undefined> {
    const { rows } = await sql<SessionRow>`
      select session_id, principal, method, device, awaits, csrf_secret as csrf, seen_at,
             proved_at, expires_at
      from platform.session where token_hash = ${hash(token)}`.execute(this.#db);
    return rows[0];
  }

  async #read(token: string, now: Temporal.Instant): Promise<Session | undefined> {
    const row = await this.#row(token);
    if (row === undefined || Temporal.Instant.compare(endOf(row), now) <= 0) return undefined;
    const principal = principalSchema.parse(row.principal);
    const isWritten = Temporal.Instant.compare(row.seen_at.add(seenStep), now) < 0;
    if (isWritten) {
      await sql`update platform.session set seen_at = ${now}
        where token_hash = ${hash(token)}`.execute(this.#db);
    }
    const { session_id: sessionId, csrf: csrfToken, proved_at: provedAt } = row;
    const { method, device, awaits } = row;
    const endsAt = endOf(isWritten ? { ...row, seen_at: now } : row);
    return { sessionId, principal, method, device, awaits, csrfToken, provedAt, endsAt };
  }

  /**
   * Goes on under a new token, as somebody acts for somebody else from now on or has proved again
   * who they are: a token seen before is worth nothing after. Undefined when the session has ended.
   */
  async renew(
    token: string,
    change: { readonly principal?: Principal; readonly proved?: boolean },
  ): Promise<string | undefined> {
    const session = await this.find(token);
    if (session === undefined) return undefined;
    const principal = change.principal ?? session.principal;
    const next = newToken();
    const now = this.#clock.now();
    // What a decision has meanwhile changed of the name acted in is not written over.
    const changed = change.principal === undefined ? null : toJson(change.principal);
    const longest = limitsOf(principal).absolute.toString();
    this.#remembered.delete(token);
    const { numAffectedRows } = await sql`
      update platform.session
      set token_hash = ${hash(next)}, csrf_secret = ${newToken()}, seen_at = ${now},
          principal = coalesce(${changed}::jsonb, principal),
          proved_at = case when ${change.proved === true} then ${now} else proved_at end,
          expires_at = least(expires_at, created_at + ${longest}::interval)
      where token_hash = ${hash(token)}`.execute(this.#db);
    return numAffectedRows === 1n ? next : undefined;
  }

  async end(token: string): Promise<void> {
    this.#remembered.delete(token);
    await sql`delete from platform.session where token_hash = ${hash(token)}`.execute(this.#db);
  }

  /** Open sessions of a person, the last used first. */
  async list(personId: bigint): Promise<readonly OpenSession[]> {
    const now = this.#clock.now();
    const { rows } = await sql<OpenSession>`
      select session_id as "sessionId", method, device, created_at as "beganAt",
             seen_at as "seenAt"
      from platform.session
      where person_id = ${personId} and expires_at > ${now}
      order by seen_at desc`.execute(this.#db);
    return rows;
  }

  /** Looks at the database again for a person whose sessions were ended by a command. */
  forget(personId: bigint): void {
    for (const [token, { session }] of this.#remembered) {
      if (session.principal.personId === personId) this.#remembered.delete(token);
    }
  }

  /** Removes what expired more than an hour ago; run by the worker each hour. */
  async sweep(): Promise<void> {
    const before = this.#clock.now().subtract(rememberedEnded);
    await sql`delete from platform.session where expires_at < ${before}`.execute(this.#db);
  }
}

/** Whether who it is has been proved so lately that what cannot be undone may be done. */
export function isProvedLately({ provedAt }: Session, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(provedAt.add(provedFor), now) > 0;
}

function limitsOf({ role }: Principal) {
  return isOneOf(consumers, role) ? limits.consumer : limits.office;
}

/** Nobody acts by a decision beyond its last day, whatever they are doing (1039:25). */
function endOf(row: SessionRow): Temporal.Instant {
  const principal = principalSchema.parse(row.principal);
  const endsAt = earlier(row.seen_at.add(limitsOf(principal).idle), row.expires_at);
  return principal.until === null ? endsAt : earlier(endsAt, midnightInKyiv(principal.until));
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b;
}

function newToken(): string {
  return randomBytes(tokenBytes).toString('base64url');
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
