import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** How a statement asks to be prepared: its first line. */
export const preparedMark = /^(-- prepared: [a-z0-9-]+)\n/;
const mark = /^-- prepared: ([a-z0-9-]+)\n/;

/**
 * A pool whose connections prepare the statements that begin with `-- prepared: name`, each once.
 * Planning over all months of a partitioned table takes longer than the look itself; the driver of
 * Kysely has no other way to name a statement.
 */
export function preparing(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const prepared = known.get(client) ?? withPrepared(client);
      known.set(client, prepared);
      return prepared;
    },
  };
}

function withPrepared(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) => {
    const name = mark.exec(text)?.[1];
    return client.query({ text, values: [...values], ...(name === undefined ? {} : { name }) });
  };
  return {
    // Cursors are not used: long results go by COPY.
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  };
}
