import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { sealHolder } from '#modules/registry/holder.ts';
import { testSecrets } from '#test/secrets.ts';
import { actorKey, type Principal } from '#platform/principal.ts';
import type { AccessOffice } from './access-office.ts';
import { accountRelations, type AccountRelation, type MatrixPrincipal } from './matrix-town.ts';

const { hromada, waterUtility, energySupplier, stranger, waterMeter, neighbourMeter } = smallTown;

/** Of the accounts of the matrix, those that are there. */
export const plantedAccounts = Object.entries(accountRelations).filter(
  (entry): entry is [Exclude<AccountRelation, 'missing'>, bigint] => entry[0] !== 'missing',
);

/** Who bills each account of the matrix. */
export const billerOf: Readonly<Record<Exclude<AccountRelation, 'missing'>, bigint>> = {
  own: waterUtility,
  'same house': waterUtility,
  'same provider': waterUtility,
  'same hromada': stranger,
  'other hromada': 4n,
  'other oblast': 5n,
  deleted: waterUtility,
};

/** The meter of each account of the matrix. */
export const meterOf: Readonly<Record<AccountRelation, bigint>> = {
  own: waterMeter,
  'same house': neighbourMeter,
  'same provider': 9_301n,
  'same hromada': 9_302n,
  'other hromada': 9_303n,
  'other oblast': 9_304n,
  deleted: 9_305n,
  missing: 9_999n,
};

/** Runs are planted in the order of their accounts' billers. */
const runs = new Map<string, bigint>();
export const runOf = (relation: string): bigint => runs.get(relation) ?? 999n;

/** The month that everything planted is of. */
export const plantedMonth = '2026-09-01';

/** Numbers that stand nowhere but in the rows of one account, and in no other number. */
const sumOf = (at: number) => 73_310_070_037n + BigInt(at) * 1_000_003n;

/** A payment of each account, by its place among the relations. */
export const paymentOf = (at: number) => `00000000-0000-4000-8000-00000000000${at}`;

/** What must not come out of the rows of an account: a name, sums, a number, a reading. */
export function canariesOf(relation: string): readonly string[] {
  const at = plantedAccounts.findIndex(([one]) => one === relation);
  if (at < 0) return [];
  return [`Канарка-${at}-`, String(sumOf(at)), `КВ-${at}-`, String(readingOf(at))];
}

const readingOf = (at: number) => 61_700_000n + BigInt(at) * 1_009n;

interface Planted {
  readonly relation: Exclude<AccountRelation, 'missing'>;
  readonly accountId: bigint;
  readonly at: number;
}

/** A row of each account in every table of settlements. */
export async function plantMoney(office: AccessOffice): Promise<void> {
  const { pool } = office.database;
  await pool.query('select settlements.ensure_month($1)', [plantedMonth]);
  for (const [at, [relation, accountId]] of plantedAccounts.entries()) {
    const planted = { relation, accountId, at };
    await plantBill(office, planted);
    await plantMovements(office, planted);
    await plantMeter(office, planted);
  }
  for (const providerId of [waterUtility, stranger]) {
    await pool.query(
      `with import as (
         insert into settlements.reading_import (import_id, provider_id, file_name, file_format,
           file_sha256, period, state, created_by, created_at)
         values (gen_random_uuid(), $1, 'f.csv', 'csv', '', '2026-09', 'done', 'test', now())
         returning import_id)
       insert into settlements.reading_import_line
       select import_id, 1, 'reason', 'Уривок-' || $1::text from import`,
      [providerId],
    );
  }
}

async function plantBill({ database: { pool } }: AccessOffice, planted: Planted): Promise<void> {
  const { relation, accountId, at } = planted;
  const place = Number(accountId >> 32n);
  const sum = sumOf(at);
  const key = { hromadaId: place, accountId };
  const sealed = await sealHolder(testSecrets, key, `Канарка-${at}-`);
  await pool.query('update registry.account set holder_name = $2 where account_id = $1', [
    accountId,
    sealed,
  ]);
  const { rows } = await pool.query<{ run_id: bigint }>(
    `insert into settlements.billing_run
       (hromada_id, biller_id, period, state, accounts, started_by, started_at)
     values ($1, $2, $3, 'done', 1, 'test', now())
     on conflict (hromada_id, biller_id, period) do update set accounts = 1 returning run_id`,
    [place, billerOf[relation], plantedMonth],
  );
  const runId = rows[0]?.run_id ?? 0n;
  if (billerOf[relation] === stranger) runs.set('other', runId);
  const line = (provider: bigint, due: bigint) => [
    ...['cold-water', Number(provider), 0, Number(due), 0, 0, Number(due)],
  ];
  // The supplier of electricity has a line in the bill of the consumer's own account alone.
  const services = [line(billerOf[relation], sum)];
  if (relation === 'own') services.push(line(energySupplier, 0n));
  await pool.query(
    `insert into settlements.bill (hromada_id, account_id, period, run_id, number, issued_at,
       due_on, opening, charged, corrected, paid, due, services)
     values ($1, $2, $3, $4, 'КВ-' || $5::text || '-', now(), '2026-10-20', 0, $6, 0, 0, $6, $7)`,
    [place, accountId, plantedMonth, runId, at, sum, JSON.stringify(services)],
  );
  await pool.query(
    `insert into settlements.billing_question values ($1, $2, $3, 'cold-water', 'no-reading', $4)`,
    [runId, place, accountId, JSON.stringify({ canary: `Канарка-${at}-` })],
  );
}

