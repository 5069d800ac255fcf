import { linkAccount } from '#modules/access/index.ts';
import { endLink } from '#modules/access/accounts/account-links.sql.ts';
import { insertMandate, moveMandate } from '#modules/access/mandates/mandates.sql.ts';
import { roles, type Role } from '#kernel/role.ts';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { holderOf, type Holder } from '#engine/documents/holder.ts';
import type { AccessOffice } from './access-office.ts';
import { placeOf } from '#modules/support/open-report.ts';
import { requestColumns } from '#modules/access/lifecycle/requests.sql.ts';
import { sealHolder } from '#modules/registry/index.ts';
import { testSecrets } from '#test/secrets.ts';
import { plantRestricted } from './restricted-town.ts';

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
  /** Of a supplier who serves accounts of another's: those that it bills. */
  readonly bills?: readonly AccountRelation[];
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
  const [grantorId, trusteeId] = [olena.personId ?? 0n, ivan.personId ?? 0n];
  const inForce = await plantMandate(office, { grantorId, trusteeId });
  const withdrawn = await plantMandate(office, { grantorId, trusteeId, ended: true });
  const petro = await office.consumer('Кравець', '3184710691');
  const petroId = petro.personId ?? 0n;
  await plantShutOut(office, petroId);
  const given = await plantMandate(office, { grantorId: petroId, trusteeId });
  const held = await plantMandate(office, { grantorId, trusteeId: petroId });
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
      principal: deputy(inForce),
      ...{ accounts: ['own'] as const, acts: ['see', 'pay'] },
    },
    {
      name: 'trusted-consumer whose mandate was withdrawn',
      principal: deputy(withdrawn),
      accounts: [],
    },
    { name: 'individual-consumer who is blocked', principal: petro, accounts: [] },
    {
      name: 'trusted-consumer of somebody who is blocked',
      principal: deputy(given),
      accounts: [],
    },
    {
      name: 'trusted-consumer who is blocked',
      principal: { ...deputy(held), personId: petroId },
      accounts: [],
    },
    ...officialRoles.map((role) => official(role, waterUtility)),
    {
      ...official('provider', energySupplier),
      name: 'provider that serves and does not bill',
      accounts: ['own', 'same house'],
      bills: [],
    },
    ...(await plantRestricted(office, accountRelations)),
  ];
}

/** A consumer of the town's flat whom a decision has shut out. */
async function plantShutOut({ app, database, now }: AccessOffice, personId: bigint): Promise<void> {
  const link = { personId, accountId: account, proof: 'provider', now } as const;
  await linkAccount(queryableOf(app.db), link);
  await database.pool.query(
    `insert into access.membership (person_id, role, valid, state)
     values ($1, 'individual-consumer', '[2026-10-20,)', 'blocked')`,
    [personId],
  );
}

/** A mandate over the town's flat that was signed, and withdrawn if it has ended. */
async function plantMandate(
  { app, now }: AccessOffice,
  sides: { readonly grantorId: bigint; readonly trusteeId: bigint; readonly ended?: boolean },
): Promise<bigint> {
  const db = queryableOf(app.db);
  const { grantorId, trusteeId, ended = false } = sides;
  const mandateId = await insertMandate(db, {
    ...{ grantorId, trusteeId, acts: ['see', 'pay'], accountIds: [account], offeredAt: now },
    from: Temporal.PlainDate.from('2026-01-01'),
    until: Temporal.PlainDate.from('2027-01-01'),
  });
  const move = { mandateId, now, by: 'signatures' };
  await moveMandate(db, { ...move, from: ['offered'], to: 'active' });
  if (ended) await moveMandate(db, { ...move, from: ['active'], to: 'revoked' });
  return mandateId;
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
  // What is submitted next has a number of its own.
  await pool.query(`alter table access.access_request alter request_id restart with 100`);
}

function saidOf(requestId: bigint): Promise<Buffer> {
  const place = { column: requestColumns.said, rowId: String(requestId) };
  const person = { rnokpp: '3012548307', surname: 'Нова', givenName: 'Ірина', patronymic: null };
  const said = { ...person, email: null, phone: null, basis: 'Наказ' };
  return testSecrets.seal(place, JSON.stringify(said));
}

/**
 * Changes of rights between the town’s utility and others, each way, drafts and answered ones, and
 * one of strangers.
 */
export async function plantChanges({ database: { pool }, now }: AccessOffice): Promise<void> {
  for (const [changeId, providerId, answererId, isSigned] of [
    [1n, waterUtility, 4n, false],
    [2n, waterUtility, 4n, true],
    [3n, 4n, waterUtility, true],
    [4n, 4n, waterUtility, false],
    [5n, 4n, 5n, true],
  ] as const) {
    const answerId = changeId + 100n;
    await pool.query(
      `insert into provision.change
         (change_id, provider_id, answerer_id, kind, service, territory_id, document_title,
          document_number, document_on, term, document_id, drafted_at, state, number, submitted_at,
          due_at, answer_document_id, answer_number, settled_at)
       overriding system value
       values ($1, $2, $3, 'right', 'heat', $4, 'Ліцензія', 'Л-1', '2026-01-01',
         '[2026-01-01,)', $1, $5, $6, $7, $8, $8, $9, $7, $8)`,
      [
        ...[changeId, providerId, answererId, hromada, now, isSigned ? 'refused' : 'draft'],
        ...[isSigned ? 'ПЗ-1' : null, isSigned ? now : null, isSigned ? answerId : null],
      ],
    );
    await pool.query(`insert into provision.answer values ($1, $2, 'refused', $3)`, [
      ...[answerId, changeId, now],
    ]);
  }
}

/** An error reported by everybody of the matrix, and one by somebody who was not signed in. */
export async function plantReports(
  { database: { pool }, now }: AccessOffice,
  principals: readonly MatrixPrincipal[],
): Promise<void> {
  const { rows } = await pool.query<{ person_id: bigint }>('select person_id from access.person');
  const known = new Set(rows.map(({ person_id: personId }) => personId));
  const persons = new Set(principals.map(({ principal }) => principal.personId));
  let reportId = 1_000n;
  for (const personId of persons) {
    if (personId !== null && !known.has(personId)) continue;
    reportId += 1n;
    const said = await testSecrets.seal(placeOf('said', reportId), 'Описка');
    const email = await testSecrets.seal(placeOf('email', reportId), 'sused@zrazkivka.example');
    await pool.query(
      `insert into support.error_report
         (report_id, kind, person_id, happened_on, said, email, received_at, due_at)
       values ($1, 'technical', $2, '2026-10-19', $3, $4, $5, $5)`,
      [reportId, personId, said, personId === null ? email : null, now],
    );
    await pool.query(
      `insert into support.error_step values ($1, $2, 'check', 'technical', 'test')`,
      [reportId, now],
    );
  }
}
