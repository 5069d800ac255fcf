import { linkAccount } from '#modules/access/index.ts';
import { endLink } from '#modules/access/accounts/account-links.sql.ts';
import { insertMandate, moveMandate } from '#modules/access/mandates/mandates.sql.ts';
import { roles, type Role } from '#kernel/role.ts';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { holderOf, type Holder } from '#engine/documents/holder.ts';
import type { AccessOffice } from './access-office.ts';
import { requestColumns } from '#modules/access/lifecycle/requests.sql.ts';
import { restrictedColumns } from '#modules/access/restricted/restricted.sql.ts';
import { sealHolder } from '#modules/registry/index.ts';
import { testSecrets } from '#test/secrets.ts';

const { hromada, waterUtility, energySupplier, stranger, account, neighbour } = smallTown;
/** Its code begins as that of the town's hromada does, and it is another one. */
const otherHromada = 71;
const otherOblast = 9;
const inHromada = (at: number, counter: number) => (BigInt(at) << 32n) + BigInt(counter);

/** How an account stands to the consumer and the provider of the matrix. */
export const accountRelations = {
  own: account,
  'same house': neighbour,
  'same provider': inHromada(hromada, 301),
  'same hromada': inHromada(hromada, 302),
  'other hromada': inHromada(otherHromada, 303),
  'other oblast': inHromada(otherOblast, 304),
  deleted: inHromada(hromada, 305),
  missing: inHromada(hromada, 999),
} as const;
export type AccountRelation = keyof typeof accountRelations;

/** By code: the hromada of the officials, one whose code begins alike, one far away. */
export const territoryRelations = {
  'whole country': 'UA',
  own: 'UA12345678901234567',
  'other hromada': 'UA12345678901234568',
  'other oblast': 'UA98345678901234567',
  missing: 'UA00000000000000000',
} as const;

export const subjectRelations = { own: waterUtility, other: stranger, missing: 999n } as const;

/** A principal of the matrix, with the accounts that the regulation gives it and for what. */
export interface MatrixPrincipal {
  readonly name: string;
  readonly principal: Principal;
  readonly accounts: readonly AccountRelation[];
  /** Of a deputy only. */
  readonly acts?: readonly string[];
  /** What is open to an official by a request of theirs, with the parts asked for (1039:95). */
  readonly opened?: Readonly<Partial<Record<AccountRelation, readonly string[]>>>;
}

const officialRoles = roles.filter(
  (role) => !['anonymous', 'system', 'individual-consumer', 'trusted-consumer'].includes(role),
);
const billed: readonly AccountRelation[] = ['own', 'same house', 'same provider', 'deleted'];