async function plantMovements(
  { database: { pool } }: AccessOffice,
  { relation, accountId, at }: Planted,
): Promise<void> {
  const place = Number(accountId >> 32n);
  const providerId = billerOf[relation];
  const values = [place, accountId, plantedMonth, providerId, sumOf(at)];
  await pool.query(
    `insert into settlements.charge values ($1, $2, $3, 1, 'cold-water', 'volume', $4, 1, 'fixed',
       30, 1, 1, $5, 0, '{"parts": [], "inputs": {}}')`,
    values,
  );
  await pool.query(
    `insert into settlements.transfer values ($1, $2, $3, 'run:1', 1, 'charge', 'cold-water', $4,
       'receivable', 'income', $5, now(), $4)`,
    values,
  );
  // Whoever bills the account sees another's line in it too.
  if (relation === 'own') {
    await pool.query(
      `insert into settlements.transfer values ($1, $2, $3, 'run:1', 2, 'charge',
         'electricity-supply', $4, 'receivable', 'income', 1, now(), $5)`,
      [place, accountId, plantedMonth, energySupplier, providerId],
    );
  }
  await pool.query(
    `insert into settlements.correction values ($1, gen_random_uuid(), $2, 'cold-water', $4,
       '2026-08-01', $3, $5, 'Канарка-' || $6::text || '-', 'А-1', '2026-09-02', 'test', now(), $4)`,
    [...values, at],
  );
  await pool.query(
    `insert into settlements.payment values ($1::uuid, $2, $3, $4, 'order-' || $1::uuid::text, $5, 'gateway', 'paid',
       null, 'test', '2026-09-05', '2026-09-05', $4)`,
    [paymentOf(at), place, accountId, plantedMonth, sumOf(at)],
  );
  await pool.query(
    `insert into settlements.receipt values ($1, 'КВ-' || $2::text || '-', now(), 'full', '[]')`,
    [paymentOf(at), at],
  );
  await pool.query(
    `insert into settlements.payment_notice (payment_id, received_at, verdict, digest)
     values ($1, now(), 'accepted', 'Канарка-' || $2::text || '-')`,
    [paymentOf(at), at],
  );
  await pool.query('insert into settlements.account_version values ($1, $2, $3)', [
    ...[place, accountId, sumOf(at)],
  ]);
}

async function plantMeter(
  { database: { pool } }: AccessOffice,
  { relation, accountId, at }: Planted,
): Promise<void> {
  const place = Number(accountId >> 32n);
  await pool.query(
    `insert into registry.meter
     select $1, $2, a.building_id, a.premises_id, a.account_id, 'cold-water', 'КВ-' || $4::text,
       5, 3, 1, '2019-01-01', '2030-01-01', null
     from registry.account a where a.account_id = $3 on conflict do nothing`,
    [place, meterOf[relation], accountId, at],
  );
  await pool.query(
    `insert into registry.account_service
     select $1, $2, 'hot-water', '[2019-01-01,)', a.building_id, a.biller_id, 'individual', 'meter',
       'population', a.biller_id
     from registry.account a where a.account_id = $2`,
    [place, accountId],
  );
  await pool.query(
    `insert into settlements.reading values ($1, $2, 0, '2026-09-10', 1, $3, 'consumer', 'test',
       now(), null)`,
    [place, meterOf[relation], readingOf(at)],
  );
}

/** A row of each person in every table of people's own things. */
export async function plantPeople(
  office: AccessOffice,
  principals: readonly MatrixPrincipal[],
): Promise<void> {
  const { pool } = office.database;
  await pool.query(
    `insert into access.person (person_id, created_at)
     overriding system value values (900, now()) on conflict do nothing`,
  );
  const acting = new Map<bigint, Principal>();
  for (const { principal } of principals) {
    if (principal.personId !== null) acting.set(principal.personId, principal);
  }
  for (const personId of acting.keys()) await plantPerson(office, personId);
  await pool.query(
    `insert into access.ownership_answer
       (query_id, request_id, purpose, answered_at, answer, evidence_next_try_at)
     select gen_random_uuid(), request_id, 'test', now(), 'owner', now()
     from access.ownership_request`,
  );
  for (const actor of new Set(principals.map(({ principal }) => actorKey(principal)))) {
    await pool.query(
      `insert into platform.idempotency_key values ('key-of-one', 'command', $1, '{}', now())`,
      [actor],
    );
  }
  await pool.query(
    `insert into access.owner_change
       (hromada_id, account_id, biller_id, changed_on, recorder_id, recorded_at)
     select hromada_id, account_id, biller_id, '2026-10-01', 900, now() from registry.account`,
  );
  await plantOffices(office);
}

