import { withClient } from '#platform/db/client.ts';
import type { DatabaseHandle } from '#platform/db/database.ts';
import type pg from 'pg';
import { seedSettlements } from '../seed-settlements.ts';

const hromada = 7;

function id(counter: number): bigint {
  return (BigInt(hromada) << 32n) + BigInt(counter);
}

/**
 * One house of one hromada for the tests of readings: two flats of the water utility, which takes
 * readings from the 20th to the 5th and bills its own services; electricity by another provider.
 */
export const smallTown = {
  hromada,
  waterUtility: 1n,
  energySupplier: 2n,
  stranger: 3n,
  building: id(1),
  account: id(101),
  neighbour: id(102),
  waterMeter: id(201),
  zonedMeter: id(202),
  removedMeter: id(203),
  neighbourMeter: id(204),
  houseMeter: id(205),
  /** Accounts of `plantAccounts` begin here, and so do their meters. */
  firstOfMany: id(1_000_001),
} as const;

/** Numbers of the law, as a fresh platform has them. */
export async function seedNumbers(handle: DatabaseHandle): Promise<void> {
  await seedSettlements(handle.db, Temporal.Instant.from('2026-01-01T00:00:00Z'));
}

export async function plantSmallTown(pool: pg.Pool): Promise<void> {
  const { waterUtility, energySupplier, stranger, building } = smallTown;
  await pool.query(
    `insert into registry.territory
       (territory_id, code, category, name, search_key, origin, in_force)
     overriding system value
     values ($1, 'UA12345678901234567', 'H', 'Зразківська', 'зразківська', 'demonstration', '[2020-01-01,)')`,
    [hromada],
  );
  await pool.query(
    `insert into registry.subject (subject_id, kind, name, short_name, reading_window, search_key)
     overriding system value
     values ($1, 'provider', 'Водоканал', 'Водоканал', '{"from": 20, "to": 5}', ''),
            ($2, 'provider', 'Енергозбут', 'Енергозбут', null, ''),
            ($3, 'provider', 'Чужі мережі', 'Чужі мережі', null, '')`,
    [waterUtility, energySupplier, stranger],
  );
  await pool.query(
    `insert into registry.building (hromada_id, building_id, settlement_id, street, house_number,
       kind, storeys, total_area_m2, heated_area_m2, search_key)
     values ($1, $2, $1, 'Шкільна', '1', 'apartment', 2, 100, 90, '')`,
    [hromada, building],
  );
  await plantDwellings(pool);
  await plantMeters(pool);
}

async function plantDwellings(pool: pg.Pool): Promise<void> {
  const { building, waterUtility, energySupplier, account, neighbour } = smallTown;
  for (const [key, number] of [
    [account, '0000101'],
    [neighbour, '0000102'],
  ] as const) {
    await pool.query(
      `insert into registry.premises values ($1, $2, $3, $4, 'flat', 50, 45, 'central')`,
      [hromada, key, building, number],
    );
    await pool.query(
      `insert into registry.account
       values ($1, $2, $3, $4, $5, $2, 'Шевченко Олена', 2, '2019-01-01', null)`,
      [hromada, key, waterUtility, number, building],
    );
    await pool.query(
      `insert into registry.account_service
       select $1, $2, s.service, '[2019-01-01,)', $3, s.provider, 'individual', 'meter', 'population'
       from unnest($4::text[], $5::bigint[]) as s (service, provider)`,
      [
        hromada,
        key,
        building,
        ['cold-water', 'electricity-supply'],
        [waterUtility, energySupplier],
      ],
    );
  }
}

async function plantMeters(pool: pg.Pool): Promise<void> {
  const { account, neighbour, building } = smallTown;
  const meters: readonly unknown[][] = [
    [smallTown.waterMeter, account, 'cold-water', 'W-201', 5, 3, 1, null],
    [smallTown.zonedMeter, account, 'electricity-supply', 'E-202', 6, 1, 2, null],
    [smallTown.removedMeter, account, 'cold-water', 'W-203', 5, 3, 1, '2026-05-31'],
    [smallTown.neighbourMeter, neighbour, 'cold-water', 'W-204', 5, 3, 1, null],
    [smallTown.houseMeter, null, 'cold-water', 'H-205', 7, 3, 1, null],
  ];
  for (const [meter, owner, service, serial, digits, decimals, zones, removedOn] of meters) {
    await pool.query(
      `insert into registry.meter values ($1, $2, $3, $4::bigint, $4::bigint, $5, $6, $7, $8, $9,
         '2019-01-01', '2030-01-01', $10)`,
      [hromada, meter, building, owner, service, serial, digits, decimals, zones, removedOn],
    );
  }
}

/** So many further accounts of the water utility, each with a water meter; numbers are 8 digits. */
export async function plantAccounts(pool: pg.Pool, count: number): Promise<void> {
  const { building, waterUtility, firstOfMany } = smallTown;
  await inBulk(pool, async (client) => {
    await client.query(
      `insert into registry.account
       select $1, $3::bigint + n, $5, (10000000 + n)::text, $2, $3::bigint + n, '', 2,
              '2019-01-01', null
       from generate_series(0, $4::int - 1) as n`,
      [hromada, building, firstOfMany, count, waterUtility],
    );
    await client.query(
      `insert into registry.meter
       select $1, $3::bigint + n, $2, $3::bigint + n, $3::bigint + n, 'cold-water', 'M-' || n,
              5, 3, 1, '2019-01-01', '2030-01-01', null
       from generate_series(0, $4::int - 1) as n`,
      [hromada, building, firstOfMany, count],
    );
  });
  await pool.query('analyze registry.account, registry.meter');
}

/** Without a limit of time and without the checks that the planted rows are known to pass. */
export async function inBulk(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<void>,
): Promise<void> {
  await withClient(pool, async (client) => {
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    await client.query('set local session_replication_role = replica');
    await work(client);
    await client.query('commit');
  });
}
