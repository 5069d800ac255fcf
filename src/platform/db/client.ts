import type pg from 'pg';

/** Lends one connection of the pool to `work`; a connection that failed does not go back. */
export async function withClient<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  // A server that dies under the connection raises an event besides failing the query.
  const ignore = () => undefined;
  client.on('error', ignore);
  try {
    const result = await work(client);
    client.off('error', ignore);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