/** Houses in three hromadas of two oblasts, and somebody of every group. */
export async function plantMatrix(office: AccessOffice): Promise<readonly MatrixPrincipal[]> {
  await plantPlaces(office);
  const olena = await office.consumer('Шевченко', '2772741862');
  const ivan = await office.consumer('Мельник', '2772797519');
  const db = queryableOf(office.app.db);
  const { now } = office;
  const link = { personId: olena.personId ?? 0n, proof: 'ownership-register', now } as const;
  await linkAccount(db, { ...link, accountId: account });
  await linkAccount(db, { ...link, accountId: accountRelations.deleted });
  await endLink(db, { ...link, accountId: accountRelations.deleted }, { now });
  await office.database.pool.query(
    `insert into access.subject_account values ($1, $2, $3, '2020-01-01', null)`,
    [waterUtility, hromada, account],
  );
  const mandate = async (ended: boolean): Promise<bigint> => {
    const mandateId = await insertMandate(db, {
      ...{ grantorId: olena.personId ?? 0n, grantorName: 'Шевченко', offeredAt: now },
      ...{
        trusteeId: ivan.personId ?? 0n,
        trusteeName: 'Мельник',
        acts: ['see', 'pay'],
        accountIds: [account],
      },
      from: Temporal.PlainDate.from('2026-01-01'),
      until: Temporal.PlainDate.from('2027-01-01'),
    });
    const move = { mandateId, now, by: 'signatures' };
    await moveMandate(db, { ...move, from: ['offered'], to: 'active' });
    if (ended) await moveMandate(db, { ...move, from: ['active'], to: 'revoked' });
    return mandateId;
  };
  const deputy = (mandateId: bigint): Principal => ({
    ...ivan,
    role: 'trusted-consumer',
    mandate: { mandateId, grantorName: 'Шевченко', acts: ['see', 'pay'] },
  });
  return [
    { name: 'anonymous', principal: anonymous, accounts: [] },
    { name: 'individual-consumer', principal: olena, accounts: ['own'] },
    { name: 'another individual-consumer', principal: ivan, accounts: [] },
    {
      name: 'trusted-consumer',
      principal: deputy(await mandate(false)),
      ...{ accounts: ['own'] as const, acts: ['see', 'pay'] },
    },
    {
      name: 'trusted-consumer whose mandate was withdrawn',
      principal: deputy(await mandate(true)),
      accounts: [],
    },
    ...officialRoles.map((role) => official(role, waterUtility)),
    {
      ...official('provider', energySupplier),
      name: 'provider that serves and does not bill',
      accounts: ['own', 'same house'],
    },
    ...(await plantRestricted(office)),
  ];
}

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
async function plantRestricted(office: AccessOffice): Promise<readonly MatrixPrincipal[]> {
  const asker = await office.consumer('Запитувач', '3184710691');
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
  await plantRestrictedRequests(office, { official, colleague });
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

async function plantRestrictedRequests(
  { database: { pool }, now }: AccessOffice,
  { official, colleague }: { readonly official: Principal; readonly colleague: Principal },
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
        ...[isGranted ? accountRelations[relation] : null, opened],
        ...[isGranted ? relation !== 'own' || requestId === 1n : null, ended],
      ],
    );
  }
}

function official(role: Role, subjectId: bigint): MatrixPrincipal {
  const isSupplier = ['provider', 'manager', 'billing-centre'].includes(role);
  return {
    name: role,
    principal: {
      ...{ ...anonymous, role, personId: 900n, personName: 'Посадовець' },
      ...{ subjectId, subjectName: 'Організація', membershipId: 900n, territoryId: hromada },
    },
    accounts: role === 'collective-consumer' ? ['own'] : isSupplier ? billed : [],
  };
}

async function plantPlaces({ database: { pool } }: AccessOffice): Promise<void> {
  await pool.query(
    `insert into registry.territory
       (territory_id, code, category, name, search_key, origin, in_force)
     overriding system value
     values ($1, 'UA12345678901234568', 'H', 'Інша', 'inша', 'demonstration', '[2020-01-01,)'),
            ($2, 'UA98345678901234567', 'H', 'Далека', 'daleka', 'demonstration', '[2020-01-01,)')`,
    [otherHromada, otherOblast],
  );
  await pool.query(
    `insert into registry.territory_closure
     select id, id, 0 from unnest($1::integer[]) as id`,
    [[otherHromada, otherOblast]],
  );
  await pool.query(
    `insert into registry.subject (subject_id, kind, name, short_name, search_key)
     overriding system value values (4, 'provider', 'Інший', 'Інший', ''),
                                    (5, 'provider', 'Далекий', 'Далекий', '')`,
  );
  const relation = accountRelations;
  for (const [at, accountId, biller, closedOn] of [
    [hromada, relation['same provider'], waterUtility, null],
    [hromada, relation['same hromada'], stranger, null],
    [otherHromada, relation['other hromada'], 4n, null],
    [otherOblast, relation['other oblast'], 5n, null],
    [hromada, relation.deleted, waterUtility, '2026-05-01'],
  ] as const) {
    await pool.query(
      `insert into registry.building (hromada_id, building_id, settlement_id, street, house_number,
         kind, storeys, total_area_m2, heated_area_m2, search_key)
       values ($1, $2, $1, 'Нова', '2', 'apartment', 2, 100, 90, '')`,
      [at, accountId],
    );
    await pool.query(
      `insert into registry.premises values ($1, $2, $2, '1', 'flat', 50, 45, 'central')`,
      [at, accountId],
    );
    const holder = await sealHolder(testSecrets, { hromadaId: at, accountId }, 'Хтось');
    await pool.query(
      `insert into registry.account values ($1, $2, $3, $4, $2, $2, 1, '2019-01-01', $5, $6, '{}')`,
      [at, accountId, biller, String(accountId % 1000n).padStart(7, '0'), closedOn, holder],
    );
  }
}

