import { copyIn, copyLine } from '#platform/db/copy.ts';
import type pg from 'pg';

/** Tables that a run fills; what it writes besides is a row for each thousand accounts. */
export const resultTables = ['charge', 'bill', 'transfer'] as const;

export async function insertTerritories(
  client: pg.ClientBase,
  count: number,
): Promise<readonly number[]> {
  await copyIn(
    client,
    'registry.territory (code, category, name, search_key, origin, in_force)',
    Array.from({ length: count }, (_, index) =>
      copyLine([
        `UA99${String(index).padStart(15, '0')}`,
        'H',
        'Bench',
        'bench',
        'demonstration',
        '[2020-01-01,)',
      ]),
    ),
  );
  await client.query(
    `insert into registry.territory_closure (ancestor_id, descendant_id, depth)
     select territory_id, territory_id, 0 from registry.territory`,
  );
  const { rows } = await client.query<{ territory_id: number }>(
    'select territory_id from registry.territory order by territory_id',
  );
  return rows.map(({ territory_id }) => territory_id);
}

export async function insertProvider(client: pg.ClientBase): Promise<bigint> {
  const { rows } = await client.query<{ subject_id: bigint }>(
    `insert into registry.subject (kind, name, short_name, search_key)
     values ('provider', 'Bench', 'Bench', 'bench') returning subject_id`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no provider');
  return row.subject_id;
}

/** Takes back what a run of the month wrote, so that it can be run again. */
export async function forgetRuns(client: pg.ClientBase, suffix: string): Promise<void> {
  const month = `${suffix.replace('_', '-')}-01`;
  for (const table of resultTables) await client.query(`truncate settlements.${table}_${suffix}`);
  await client.query('delete from settlements.building_volume where period = $1', [month]);
  await client.query('delete from settlements.month_total where period = $1', [month]);
  await client.query('delete from settlements.peer_use where period = $1', [month]);
  await client.query(
    `delete from settlements.billing_question using settlements.billing_run r
     where r.run_id = billing_question.run_id and r.period = $1`,
    [month],
  );
  await client.query(
    `delete from settlements.billing_chunk using settlements.billing_run r
     where r.run_id = billing_chunk.run_id and r.period = $1`,
    [month],
  );
  await client.query('delete from settlements.billing_run where period = $1', [month]);
  await client.query('checkpoint');
}

/** Tables like those of the month, with the same keys and checks, for the floor. */
export async function makeFloorTables(client: pg.ClientBase, suffix: string): Promise<void> {
  await client.query('create schema if not exists floor');
  for (const table of resultTables) {
    await client.query(`drop table if exists floor.${table}`);
    await client.query(
      `create table floor.${table} (like settlements.${table}_${suffix} including all)`,
    );
  }
}

/** Invariants of a billed month; each must be zero. */
export async function countBroken(
  client: pg.ClientBase,
  suffix: string,
): Promise<Readonly<Record<string, bigint>>> {
  const month = `${suffix.replace('_', '-')}-01`;
  const ask = async (query: string) => {
    const { rows } = await client.query<{ broken: bigint }>(query);
    return rows[0]?.broken ?? -1n;
  };
  return {
    'bills whose lines do not sum to what was charged': await ask(
      `select count(*) as broken from settlements.bill_${suffix} b
       left join (select account_id, sum(amount) as amount from settlements.charge_${suffix}
                  group by account_id) c using (account_id)
       where b.charged <> coalesce(c.amount, 0)`,
    ),
    'bills whose ledger lines do not sum to what was charged': await ask(
      `select count(*) as broken from settlements.bill_${suffix} b
       left join (select account_id, sum(case when debit = 'receivable' then amount
                    else -amount end) as amount
                  from settlements.transfer_${suffix} where kind = 'charge'
                  group by account_id) t using (account_id)
       where b.charged <> coalesce(t.amount, 0)`,
    ),
    'kopiykas between debits and credits': await ask(
      `select (sum(d) - sum(c))::bigint as broken from (
         select sum(amount) as d, 0 as c from settlements.transfer_${suffix} group by debit
         union all
         select 0, sum(amount) from settlements.transfer_${suffix} group by credit) s`,
    ),
    'buildings whose flats do not sum to the building': await ask(
      `select count(*) as broken from settlements.building_volume v
       left join (select a.hromada_id, a.building_id, sum(c.volume) as volume
             from settlements.charge_${suffix} c join registry.account a
               using (hromada_id, account_id)
             where c.service = 'heat' and c.component = 'volume'
             group by a.hromada_id, a.building_id) f using (hromada_id, building_id)
       where v.period = '${month}' and v.total <> coalesce(f.volume, 0)`,
    ),
    'comparable households whose use is not that of their charges': await ask(
      `select count(*) as broken from (
         select service, basis, sum(accounts) as accounts, sum(volume) as volume,
                sum(amount) as amount
         from settlements.peer_use where period = '${month}' group by service, basis) p
       full join (
         select c.service, c.basis, count(*) as accounts, sum(c.volume) as volume,
                sum(c.amount) as amount
         from settlements.charge_${suffix} c
         join registry.account a using (hromada_id, account_id)
         join registry.premises r using (hromada_id, premises_id)
         where c.component = 'volume' and c.volume >= 0
           and case c.service when 'heat' then r.heated_area_m2 else a.residents end > 0
         group by c.service, c.basis) c using (service, basis)
       where (p.accounts, p.volume, p.amount) is distinct from (c.accounts, c.volume, c.amount)`,
    ),
    'accounts without a bill': await ask(
      `select (select count(*) from registry.account)
              - (select count(*) from settlements.bill_${suffix}) as broken`,
    ),
  };
}
