import type { Service } from '#kernel/service.ts';
import type { Database } from '#platform/db/database.ts';
import { sql } from 'kysely';
import type { TerritoryCategory } from './territory.ts';

/**
 * Where a subject has consumers, and as what: as the biller of accounts it sees all of each; as
 * the provider of a service on accounts that another bills, its own service only.
 */
export interface SubjectPlace {
  readonly hromadaId: number;
  readonly hromadaName: string;
  readonly category: TerritoryCategory;
  readonly as: 'biller' | 'provider';
  /** Who forms the bills: the subject itself, or of several others the first. */
  readonly billerId: bigint;
  /** Accounts open on the day. */
  readonly accounts: number;
}

/**
 * Places of a subject by the names of their hromadas. Which billers a hromada has is found by a
 * loose index scan: as many probes as there are pairs, however many accounts.
 */
export async function listSubjectPlaces(
  db: Database,
  subjectId: bigint,
  on: Temporal.PlainDate,
): Promise<readonly SubjectPlace[]> {
  const { rows } = await sql<SubjectPlace>`-- prepared: subject-places
    with recursive numbering (hromada_id, biller_id) as (
      (select hromada_id, biller_id from registry.billed_account
       order by hromada_id, biller_id limit 1)
      union all
      select next.hromada_id, next.biller_id from numbering
      cross join lateral (
        select billed.hromada_id, billed.biller_id
        from registry.billed_account billed
        where (billed.hromada_id, billed.biller_id)
            > (numbering.hromada_id, numbering.biller_id)
        order by billed.hromada_id, billed.biller_id limit 1
      ) next
    ), hromada as (
      select hromada_id, bool_or(biller_id = ${subjectId}) as bills,
             min(biller_id) filter (where biller_id <> ${subjectId}) as other_biller
      from numbering group by hromada_id
    ), place as (
      select hromada.hromada_id, 'biller' as as_what, ${subjectId}::bigint as biller_id, (
        select count(*)::int from registry.account account
        where account.hromada_id = hromada.hromada_id and account.biller_id = ${subjectId}
          and ${isOpen(on)}) as accounts
      from hromada where hromada.bills
      union all
      select hromada.hromada_id, 'provider', hromada.other_biller, (
        select count(distinct account.account_id)::int from registry.account_service served
        join registry.account account
          on (account.hromada_id, account.account_id) = (served.hromada_id, served.account_id)
        where served.provider_id = ${subjectId} and served.hromada_id = hromada.hromada_id
          and served.valid @> ${on}::date and account.biller_id <> ${subjectId}
          and ${isOpen(on)})
      from hromada where hromada.other_biller is not null
    )
    select place.hromada_id as "hromadaId", unit.name as "hromadaName", unit.category,
           place.as_what as as, place.biller_id as "billerId", place.accounts
    from place join registry.territory unit on unit.territory_id = place.hromada_id
    where place.accounts > 0
    order by unit.name collate "uk-x-icu", place.hromada_id, place.as_what`.execute(db);
  return rows;
}

function isOpen(on: Temporal.PlainDate) {
  return sql`account.opened_on <= ${on}
    and (account.closed_on is null or account.closed_on > ${on})`;
}

/** A service of a provider on the accounts of one biller in a hromada. */
export interface BilledService {
  readonly providerId: bigint;
  readonly service: Service;
  /** Category of consumers whose tariff they pay. */
  readonly category: string;
  readonly accounts: number;
}

/** What the accounts of a biller receive on a day, and from whom. */
export async function listBilledServices(
  db: Database,
  biller: { readonly subjectId: bigint; readonly hromadaId: number },
  on: Temporal.PlainDate,
): Promise<readonly BilledService[]> {
  const { rows } = await sql<BilledService>`
    select served.provider_id as "providerId", served.service, served.category,
           count(*)::int as accounts
    from registry.account account
    join registry.account_service served
      on (served.hromada_id, served.account_id) = (account.hromada_id, account.account_id)
    where account.hromada_id = ${biller.hromadaId} and account.biller_id = ${biller.subjectId}
      and ${isOpen(on)} and served.valid @> ${on}::date
    group by served.provider_id, served.service, served.category
    order by served.service, served.provider_id, served.category`.execute(db);
  return rows;
}

/** Whether all that a subject does on a day is within a territory, and it does something there. */
export async function isSubjectWithin(
  db: Database,
  subjectId: bigint,
  { territoryId, on }: { readonly territoryId: number; readonly on: Temporal.PlainDate },
): Promise<boolean> {
  const { rows } = await sql<{ within: boolean | null }>`
    with recursive numbering (hromada_id, biller_id) as (
      (select hromada_id, biller_id from registry.billed_account
       order by hromada_id, biller_id limit 1)
      union all
      select next.hromada_id, next.biller_id from numbering
      cross join lateral (
        select billed.hromada_id, billed.biller_id
        from registry.billed_account billed
        where (billed.hromada_id, billed.biller_id)
            > (numbering.hromada_id, numbering.biller_id)
        order by billed.hromada_id, billed.biller_id limit 1
      ) next
    ), place as (
      select hromada_id as territory_id from numbering where biller_id = ${subjectId}
      union
      select territory_id from registry.provision_right
      where provider_id = ${subjectId} and term && daterange(${on}::date, null)
    )
    select bool_and(exists (
      select from registry.territory_closure way
      where way.ancestor_id = ${territoryId} and way.descendant_id = place.territory_id
    )) as within from place`.execute(db);
  return rows[0]?.within === true;
}
