import type pg from 'pg';
import {
  addPeriods,
  firstDay,
  periodsBetween,
  previousPeriod,
  type Period,
} from '#kernel/period.ts';
import { copyIn, copyLine, type CopyValue } from '#platform/db/copy.ts';
import type { Country } from './country.ts';
import {
  accountServiceTable,
  accountTable,
  buildingTable,
  ensureMonth,
  insertTariff,
  insertTariffItem,
  meterTable,
  premisesTable,
  readingTable,
  setSequence,
  type CopyTable,
} from './load.sql.ts';
import { readings } from './readings.ts';
import {
  accounts,
  accountServices,
  buildings,
  meters,
  premises,
  sequences,
} from './registry-rows.ts';
import type { TariffPlan } from './tariffs.ts';

export interface LoadedCounts {
  readonly buildings: number;
  readonly premises: number;
  readonly accounts: number;
  readonly accountServices: number;
  readonly meters: number;
  readonly readings: number;
}

/** A piece of text is worth a step of the stream; a line is not. */
const pieceCharsMin = 32 * 1024;

/**
 * Streams the country into empty tables by COPY, all in one transaction: a failed load leaves
 * nothing. The territories and subjects it names must be there. Memory does not grow with the
 * country.
 */
export async function loadCountry(pool: pg.Pool, country: Country): Promise<LoadedCounts> {
  return inTransaction(pool, async (client) => {
    const load = <Row extends object>(table: CopyTable<Row>, rows: Iterable<Row>) =>
      copyIn(client, table.target, pieces(table, rows));
    for (const period of readingPeriods(country)) {
      await client.query(ensureMonth, [firstDay(period).toString()]);
    }
    const counts = {
      buildings: await load(buildingTable, buildings(country)),
      premises: await load(premisesTable, premises(country)),
      accounts: await load(accountTable, accounts(country)),
      accountServices: await load(accountServiceTable, accountServices(country)),
      meters: await load(meterTable, meters(country)),
      readings: await load(readingTable, readings(country)),
    };
    for (const { hromadaId, nextValue } of sequences(country)) {
      await client.query(setSequence, [hromadaId, nextValue]);
    }
    return counts;
  });
}

/** The months of the country and the one before, of which the opening readings are. */
function readingPeriods({ from, months }: Country): Period[] {
  return periodsBetween(previousPeriod(from), addPeriods(from, months - 1));
}

/** Writes tariffs with their structure, all or none. Returns how many. */
export async function loadTariffs(pool: pg.Pool, tariffs: readonly TariffPlan[]): Promise<number> {
  await inTransaction(pool, async (client) => {
    for (const tariff of tariffs) await writeTariff(client, tariff);
  });
  return tariffs.length;
}

async function writeTariff(client: pg.ClientBase, tariff: TariffPlan): Promise<void> {
  const { rows } = await client.query<{ tariff_id: bigint }>(insertTariff, [
    tariff.providerId,
    tariff.service,
    tariff.component,
    tariff.zone,
    tariff.territoryId,
    tariff.category,
    tariff.unit,
    tariff.netPrice,
    tariff.vatPercent,
    tariff.grossPrice,
    tariff.valid.from.toString(),
    tariff.valid.to?.toString() ?? null,
    tariff.decisionAuthority,
    tariff.decisionNumber,
    tariff.decisionOn.toString(),
    tariff.publishedOn.toString(),
  ]);
  const tariffId = rows[0]?.tariff_id;
  for (const [index, { title, netPrice }] of tariff.items.entries()) {
    await client.query(insertTariffItem, [tariffId, index + 1, title, netPrice]);
  }
}

function* pieces<Row extends object>(
  { fields }: CopyTable<Row>,
  rows: Iterable<Row>,
): Generator<string> {
  let piece = '';
  for (const row of rows) {
    piece += copyLine(fields.map((field) => row[field] as CopyValue));
    if (piece.length >= pieceCharsMin) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    // COPY does not go into tables under row-level security, but for their owner.
    await client.query('begin; set local role zhkp_owner; set local statement_timeout = 0');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