/** How a document stands to somebody. */
export const documentRelations = [
  'own draft',
  'draft of another',
  'sent to them',
  'sent to another',
  'missing',
] as const;
export type DocumentRelation = (typeof documentRelations)[number];

/** A document of each relation for each holder of the matrix; ids of one of them. */
export async function plantDocuments(
  office: AccessOffice,
  principals: readonly MatrixPrincipal[],
): Promise<(who: MatrixPrincipal, relation: DocumentRelation) => bigint> {
  const holders = principals.map(({ principal }) => holderOf(principal) ?? 'subject:998');
  const distinct = Array.from(new Set(holders));
  const somebodyElse: Holder = 'subject:997';
  const idOf = (holder: string, relation: DocumentRelation) =>
    inHromada(
      hromada,
      10_000 + distinct.indexOf(holder as Holder) * 10 + documentRelations.indexOf(relation),
    );
  for (const holder of distinct) {
    for (const [relation, sender, recipient] of [
      ['own draft', holder, somebodyElse],
      ['draft of another', somebodyElse, holder],
      ['sent to them', somebodyElse, holder],
      ['sent to another', somebodyElse, 'subject:996'],
    ] as const) {
      const isSent = relation.startsWith('sent');
      await plantDocument(office, {
        documentId: idOf(holder, relation),
        sender,
        recipient,
        isSent,
      });
    }
  }
  return ({ principal }, relation) => idOf(holderOf(principal) ?? 'subject:998', relation);
}

async function plantDocument(
  { database: { pool }, now }: AccessOffice,
  document: {
    readonly documentId: bigint;
    readonly sender: string;
    readonly recipient: string;
    readonly isSent: boolean;
  },
): Promise<void> {
  const { documentId, sender, recipient, isSent } = document;
  await pool.query(
    `insert into documents.document (hromada_id, document_id, kind, state, sender, created_at,
       created_by, registered_at)
     values ($1, $2, 'letter', $3, $4, $5, 'test', $6)`,
    [hromada, documentId, isSent ? 'registered' : 'draft', sender, now, isSent ? now : null],
  );
  await pool.query(
    `insert into documents.party values ($1, $2, 1, 'submit', $3), ($1, $2, 2, 'receive', $4)`,
    [hromada, documentId, sender, recipient],
  );
}

/** How a submission about access stands to a temporary administrator of the town's hromada. */
export const requestRelations = {
  'own territory': 1n,
  'other territory': 2n,
  'about a consumer': 3n,
  'not signed': 4n,
  missing: 99n,
} as const;

/** A submission of each relation. */
export async function plantRequests({ database: { pool }, now }: AccessOffice): Promise<void> {
  const { waterUtility: inTown } = smallTown;
  for (const [requestId, role, subjectId, isSigned] of [
    [requestRelations['own territory'], 'provider', inTown, true],
    [requestRelations['other territory'], 'provider', 4n, true],
    [requestRelations['about a consumer'], 'collective-consumer', inTown, true],
    [requestRelations['not signed'], 'provider', inTown, false],
  ] as const) {
    await pool.query(
      `insert into access.access_request
         (request_id, act, entry, role, subject_id, said, valid, may_sign, is_head, ground,
          arose_on, submitter_id, submitted_by, drafted_at, document_id, received_at, due_at)
       overriding system value
       select $1, 'grant', 'cabinet', $2, $3, $6, '[2026-10-20,)', true, false, '1039:29.1',
         '2026-10-20', person_id, 'test', $4::timestamptz, $1, $5, $5
       from access.person limit 1`,
      [requestId, role, subjectId, now, isSigned ? now : null, await saidOf(requestId)],
    );
  }
}

function saidOf(requestId: bigint): Promise<Buffer> {
  const place = { column: requestColumns.said, rowId: String(requestId) };
  const person = { rnokpp: '3012548307', surname: 'Нова', givenName: 'Ірина', patronymic: null };
  const said = { ...person, email: null, phone: null, basis: 'Наказ' };
  return testSecrets.seal(place, JSON.stringify(said));
}
