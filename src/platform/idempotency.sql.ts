import { sql } from 'kysely';
import type { Tx } from './db/database.ts';
import { toJson } from './json.ts';

/** By which a command that is sent twice is carried out once. */
export interface IdempotencyKey {
  readonly key: string;
  readonly command: string;
  readonly actor: string;
}

/**
 * Takes the key for this transaction. A second call under the same key waits for the first to
 * commit and then gets its answer.
 */
export async function claimKey(
  tx: Tx,
  { key, command, actor }: IdempotencyKey,
  now: Temporal.Instant,
): Promise<{ readonly output: unknown } | undefined> {
  const { rows } = await sql`
    insert into platform.idempotency_key (key, command, actor, output, created_at)
    values (${key}, ${command}, ${actor}, '{"pending": true}', ${now})
    on conflict do nothing returning key`.execute(tx);
  if (rows.length > 0) return undefined;
  const { rows: first } = await sql<{ output: unknown }>`
    select output from platform.idempotency_key
    where actor = ${actor} and command = ${command} and key = ${key}`.execute(tx);
  return { output: first[0]?.output };
}

export async function keepAnswer(
  tx: Tx,
  { key, command, actor }: IdempotencyKey,
  output: unknown,
): Promise<void> {
  await sql`update platform.idempotency_key set output = ${toJson(output ?? null)}::jsonb
    where actor = ${actor} and command = ${command} and key = ${key}`.execute(tx);
}
