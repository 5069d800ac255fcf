import { addPeriods, period } from '#kernel/period.ts';
import { scopeChecks } from '#modules/access/index.ts';
import { searchProviderAccountsQuery } from '#modules/settlements/provider/accounts/search-accounts.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { systemClock } from '#platform/clock.ts';
import { openDatabase, type DatabaseHandle } from '#platform/db/database.ts';
import { Operations } from '#platform/operations.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { makeDemonstration } from '#tools/demonstration/make.ts';
import { demonstrationSeed } from '#tools/demonstration/seed.ts';
import { measurePairs, pairsMin, report } from './harness.ts';
import { benchSecrets } from './secrets.ts';
import { benchDatabase, benchServer } from './server.ts';

const accounts = 300;
const lastMonth = period('2026-10');
const lists = 400;

/**
 * A provider's list of fifty accounts, each name of it opened, against the same list under a cipher
 * that knows what it opened before and so has nothing to do. No page is made: of a page the share
 * is smaller.
 */
export async function sealedBench(): Promise<void> {
  const server = await benchServer();
  const database = await benchDatabase(server.url, 'zhkp_bench_sealed');
  const worker = openDatabase({ url: database.url, role: 'zhkp_worker', statementTimeoutMs: 0 });
  const secrets = await benchSecrets();
  try {
    await makeDemonstration(worker, {
      ...{ secrets, seed: demonstrationSeed, accounts, from: addPeriods(lastMonth, -1), months: 2 },
      ...{ now: systemClock.now(), say: (text) => console.log(text) },
    });
    const { db } = worker;
    const audit = auditTrail(db);
    const clock = systemClock;
    const operations = new Operations({ db, users: db, clock, scopes: scopeChecks, audit });
    const biller = await billerOf(worker);
    const listing = (cipher: FieldCipher) => {
      const query = searchProviderAccountsQuery(cipher);
      return async () => {
        const began = performance.now();
        for (let list = 0; list < lists; list += 1) {
          const found = await operations.ask(query, biller, { subjectId: biller.subjectId });
          if (found.kind !== 'done' || found.value.rows.length < 50) throw new Error(found.kind);
        }
        return (performance.now() - began) / 1000;
      };
    };
    const [opening, knowing] = [listing(secrets), listing(remembering(secrets))];
    await opening();
    await knowing();
    const pairs = await measurePairs(pairsMin, opening, knowing);
    const measured = { unit: 'lists of 50 names', size: lists, pairs, facts: {} };
    await report('sealed', [measured], 'target: at most 1.05');
  } finally {
    await worker.close();
    await database.drop();
    await server.stop();
  }
}

function remembering(secrets: FieldCipher): FieldCipher {
  const known = new Map<string, Promise<string>>();
  return {
    ...secrets,
    open(place, sealed) {
      const opened = known.get(place.rowId) ?? secrets.open(place, sealed);
      known.set(place.rowId, opened);
      return opened;
    },
  };
}

async function billerOf({ pool }: DatabaseHandle): Promise<Principal> {
  const { rows } = await pool.query<{ biller_id: bigint }>(
    'select biller_id from registry.account group by 1 order by count(*) desc limit 1',
  );
  return { ...anonymous, role: 'provider', personId: 1n, subjectId: rows[0]?.biller_id ?? 0n };
}
