import { afterAll, beforeAll, expect, test } from 'vitest';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { lawTest } from '#test/law-test.ts';
import { plantCorrectedTown, type CorrectedTown } from '../corrections/fixtures/corrected-town.ts';
import { smallTown } from '../readings/fixtures/small-town.ts';
import { postBankPayments } from './post-bank-payments.ts';

const { account, building, hromada, waterUtility } = smallTown;
/** Moved in after October was billed. */
const newcomer = account + 900n;
const nobody = account + 901n;

let town: CorrectedTown;

beforeAll(async () => {
  town = await plantCorrectedTown();
  const { pool } = town.database;
  await pool.query(
    `insert into registry.account
     select hromada_id, $2, biller_id, 'new', building_id, premises_id, residents,
            '2026-11-01', null, '', '{}'
     from registry.account where account_id = $1`,
    [account, newcomer],
  );
  await pool.query(
    `insert into registry.account_service
     select hromada_id, $2, service, '[2026-11-01,)', building_id, provider_id, contract_model,
            basis, category, biller_id
     from registry.account_service
     where account_id = $1 and service in ('cold-water', 'electricity-supply')`,
    [account, newcomer],
  );
});
afterAll(() => town.database.drop());

function send(lines: readonly (readonly [reference: string, accountId: bigint])[]) {
  const now = town.clock.now();
  const place = { hromadaId: hromada, billerId: waterUtility, buildingIds: [building], now };
  const payments = lines.map(([reference, accountId]) => ({
    paymentId: `00000000-0000-4000-8000-${reference.padStart(12, '0')}`,
    accountId,
    reference,
    amount: 100_01n,
    arrivedAt: now,
  }));
  return town.worker.db
    .transaction()
    .execute((tx) => postBankPayments(queryableOf(tx), place, payments));
}

lawTest(['1039:10.13'], 'a registry with an account that has no bill is taken whole', async () => {
  const lines = [
    ['1', account],
    ['2', newcomer],
    ['3', nobody],
  ] as const;
  expect(await send(lines)).toEqual([
    { reference: '1', outcome: 'posted' },
    { reference: '2', outcome: 'before-first-bill' },
    { reference: '3', outcome: 'nothing-received' },
  ]);
  const again = await send(lines);
  expect(again.map(({ outcome }) => outcome)).toEqual(['repeated', 'repeated', 'nothing-received']);
});

test('what comes before the first bill is an advance for all that the account receives', async () => {
  const { rows } = await town.database.pool.query(
    `select t.service, t.amount, r.coverage from settlements.transfer t
     join settlements.receipt r on t.source = 'payment:' || r.payment_id
     where t.account_id = $1 order by t.service`,
    [newcomer],
  );
  expect(rows).toEqual([
    { service: 'cold-water', amount: 50_01n, coverage: 'advance' },
    { service: 'electricity-supply', amount: 50_00n, coverage: 'advance' },
  ]);
});
