import type { Service } from '#kernel/service.ts';
import type { Database } from '#platform/db/database.ts';
import { sql, type RawBuilder } from 'kysely';
import { houseOrder } from './buildings.sql.ts';
import type { PremisesKind } from './dwelling.ts';
import type { SubjectPlace } from './subject-places.sql.ts';
import { addressLine } from './texts.uk.ts';

/** An account as a row of its biller's or provider's list. */
export interface SubjectAccount {
  readonly hromadaId: number;
  readonly accountId: bigint;
  readonly number: string;
  readonly address: string;
  /** Sealed. */
  readonly holder: Buffer;
  readonly residents: number;
  /** To a provider only its own. */
  readonly services: readonly Service[];
}

export type SubjectAccountOrder = 'number' | 'address' | 'residents';

export interface SubjectAccountSearch extends Pick<SubjectPlace, 'hromadaId' | 'as'> {
  readonly subjectId: bigint;
  readonly on: Temporal.PlainDate;
  /**
   * Beginning of a number; or a street with its house, or else a holder by surname, with the given
   * name or the whole name behind it.
   */
  readonly find:
    | { readonly numberStart: string }
    | { readonly addressKey: string; readonly holderIndex: Buffer }
    | null;
  /** Only these accounts. */
  readonly among: readonly bigint[] | null;
}

export interface SubjectAccountPage {
  readonly order: SubjectAccountOrder;
  readonly descending: boolean;
  readonly limit: number;
  readonly offset: number;
}

type SubjectAccountRow = Omit<SubjectAccount, 'address'> & AddressRow;

interface AddressRow {
  readonly street: string;
  readonly houseNumber: string;
  readonly premisesNumber: string;
  readonly premisesKind: PremisesKind;
}

const addressColumns = sql`
  building.street, building.house_number as "houseNumber",
  premises.number as "premisesNumber", premises.kind as "premisesKind"`;

const accountWithAddress = sql`
  registry.account account
  join registry.building building using (hromada_id, building_id)
  join registry.premises premises
    on (premises.hromada_id, premises.premises_id) = (account.hromada_id, account.premises_id)`;

/** Accounts of a subject in a place that meet every condition, in the order asked for. */
export async function listSubjectAccounts(
  db: Database,
  search: SubjectAccountSearch,
  page: SubjectAccountPage,
): Promise<readonly SubjectAccount[]> {
  const { order, descending, limit, offset } = page;
  return readAccounts(
    db,
    { search, called: `subject-accounts-${order}-${descending ? 'down' : 'up'}` },
    sql`where ${conditions(search)} order by ${orderOf(page)} limit ${limit} offset ${offset}`,
  );
}

/** The next accounts by number behind one of them: for files, however many accounts there are. */
export async function listSubjectAccountsAfter(
  db: Database,
  search: SubjectAccountSearch,
  after: Pick<SubjectAccount, 'number' | 'accountId'> | null,
  limit: number,
): Promise<readonly SubjectAccount[]> {
  const behind =
    after === null
      ? sql`true`
      : sql`(account.number, account.account_id) > (${after.number}, ${after.accountId})`;
  return readAccounts(
    db,
    { search, called: after === null ? 'first-subject-accounts' : 'next-subject-accounts' },
    sql`where ${conditions(search)} and ${behind}
        order by account.number, account.account_id limit ${limit}`,
  );
}

export async function countSubjectAccounts(
  db: Database,
  search: SubjectAccountSearch,
): Promise<number> {
  const { rows } = await sql<{ accounts: number }>`${prepared('count-subject-accounts', search)}
    select count(*)::int as accounts from ${accountWithAddress}
    where ${conditions(search)}`.execute(db);
  return rows[0]?.accounts ?? 0;
}

async function readAccounts(
  db: Database,
  { search, called }: { readonly search: SubjectAccountSearch; readonly called: string },
  condition: RawBuilder<unknown>,
): Promise<readonly SubjectAccount[]> {
  const { rows } = await sql<SubjectAccountRow>`${prepared(called, search)}
    select account.hromada_id as "hromadaId", account.account_id as "accountId", account.number,
           account.holder_name as holder, account.residents, ${addressColumns}, array(
             select served.service from registry.account_service served
             where ${servedBy(search)} order by served.service) as services
    from ${accountWithAddress} ${condition}`.execute(db);
  return rows.map(accountFrom);
}

