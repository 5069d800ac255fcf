import { sql } from 'kysely';
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { toJson } from '../json.ts';
import { principalSchema, type Principal } from '../principal.ts';

const tokenBytes = 32;
const absoluteLimit = Temporal.Duration.from({ hours: 12 });
const idleLimit = Temporal.Duration.from({ minutes: 60 });
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

  async find(token: string): Promise<Session | undefined> {
    const now = this.#clock.now();
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
