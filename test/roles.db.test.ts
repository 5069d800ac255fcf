import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase, type TestDatabase } from './database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

test('the application role owns nothing', async () => {
  const { rows } = await database.pool.query<{ owned: bigint }>(
    `select count(*) as owned from pg_class where relowner = 'zhkp_app'::regrole`,
  );
  expect(rows[0]?.owned).toBe(0n);
});
