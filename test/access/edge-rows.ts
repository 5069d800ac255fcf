import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import type { AccessOffice } from './access-office.ts';
import { plantedMonth } from './canaries.ts';
import { accountRelations } from './matrix-town.ts';

const { hromada, waterUtility, energySupplier, stranger, account, building } = smallTown;
const { 'same provider': billed, 'same hromada': another, deleted } = accountRelations;
const inTown = (counter: number) => (BigInt(hromada) << 32n) + BigInt(counter);

/** A number that no person of the matrix has, but the officials. */
const official = 900n;
/** The consumer of the matrix who is blocked. */
const shutOut = 3n;

/**
 * Rows for each of which one condition of a policy decides alone: billed by one and served by
 * another, served once, of a house without an account, already said, not yet said.
 */
export async function plantEdges({ database: { pool } }: AccessOffice): Promise<void> {
  const month = '2026-08-01';
  await pool.query('select settlements.ensure_month($1)', [month]);
  for (const [statement, values] of [
    // Lines of the supplier of electricity in an account that the utility bills.
    [
      `insert into settlements.charge values ($1, $2, $3, 2, 'electricity-supply', 'volume', $4, 1,
         'fixed', 30, 1, 1, 1, 0, '{"parts": [], "inputs": {}}')`,
      [hromada, account, plantedMonth, energySupplier],
    ],
    [
      `insert into settlements.correction values ($1, gen_random_uuid(), $2, 'electricity-supply',
         $4, '2026-08-01', $3, 1, 'Акт', 'А-9', '2026-09-02', 'test', now(), $5)`,
      [hromada, account, plantedMonth, energySupplier, waterUtility],
    ],
    // A month that another billed, in an account that is the utility's now, and the other way.
    ...[
      [billed, stranger, energySupplier],
      [another, waterUtility, energySupplier],
    ].map(
      ([accountId, biller, provider]) =>
        [
          `with run as (
         insert into settlements.billing_run
           (hromada_id, biller_id, period, state, accounts, started_by, started_at)
         values ($1, $3, $4, 'done', 1, 'test', now()) returning run_id)
       insert into settlements.bill (hromada_id, account_id, period, run_id, number, issued_at,
         due_on, opening, charged, corrected, paid, due, services)
       select $1, $2::bigint, $4, run_id, 'КВ-8-' || $2::bigint, now(), '2026-09-20', 0, 1, 0, 0, 1,
         jsonb_build_array(jsonb_build_array('heat', $5::bigint, 0, 1, 0, 0, 1))
       from run`,
          [hromada, accountId, biller, month, provider],
        ] as const,
    ),
    // Nobody serves the closed account any more; electricity went to another one until the winter.
    [`delete from registry.account_service where account_id = $1`, [deleted]],
    [
      `insert into registry.account_service
       select hromada_id, account_id, 'electricity-supply', '[2019-01-01,2026-01-01)', building_id,
         $2, 'individual', 'meter', 'population', biller_id
       from registry.account where account_id = $1`,
      [billed, energySupplier],
    ],
    // Meters of whole houses, and one of an account that is not of the house it hangs in.
    ...[billed, another, deleted].map(
      (house, at) =>
        [
          `insert into registry.meter values ($1, $2, $3, null, null, 'cold-water', $4, 5, 3, 1,
         '2019-01-01', '2030-01-01', null)`,
          [hromada, inTown(411 + at), house, `Б-${at}`],
        ] as const,
    ),
    [
      `insert into registry.meter values ($1, $2, $3, $4, $4, 'cold-water', 'Ч-1', 5, 3, 1,
         '2019-01-01', '2030-01-01', null)`,
      [hromada, inTown(421), building, another],
    ],
    // A link of somebody else to the account of a mandate; a change that has been told whole.
    [
      `insert into access.account_link values ($1, $2, $3, now(), 'provider', 'tenant', now(),
         'consumer')`,
      [official, hromada, account],
    ],
    [
      `insert into access.account_link values ($1, $2, $3, now(), 'provider', 'owner', now(),
         'consumer')`,
      [shutOut, hromada, another],
    ],
    [
      `insert into access.owner_change
         (hromada_id, account_id, biller_id, changed_on, recorder_id, recorded_at, ground)
       values ($1, $2, $3, '2026-09-01', $4, now(), '\\x01')`,
      [hromada, account, waterUtility, official],
    ],
    // What was opened and may be told of now: ended by the owner, over by its days. And requests
    // whose words are not written yet, of two officials.
    ...[
      [20, 1, '[2026-10-01,2026-11-01)', '2026-10-10', 1],
      [21, 1, '[2026-09-01,2026-10-20)', null, 1],
      [22, 5, null, null, null],
      [23, 6, null, null, null],
    ].map(
      ([requestId, like, opened, endedAt, said]) =>
        [
          `insert into access.restricted_request
             (request_id, person_id, membership_id, role, subject_id, territory_id, account_number,
              biller_edrpou, ground, parts, until, said, drafted_at, received_at, due_at, outcome,
              reason, decider_id, decided_at, hromada_id, account_id, opened, is_told, ended_at,
              ended_by)
           overriding system value
           select $1, person_id, membership_id, role, subject_id, territory_id, account_number,
             biller_edrpou, ground, parts, until, case when $5::int is null then null else said end,
             drafted_at, case when $5::int is not null then received_at end,
             case when $5::int is not null then due_at end,
             case when $5::int is not null then outcome end,
             case when $5::int is not null then reason end,
             case when $5::int is not null then decider_id end,
             case when $5::int is not null then decided_at end,
             case when $3::daterange is not null then hromada_id end,
             case when $3::daterange is not null then account_id end, $3::daterange,
             case when $3::daterange is not null then false end, $4::timestamptz,
             case when $4::timestamptz is not null then 'owner' end
           from access.restricted_request where request_id = $2`,
          [requestId, like, opened, endedAt, said],
        ] as const,
    ),
    // Submissions: one whose words are not written yet, one made at a person's word.
    ...[
      [31, 'cabinet', null],
      [32, 'person', Buffer.alloc(1)],
    ].map(
      ([requestId, entry, said]) =>
        [
          `insert into access.access_request
         (request_id, act, entry, role, subject_id, said, valid, may_sign, is_head, ground,
          arose_on, submitter_id, submitted_by, drafted_at, document_id)
       overriding system value
       select $1::bigint, act, $2, role, 4, $3, valid, may_sign, is_head, ground, arose_on,
         submitter_id,
         submitted_by, drafted_at, $1::bigint
       from access.access_request where request_id = 1`,
          [requestId, entry, said],
        ] as const,
    ),
  ] as const) {
    await pool.query(statement, [...values]);
  }
}
