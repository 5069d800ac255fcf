import type { Role } from '#kernel/role.ts';
import { restrictedColumns } from '#modules/access/restricted/restricted.sql.ts';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import type { Principal } from '#platform/principal.ts';
import { testSecrets } from '#test/secrets.ts';
import type { AccessOffice } from './access-office.ts';
import type { AccountRelation, MatrixPrincipal } from './matrix-town.ts';

const { hromada, stranger } = smallTown;
type Accounts = Readonly<Record<AccountRelation, bigint>>;

/** How a request for restricted information stands to the official of the matrix who made them. */
export const restrictedRelations = {
  granted: 1n,
  'granted in part': 2n,
  'ended by the owner': 3n,
  'its days are over': 4n,
  'not decided': 5n,
  'of another official': 6n,
  'made in another name': 7n,
  'not signed': 8n,
  missing: 99n,
} as const;
export type RestrictedRelation = keyof typeof restrictedRelations;

/** Membership of the official, of a colleague, their own other one, and one that is blocked. */
export const restrictedMemberships = {
  official: 950n,
  colleague: 951n,
  'other name': 952n,
  blocked: 953n,
} as const;

/** Officials with requests in every state, and the same person acting in another name. */
export async function plantRestricted(
  office: AccessOffice,
  accounts: Accounts,
): Promise<readonly MatrixPrincipal[]> {
  const asker = await office.consumer('Запитувач', '3184710773');
  const colleague = await office.consumer('Колега', '3207418453');
  const memberships = restrictedMemberships;
  const inName = (of: Principal, role: Role, membershipId: bigint): Principal => ({
    ...of,
    ...{ role, membershipId, subjectId: stranger, subjectName: 'Рада', territoryId: hromada },
  });
  const official = inName(asker, 'local-authority', memberships.official);
  const blocked = inName(colleague, 'state-administration', memberships.blocked);
  const inOtherName = inName(asker, 'regulator', memberships['other name']);
  for (const [membershipId, { personId, role }, state] of [
    [memberships.official, official, 'active'],
    [memberships.colleague, { ...colleague, role: 'local-authority' }, 'active'],
    [memberships['other name'], inOtherName, 'active'],
    [memberships.blocked, blocked, 'blocked'],
  ] as const) {
    await office.database.pool.query(
      `insert into access.membership (membership_id, person_id, role, subject_id, valid, state)
       overriding system value values ($1, $2, $3, $4, '[2020-01-01,)', $5)`,
      [membershipId, personId, role, stranger, state],
    );
  }
  await plantRequests(office, { official, colleague, accounts });
  return [
    {
      ...{ name: 'official with restricted requests', principal: official, accounts: [] },
      opened: { own: ['bills', 'readings', 'holder'], 'same provider': ['readings'] },
    },
    {
      ...{ name: 'the same official in another name', principal: inOtherName, accounts: [] },
      opened: { 'other hromada': ['bills'] },
    },
    { name: 'official who was blocked', principal: blocked, accounts: [] },
  ];
}

async function plantRequests(
  { database: { pool }, now }: AccessOffice,
  {
    official,
    colleague,
    accounts,
  }: { readonly official: Principal; readonly colleague: Principal; readonly accounts: Accounts },
): Promise<void> {
  const all = '{bills,readings,holder}';
  const { official: first, colleague: second, 'other name': third } = restrictedMemberships;
  const { blocked } = restrictedMemberships;
  const open = '[2026-10-01,2026-11-01)';
  const [own, theirs] = [official.personId, colleague.personId];
  for (const [requestId, personId, membershipId, relation, parts, opened, ended, state] of [
    [1n, own, first, 'own', all, open, null, 'granted'],
    [2n, own, first, 'same provider', '{readings}', open, null, 'granted'],
    [3n, own, first, 'same house', all, open, now, 'granted'],
    [4n, own, first, 'same hromada', all, '[2026-09-01,2026-10-20)', null, 'granted'],
    [5n, own, first, 'own', all, null, null, 'waiting'],
    [6n, theirs, second, 'own', all, open, null, 'granted'],
    [7n, own, third, 'other hromada', '{bills}', open, null, 'granted'],
    [8n, own, first, 'own', all, null, null, 'draft'],
    [9n, theirs, blocked, 'deleted', all, open, null, 'granted'],
  ] as const) {
    const isGranted = state === 'granted';
    const receivedAt = state === 'draft' ? null : now;
    const words = JSON.stringify({ details: 'Ухвала', purpose: 'Справа' });
    const sealed = (column: keyof typeof restrictedColumns, text: string) =>
      testSecrets.seal({ column: restrictedColumns[column], rowId: String(requestId) }, text);
    await pool.query(
      `insert into access.restricted_request
         (request_id, person_id, membership_id, role, subject_id, territory_id, account_number,
          biller_edrpou, ground, parts, until, said, drafted_at, received_at, due_at, outcome,
          reason, decider_id, decided_at, hromada_id, account_id, opened, is_told, ended_at,
          ended_by)
       overriding system value
       select $1, $2, membership_id, role, subject_id, $4, '0000101', '32855961', 'court', $5,
         '2026-10-31', $6, $7::timestamptz, $8::timestamptz, $8, $9::text, $10, $11,
         case when $9 is not null then $7 end, $12::bigint >> 32, $12, $13, $14, $15::timestamptz,
         case when $15 is not null then 'owner' end
       from access.membership where membership_id = $3`,
      [
        ...[requestId, personId, membershipId, hromada, parts, await sealed('said', words), now],
        ...[receivedAt, isGranted ? 'granted' : null],
        ...(isGranted
          ? [await sealed('reason', 'Підстава є'), personId === own ? theirs : own]
          : [null, null]),
        ...[isGranted ? accounts[relation] : null, opened],
        ...[isGranted ? relation !== 'own' || requestId === 1n : null, ended],
      ],
    );
  }
}