async function plantPerson(office: AccessOffice, personId: bigint): Promise<void> {
  const db = queryableOf(office.app.db);
  const hash = Buffer.alloc(32, Number(personId % 251n));
  for (const statement of [
    `insert into access.contact_code values (gen_random_uuid(), $1, 'email', $2, $2, 0, now())`,
    `insert into access.code_generator values (gen_random_uuid(), $1, $2, 'Код', now())`,
    `insert into access.passkey (person_id, credential_id, public_key, counter, transports, name,
       added_at) select $1, encode($2, 'hex'), $2, 0, '{}', 'Ключ', now()`,
    `insert into access.recovery_code values ($1, $2, $2, now())`,
    `insert into access.factor_attempt (person_id, address_index, attempted_at)
     values ($1, $2, now())`,
    `insert into access.kept_form values (gen_random_uuid(), $1, $2, $2, now())`,
    `insert into access.link_attempt (person_id, attempted_at, connected, way)
     select $1, now(), $2::bytea is null, 'code'`,
    `insert into access.pending_sign_in values ($2, $1, 'bank_id', '/', 0, now())`,
    `insert into access.sign_in_attempt select $2, $2, '/' || $1::bigint, now()`,
    `insert into access.key_challenge
     select gen_random_uuid(), $2, 'text ' || $1::bigint, '/', null, now()`,
    `insert into platform.session (token_hash, session_id, person_id, principal, names, method,
       device, csrf_secret, created_at, seen_at, proved_at, expires_at)
     select $2, gen_random_uuid(), $1, '{}', $2, 'bank_id', 'Test', '', now(), now(), now(), now()`,
    `insert into access.link_request
       (person_id, hromada_id, account_id, biller_id, capacity, asked_at)
     select $1, hromada_id, account_id, biller_id, 'tenant', now()
     from registry.account where $2::bytea is not null`,
    `insert into access.ownership_request
       (person_id, account_number, biller_edrpou, asked_at, next_try_at)
     select $1, encode($2, 'hex'), '32855961', now(), now()`,
    `insert into access.factor_removal (person_id, remover_id, removed_at, ground)
     select $1::bigint, min(person_id), now(), $2 from access.person where person_id <> $1`,
    `insert into access.person_search (searcher_id, rnokpp_index, person_id, searched_at)
     values ($1, $2, $1, now())`,
  ]) {
    await db.query(statement, [personId, hash]);
  }
}

/** An official of the utility and one of another body, each with something decided about them. */
async function plantOffices({ database: { pool } }: AccessOffice): Promise<void> {
  for (const [membershipId, subjectId] of [
    [900n, waterUtility],
    [901n, 4n],
  ] as const) {
    await pool.query(
      `insert into access.membership (membership_id, person_id, role, subject_id, valid)
       overriding system value values ($1, 900, 'provider', $2, '[2020-01-01,)')`,
      [membershipId, subjectId],
    );
    await pool.query(
      `insert into access.membership_event
         (membership_id, kind, at, actor, request_id, ground)
       values ($1, 'granted', now(), 'test', 1, '1039:29.1')`,
      [membershipId],
    );
    await pool.query(
      `insert into access.house
         (subject_id, hromada_id, building_id, biller_id, basis, asked_at)
       select $1, hromada_id, building_id, $1, 'Канарка', now() from registry.building limit 1`,
      [subjectId],
    );
  }
}

/** A version, a signature, a delivery, a number and a record of each document. */
export async function plantDocumentParts({ database: { pool } }: AccessOffice): Promise<void> {
  const address = 'a'.repeat(64);
  for (const statement of [
    `insert into documents.version
     select hromada_id, document_id, 1, '[{}, {}]', now(), 'test' from documents.document`,
    `insert into documents.signature (hromada_id, signature_id, document_id, version, slot, address,
       received_at, received_from)
     select hromada_id, gen_random_uuid(), document_id, 1, 1, '${address}', now(), 'test'
     from documents.document`,
    `insert into documents.delivery
     select hromada_id, document_id, holder, 'M-' || document_id || '-' || slot, now(), now(),
       'in-working-time' from documents.party where slot = 2`,
    `insert into documents.registration
     select 'letter', 2026, document_id, 'L-' || document_id, hromada_id, document_id, 1, now()
     from documents.document where state = 'registered'`,
    `insert into documents.record
     select hromada_id, document_id, '${address}', '${address}', now() from documents.document
     where state = 'registered'`,
  ]) {
    await pool.query(statement);
  }
}

export { hromada };
