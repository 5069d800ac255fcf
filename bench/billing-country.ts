import { addPeriods, firstDay, periodsBetween, type Period } from '#kernel/period.ts';
import { services } from '#kernel/service.ts';
import { scopeChecks } from '#modules/access/index.ts';
import { seedSettlements, startBillingRun } from '#modules/settlements/index.ts';
import { systemClock } from '#platform/clock.ts';
import type { DatabaseHandle } from '#platform/db/database.ts';
import { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import { planCountry } from '#tools/generator/country.ts';
import { loadCountry, loadTariffs } from '#tools/generator/load.ts';
import { demonstrationTariffs } from '#tools/generator/tariffs.ts';
import type pg from 'pg';
import { insertProvider, insertTerritories } from './billing-data.sql.ts';

const seed = 1039;
const accountsPerHromada = 20_000;

/** Where one biller bills. */
export interface Place {
  readonly hromadaId: number;
  readonly billerId: bigint;
}

/** A country of whole hromadas with readings of the month to bill and of the one before. */
export async function makeCountry(
  worker: DatabaseHandle,
  root: pg.Client,
  { accounts, month }: { readonly accounts: number; readonly month: Period },
): Promise<readonly Place[]> {
  const count = Math.max(1, Math.round(accounts / accountsPerHromada));
  const territories = await insertTerritories(root, count);
  const billerId = await insertProvider(root);
  const providers = Object.fromEntries(
    services.filter((service) => service !== 'hot-water').map((service) => [service, billerId]),
  );
  for (const needed of periodsBetween(addPeriods(month, -2), addPeriods(month, 1))) {
    await root.query('select settlements.ensure_month($1)', [firstDay(needed).toString()]);
  }
  const country = planCountry({
    seed,
    from: addPeriods(month, -1),
    months: 2,
    hromadas: territories.map((hromadaId, index) => ({
      hromadaId,
      settlementId: hromadaId,
      code: `UA99${String(index).padStart(15, '0')}`,
      accounts: Math.round(accounts / count),
      billerId,
      providers,
    })),
  });
  await loadCountry(worker.pool, country);
  await loadTariffs(
    worker.pool,
    territories.flatMap((territoryId, index) =>
      demonstrationTariffs({
        seed,
        from: addPeriods(month, -1),
        code: `UA99${String(index).padStart(15, '0')}`,
        territoryId,
        localAuthority: 'Bench',
        providers,
        heat: 'one-part',
      }),
    ),
  );
  await seedSettlements(worker.db, systemClock.now());
  await root.query('vacuum analyze');
  return territories.map((hromadaId) => ({ hromadaId, billerId }));
}

/** Starts the run of a month in each place; nobody works on it yet. */
export async function startRuns(
  worker: DatabaseHandle,
  places: readonly Place[],
  billed: Period,
): Promise<readonly bigint[]> {
  const operations = new Operations({
    db: worker.db,
    users: worker.db,
    clock: systemClock,
    scopes: scopeChecks,
    audit: { inside: () => Promise.resolve(), apart: () => Promise.resolve() },
  });
  const runs: bigint[] = [];
  for (const { hromadaId, billerId } of places) {
    const started = await operations.carryOut(startBillingRun, system, {
      billerId: String(billerId),
      hromadaId,
      period: billed,
    });
    if (started.kind !== 'done') throw new Error(JSON.stringify(started));
    runs.push(started.value.runId);
  }
  return runs;
}