/** What is asked for without a search is the same statement each time. */
function prepared(name: string, { as, find, among }: SubjectAccountSearch): RawBuilder<unknown> {
  return find === null && among === null ? sql.raw(`-- prepared: ${name}-of-${as}`) : sql``;
}

function accountFrom(row: SubjectAccountRow): SubjectAccount {
  const { street, houseNumber, premisesNumber, premisesKind, ...account } = row;
  const address = addressOf({ street, houseNumber, premisesNumber, premisesKind });
  return { ...account, address };
}

function addressOf({ street, houseNumber, premisesNumber, premisesKind }: AddressRow): string {
  const premises = { number: premisesNumber, kind: premisesKind };
  return addressLine({ street, houseNumber, premises });
}

/** Services of the account on the day that the subject may see. */
function servedBy({ subjectId, as, on }: SubjectAccountSearch): RawBuilder<unknown> {
  return sql`served.hromada_id = account.hromada_id and served.account_id = account.account_id
    and served.valid @> ${on}::date
    and (${as === 'biller'} or served.provider_id = ${subjectId})`;
}

function conditions(search: SubjectAccountSearch): RawBuilder<unknown> {
  const { subjectId, hromadaId, as, on, find, among } = search;
  const found = [
    sql`account.hromada_id = ${hromadaId}`,
    sql`account.opened_on <= ${on} and (account.closed_on is null or account.closed_on > ${on})`,
    as === 'biller'
      ? sql`account.biller_id = ${subjectId}`
      : sql`account.biller_id <> ${subjectId} and exists (
          select from registry.account_service served where ${servedBy(search)})`,
  ];
  if (among !== null) found.push(sql`account.account_id = any(${among}::bigint[])`);
  if (find !== null) found.push(matches(find));
  return sql.join(found, sql` and `);
}

function matches(find: NonNullable<SubjectAccountSearch['find']>): RawBuilder<unknown> {
  if ('numberStart' in find) return sql`starts_with(account.number, ${find.numberStart})`;
  return sql`(building.search_key like ${`%${find.addressKey}%`}
    or ${find.holderIndex} = any(account.holder_index))`;
}

const houseDescending = sql`
  substring(building.house_number from '^[0-9]{1,9}')::integer desc nulls first,
  building.house_number collate "uk-x-icu" desc`;

const premisesNumber = sql`substring(premises.number from '^[0-9]{1,9}')::integer`;

/** The way of the first column, and whether it goes down. */
type Ordering = (way: RawBuilder<unknown>, descending: boolean) => RawBuilder<unknown>;

const orders: Readonly<Record<SubjectAccountOrder, Ordering>> = {
  number: (way) => sql`account.number ${way}, account.account_id ${way}`,
  residents: (way) => sql`account.residents ${way}, account.number, account.account_id`,
  address: (way, descending) => sql`
    building.street collate "uk-x-icu" ${way}, ${descending ? houseDescending : houseOrder},
    ${premisesNumber} ${descending ? sql`desc nulls first` : sql`nulls last`},
    account.account_id ${way}`,
};

function orderOf({ order, descending }: SubjectAccountPage): RawBuilder<unknown> {
  return orders[order](descending ? sql`desc` : sql``, descending);
}

export interface AccountLabel {
  readonly accountId: bigint;
  readonly number: string;
  readonly address: string;
}

/** Numbers and addresses of accounts by their ids, for lists that another module makes. */
export async function readAccountLabels(
  db: Database,
  hromadaId: number,
  accountIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, AccountLabel>> {
  const { rows } = await sql<Omit<AccountLabel, 'address'> & AddressRow>`
    select account.account_id as "accountId", account.number, ${addressColumns}
    from ${accountWithAddress}
    where account.hromada_id = ${hromadaId}
      and account.account_id = any(${accountIds}::bigint[])`.execute(db);
  return new Map(
    rows.map((row) => [
      row.accountId,
      { accountId: row.accountId, number: row.number, address: addressOf(row) },
    ]),
  );
}
