import type { Tx } from '#platform/db/database.ts';
import { sql } from 'kysely';
import { firstIdOf } from './dwelling.ts';

const countersMax = 2n ** 32n;

/**
 * Gives out `count` identifiers of a hromada: the returned one and those following it. No shard
 * asks another, since the hromada is part of each identifier. Whoever else asks in the same hromada
 * waits for this transaction. Throws RangeError when the hromada has no more.
 */
export async function allocateIds(tx: Tx, hromadaId: number, count: number): Promise<bigint> {
  if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`not a count: ${count}`);
  const { rows } = await sql<{ next: bigint }>`
    insert into registry.hromada_sequence as known (hromada_id, next_value)
    values (${hromadaId}, 1 + ${count}::bigint)
    on conflict (hromada_id) do update set next_value = known.next_value + ${count}::bigint
    returning next_value as next`.execute(tx);
  const next = rows[0]?.next;
  if (next === undefined || next > countersMax) {
    throw new RangeError(`hromada ${hromadaId} has no identifiers left`);
  }
  return firstIdOf(hromadaId) + next - BigInt(count);
}
