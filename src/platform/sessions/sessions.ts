import { sql } from 'kysely';
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { toJson } from '../json.ts';
import { principalSchema, type Principal } from '../principal.ts';

const tokenBytes = 32;
const absoluteLimit = Temporal.Duration.from({ hours: 12 });
const idleLimit = Temporal.Duration.from({ minutes: 60 });
/** A session ended elsewhere may be answered for this long: well under the five seconds allowed. */
const rememberedFor = Temporal.Duration.from({ seconds: 2 });
const rememberedMax = 20_000;
/** `seen_at` is written at most this often, so that reading a page does not write a row. */
const seenStep = Temporal.Duration.from({ minutes: 1 });

export interface Session {
  readonly principal: Principal;
  /** Sent back by every form; a page of another site cannot know it. */
  readonly csrfToken: string;
}

/**
 * Server-side sessions: the cookie holds a random token, the database its hash. A session ends
 * twelve hours after sign-in or an hour after the last request.
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

  /** Begins a session and returns the token for the cookie; nothing of an older one is kept. */
  async begin(principal: Principal): Promise<string> {
    const token = randomBytes(tokenBytes).toString('base64url');
    const now = this.#clock.now();
    await sql`
      insert into platform.session
        (token_hash, principal, csrf_secret, created_at, seen_at, expires_at)
      values (${hash(token)}, ${toJson(principal)}::jsonb,
        ${randomBytes(tokenBytes).toString('base64url')}, ${now}, ${now},
        ${now.add(absoluteLimit)})`.execute(this.#db);
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

  async #read(token: string, now: Temporal.Instant): Promise<Session | undefined> {
    const { rows } = await sql<{ principal: unknown; csrf: string; seen_at: Temporal.Instant }>`
      select principal, csrf_secret as csrf, seen_at from platform.session
      where token_hash = ${hash(token)} and expires_at > ${now}
        and seen_at > ${now.subtract(idleLimit)}`.execute(this.#db);
    const row = rows[0];
    if (row === undefined) return undefined;
    if (Temporal.Instant.compare(row.seen_at.add(seenStep), now) < 0) {
      await sql`update platform.session set seen_at = ${now}
        where token_hash = ${hash(token)}`.execute(this.#db);
    }
    return { principal: principalSchema.parse(row.principal), csrfToken: row.csrf };
  }

  async end(token: string): Promise<void> {
    this.#remembered.delete(token);
    await sql`delete from platform.session where token_hash = ${hash(token)}`.execute(this.#db);
  }

  /** Removes what has expired; run by the worker each hour. */
  async sweep(): Promise<void> {
    await sql`delete from platform.session where expires_at < ${this.#clock.now()}`.execute(
      this.#db,
    );
  }
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
