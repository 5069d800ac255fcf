import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { chunkSeal, runBilling, startBillingRun } from '#modules/settlements/index.ts';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { system } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';

import { openOffice, type Office } from './office.ts';

const { hromada, waterUtility } = smallTown;
/** Long enough for a run that does not wait to come to its end. */
const runEndsMs = 500;

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

lawTest(
  ['1039:15.1'],
  'a run waits for a chunk that a payment holds, and is not left with it unbilled',
  async () => {
    const { operations, clock, log } = office;
    clock.pass({ hours: 24 * 30 });
    const started = await operations.carryOut(startBillingRun, system, {
      billerId: String(waterUtility),
      hromadaId: hromada,
      period: '2026-11',
      withoutLateReadings: 'yes',
    });
    if (started.kind !== 'done') throw new Error(JSON.stringify(started));
    const { runId } = started.value;
    const payment = await log.database.pool.connect();
    await payment.query('begin');
    const { rows } = await payment.query(
      'select 1 from settlements.billing_chunk where run_id = $1 for share',
      [runId],
    );
    expect(rows.length).toBeGreaterThan(0);
    const parts = { pool: log.worker, seal: chunkSeal(clock), concurrency: 2 };
    const run = runBilling(parts, runId);
    const first = await Promise.race([run, delay(runEndsMs, 'still waiting' as const)]);
    expect(first).toBe('still waiting');
    await payment.query('commit');
    payment.release();
    expect(await run).toBe('done');
  },
);
