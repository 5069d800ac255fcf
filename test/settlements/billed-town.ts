import {
  plantSmallTown,
  seedNumbers,
  smallTown,
} from '#modules/settlements/readings/fixtures/small-town.ts';
import { chunkSeal, runBilling, startBillingRun } from '#modules/settlements/index.ts';
import type { Clock } from '#platform/clock.ts';
import type { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import type { DatabaseHandle } from '#platform/db/database.ts';
import type pg from 'pg';

const { hromada, account, waterUtility, energySupplier } = smallTown;

/** What October's bill of the small town's account comes to, by service, in kopiykas. */
export const octoberDue = { water: 113_15n, energy: 518_40n, all: 631_55n } as const;

/**
 * The small town with tariffs, the readings of two months, and a bill for October 2026 made by the
 * real monthly run: 7 m³ by 16.164, 100 kWh by day at 4.32 and 40 by night at 2.16.
 */
export async function plantBilledTown(
  pool: pg.Pool,
  parts: {
    readonly worker: DatabaseHandle;
    readonly operations: Operations;
    readonly clock: Clock;
  },
): Promise<void> {
  await plantSmallTown(pool);
  await seedNumbers(parts.worker);
  await pool.query('insert into registry.territory_closure values ($1, $1, 0)', [hromada]);
  await pool.query(
    `update registry.subject set edrpou = '90000021', phone = '+380000000002',
       iban = 'UA439900012600000000000000002', email = 'office@vodokanal.example'
     where subject_id = $1`,
    [waterUtility],
  );
  await plantTariffs(pool);
  await plantReadings(pool);
  await billOctober(parts);
}

async function plantTariffs(pool: pg.Pool): Promise<void> {
  const tariffs: readonly unknown[][] = [
    [waterUtility, 'cold-water', 0, 'm3', 1_347_000, 1_616_400],
    [energySupplier, 'electricity-supply', 1, 'kWh', 360_000, 432_000],
    [energySupplier, 'electricity-supply', 2, 'kWh', 180_000, 216_000],
    [energySupplier, 'electricity-supply', 0, 'kWh', 360_000, 432_000],
  ];
  for (const tariff of tariffs) {
    await pool.query(
      `insert into settlements.tariff (provider_id, service, component, zone, territory_id,
         category, unit, net_price, vat_percent, gross_price, valid, decision_authority,
         decision_number, decision_on)
       values ($1, $2, 'volume', $3, $7, 'population', $4, $5, 20, $6, '[2024-01-01,)',
               'Зразківська міська рада', '12', '2023-12-08')`,
      [...tariff, hromada],
    );
  }
}

async function plantReadings(pool: pg.Pool): Promise<void> {
  const { waterMeter, zonedMeter } = smallTown;
  const readings: readonly (readonly [bigint, number, string, string])[] = [
    [waterMeter, 0, '2026-09-30', '100.5'],
    [waterMeter, 0, '2026-10-31', '107.5'],
    [zonedMeter, 1, '2026-09-30', '1000'],
    [zonedMeter, 1, '2026-10-31', '1100'],
    [zonedMeter, 2, '2026-09-30', '500'],
    [zonedMeter, 2, '2026-10-31', '540'],
  ];
  for (const month of ['2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01']) {
    await pool.query('select settlements.ensure_month($1::date)', [month]);
  }
  for (const [meterId, zone, day, value] of readings) {
    await pool.query(
      `insert into settlements.reading
       values ($1, $2, $3, $4::date, 1, $5::numeric * 1000000, 'consumer', 'test',
               $4::date + time '10:00', null)`,
      [hromada, meterId, zone, day, value],
    );
  }
}

async function billOctober(parts: {
  readonly worker: DatabaseHandle;
  readonly operations: Operations;
  readonly clock: Clock;
}): Promise<void> {
  const started = await parts.operations.carryOut(startBillingRun, system, {
    billerId: String(waterUtility),
    hromadaId: hromada,
    period: '2026-10',
  });
  if (started.kind !== 'done') throw new Error(`the run did not start: ${started.kind}`);
  const { pool } = parts.worker;
  await runBilling({ pool, seal: chunkSeal(parts.clock), concurrency: 1 }, started.value.runId);
}

export { account as billedAccount };
