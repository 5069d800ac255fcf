import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealedColumns } from '#main-sealed.ts';
import { linkAccount, addMembership, seedAccess } from '#modules/access/index.ts';
import { decideRequestCommand } from '#modules/access/lifecycle/decide-request.ts';
import { draftHeadRequestCommand } from '#modules/access/lifecycle/draft-request.ts';
import { fileRequest } from '#modules/access/lifecycle/file-request.ts';
import { askRestrictedCommand } from '#modules/access/restricted/ask-restricted.ts';
import { decideRestrictedCommand } from '#modules/access/restricted/decide-restricted.ts';
import { fileRestricted } from '#modules/access/restricted/file-restricted.ts';
import { setRestrictedDocument } from '#modules/access/restricted/restricted.sql.ts';
import { recordOwnerChangeCommand } from '#modules/access/ownership/record-owner-change.ts';
import { findPersonCommand } from '#modules/access/persons/find-person.ts';
import { removeFactorsCommand } from '#modules/access/persons/remove-factors.ts';
import { offerMandateCommand } from '#modules/access/mandates/offer-mandate.ts';
import { readMemberships } from '#modules/access/memberships/memberships.sql.ts';
import { holderIndexes, sealHolder } from '#modules/registry/index.ts';
import { actOnReportCommand } from '#modules/support/act-on-report.ts';
import { seedSupport } from '#modules/support/index.ts';
import { reportErrorCommand } from '#modules/support/report-error.ts';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { searchProviderAccountsQuery } from '#modules/settlements/provider/accounts/search-accounts.ts';
import { seedWorkingCalendar } from '#platform/calendar/seed.ts';
import { dayInKyiv, systemClock } from '#platform/clock.ts';
import { anonymous, system, type Principal } from '#platform/principal.ts';
import { readSealedAfter } from '#platform/secrets/reseal.sql.ts';
import { resealColumns } from '#platform/secrets/reseal.ts';
import { databasePaths, spilledPath } from '#test/files/holding.ts';
import { lawTest } from '#test/law-test.ts';
import { expectSealedInPlace } from '#test/sealed-mutations.ts';
import { personWith } from '#test/secrets.ts';
import { Canaries, type Canary } from './sought-canaries.ts';
import { CanaryOffice } from './canary-office.ts';

const consumersCount = 90;
const trusteesCount = 120;
const officialsCount = 90;
const holdersCount = 100;
const reportsCount = 5;
const looksMin = 10;
const minutesMs = 60_000;

const canaries = new Canaries();
const consumers = Array.from({ length: consumersCount }, () => ({
  ...canaries.make(),
  toldEmail: `${canaries.word()}@told.example`,
}));
let office: CanaryOffice;
let head: Principal;
let administrator: Principal;

beforeAll(async () => {
  office = await CanaryOffice.open(
    consumers.map(({ rnokpp, surname, email }, at) => ({
      ...{ key: `canary${at}`, surname, givenname: 'Олена', middlename: '', drfocode: rnokpp },
      ...{ email, authTypes: ['bank_id'] },
    })),
  );
  const worker = office.database.as('zhkp_worker');
  await seedAccess(worker.db, systemClock.now());
  await seedSupport(worker.db, systemClock.now());
  await worker.db.transaction().execute((tx) => seedWorkingCalendar(tx));
}, minutesMs);
afterAll(() => office.close());

/** Comes for the first time, tells other contacts than id.gov.ua knows, confirms them. */
async function signUp(at: number, canary: (typeof consumers)[number]): Promise<Principal> {
  const browser = await office.signIn(`canary${at}`);
  const contacts = { email: canary.toldEmail, phone: canary.phone, identity: 'yes' };
  await browser.post('/cabinet/profile', contacts);
  const personId = await personWith(office.database.pool, canary.rnokpp);
  for (const { kind, code } of await office.codes(personId)) {
    await browser.post('/cabinet/profile/confirm', { kind, code });
  }
  const page = (await browser.get('/cabinet/profile')).body;
  for (const text of [canary.surname, canary.rnokpp, canary.toldEmail, canary.phone]) {
    expect(page).toContain(text);
  }
  return { ...anonymous, role: 'individual-consumer', personId, personName: canary.surname };
}

async function officialOf(
  { personId, personName }: Principal,
  role: 'provider' | 'technical-administrator' | 'ministry' | 'owner',
): Promise<Principal> {
  const db = office.database.pool;
  const since = Temporal.PlainDate.from('2024-09-03');
  const subjectId = smallTown.waterUtility;
  const isHead = true;
  await addMembership(db, { personId: personId ?? 0n, role, subjectId, isHead, since });
  const held = await readMemberships(db, personId ?? 0n, dayInKyiv(systemClock.now()));
  const { membershipId = null } = held.find((one) => one.role === role) ?? {};
  return { ...anonymous, role, personId, personName, membershipId, subjectId };
}

async function trust(
  grantor: Principal,
  canary: Pick<Canary, 'rnokpp' | 'surname'>,
): Promise<void> {
  const until = dayInKyiv(systemClock.now()).add({ days: 30 }).toString();
  const offered = await office.operations.carryOut(offerMandateCommand(office.secrets), grantor, {
    ...{ rnokpp: canary.rnokpp, surname: canary.surname, givenName: 'Іван', until },
    ...{ acts: 'pay', accounts: String(smallTown.account) },
  });
  expect(offered.kind).toBe('done');
}

async function letIn(canary: Canary, documentId: bigint): Promise<void> {
  const today = dayInKyiv(systemClock.now()).toString();
  const drafted = await office.operations.carryOut(draftHeadRequestCommand(office.secrets), head, {
    ...{ act: 'grant', rnokpp: canary.rnokpp, surname: canary.surname, givenName: 'Ірина' },
    ...{ post: 'Оператор', email: canary.email, phone: canary.phone, from: today, aroseOn: today },
    ...{ maySign: 'yes', ground: '1039:29.1', basis: `Наказ про ${canary.surname}`, documentId },
  });
  if (drafted.kind !== 'done') throw new Error(JSON.stringify(drafted));
  const requestId = String(drafted.value.requestId);
  await office.operations.carryOut(fileRequest, system, { documentId });
  const decision = { requestId, outcome: 'approved', reason: `Перевірено: ${canary.surname}` };
  const decided = await office.operations.carryOut(
    decideRequestCommand(office.secrets),
    administrator,
    decision,
  );
  expect(decided.kind).toBe('done');
}

/** Somebody who is not signed in reports an error, and is answered. */
async function reportError(at: number): Promise<void> {
  const { operations, secrets } = office;
  const reported = await operations.carryOut(reportErrorCommand(secrets), anonymous, {
    ...{ kind: 'technical', said: `Описка: ${canaries.word()}`, page: '/providers' },
    ...{ happenedOn: '2026-10-01', email: `${canaries.word()}@told.example`, source: `${at}` },
  });
  if (reported.kind !== 'done') throw new Error(JSON.stringify(reported));
  const answer = `Виправлено: ${canaries.word()}`;
  const errorId = String(reported.value.reportId);
  const refuted = { errorId, act: 'refute', answer };
  const acted = await operations.carryOut(actOnReportCommand(secrets), administrator, refuted);
  expect(acted.kind).toBe('done');
}

async function plantHolder(at: number, name: string): Promise<void> {
  const account = { hromadaId: smallTown.hromada, accountId: smallTown.firstOfMany + BigInt(at) };
  await office.database.pool.query(
    `insert into registry.account values ($1, $2, $3, $4, $5, $6, 1, '2019-01-01', null, $7, $8)`,
    [
      ...[account.hromadaId, account.accountId, smallTown.waterUtility, `9${at}`],
      ...[smallTown.building, smallTown.account],
      await sealHolder(office.secrets, account, name),
      holderIndexes(office.secrets, name),
    ],
  );
}

/** Sorted in little memory and not yet read to the end, it lies in files. */
async function whileSpilled<T>(work: (path: string) => Promise<T>): Promise<T> {
  const connection = await office.database.pool.connect();
  try {
    await connection.query(`set work_mem = '64kB'; begin;
      declare spilled cursor for
        select p.*, a.holder_name from access.person p
        cross join registry.account a cross join generate_series(1, 20)
        order by p.name, a.holder_name;
      fetch 1 from spilled`);
    return await work(await spilledPath(office.database));
  } finally {
    await connection.query('rollback');
    connection.release(true);
  }
}

lawTest(
  ['1039:10.20', '1039:53.3', '1039:92', '1039:97'],
  'a thousand names, tax numbers, addresses and phones lie nowhere in the clear',
  async () => {
    const signedUp: Principal[] = [];
    for (const [at, canary] of consumers.entries()) signedUp.push(await signUp(at, canary));
    const [grantor, official, other] = signedUp as [Principal, Principal, Principal];
    head = await officialOf(official, 'provider');
    administrator = await officialOf(other, 'technical-administrator');
    const link = { personId: grantor.personId ?? 0n, accountId: smallTown.account };
    await linkAccount(office.database.pool, {
      ...{ ...link, proof: 'provider', now: systemClock.now() },
    });
    for (let at = 0; at < trusteesCount; at += 1) {
      await trust(grantor, { rnokpp: canaries.rnokpp(), surname: canaries.word() });
    }
    for (let at = 0; at < officialsCount; at += 1) await letIn(canaries.make(), BigInt(900 + at));
    for (let at = 0; at < holdersCount; at += 1) {
      await plantHolder(at, `${canaries.word()} Марія ${canaries.word()}`);
    }
    for (let at = 0; at < reportsCount; at += 1) await reportError(at);
    await findHolder();
    for (const [at, lost] of signedUp.slice(3, 5).entries()) await removeFactors(lost, at + 3);
    for (const daysAgo of [1, 2]) await tellOfChange(daysAgo);
    const asker = await officialOf(grantor, 'ministry');
    const owner = await officialOf(other, 'owner');
    for (const documentId of [700n, 701n]) await askRestricted(asker, owner, documentId);
    expect(canaries.count).toBeGreaterThanOrEqual(1_000);

    const { bytes, found } = await whileSpilled(async (spilled) =>
      canaries.scan([...(await databasePaths(office.database)), office.folder, spilled]),
    );
    expect(found).toEqual([]);
    expect(bytes).toBeGreaterThan(1_000_000);
    expect(office.said.match(/"route":/g)?.length ?? 0).toBeGreaterThan(consumersCount);
    expect(canaries.isIn(office.said)).toBe(false);
  },
  5 * minutesMs,
);

/** What a provider looks for is a name too, and its answers are written down. */
async function findHolder(): Promise<void> {
  const name = canaries.word();
  await plantHolder(holdersCount, `${name} Марія`);
  const found = await office.operations.ask(searchProviderAccountsQuery(office.secrets), head, {
    ...{ subjectId: head.subjectId, place: String(smallTown.hromada), find: name.toUpperCase() },
  });
  expect(found).toMatchObject({ value: { rows: [{ holderName: `${name} Марія` }] } });
}

/** Somebody found by their number lost a passkey; how they proved who they are is written down. */
async function removeFactors({ personId }: Principal, at: number): Promise<void> {
  await office.database.pool.query(
    `insert into access.passkey (person_id, credential_id, public_key, counter, transports, name,
       added_at) values ($1, 'lost ' || $1::bigint, '\\x00', 0, '{}', 'Ключ', now())`,
    [personId],
  );
  const rnokpp = consumers[at]?.rnokpp;
  const { operations, secrets } = office;
  await operations.carryOut(findPersonCommand(secrets), administrator, { rnokpp });
  const removed = await operations.carryOut(removeFactorsCommand(secrets), administrator, {
    ...{ personId: String(personId), ground: `Паспорт ${canaries.word()}` },
  });
  expect(removed.kind).toBe('done');
}

/** The paper that a biller was shown names people. */
async function tellOfChange(daysAgo: number): Promise<void> {
  const { operations, secrets } = office;
  const changedOn = dayInKyiv(systemClock.now()).subtract({ days: daysAgo }).toString();
  const told = await operations.carryOut(recordOwnerChangeCommand(secrets), head, {
    ...{ accountId: String(smallTown.account), changedOn },
    ground: `Договір із ${canaries.word()}`,
  });
  expect(told.kind).toBe('done');
}

/** An official's ground and the owner's reason name people. */
async function askRestricted(
  asker: Principal,
  owner: Principal,
  documentId: bigint,
): Promise<void> {
  const { operations, secrets, database } = office;
  const asked = await operations.carryOut(askRestrictedCommand(secrets), asker, {
    ...{ edrpou: '32855961', number: '0000101', ground: 'court', warned: 'yes', parts: ['bills'] },
    ...{ details: `Ухвала щодо ${canaries.word()}`, purpose: `Справа ${canaries.word()}` },
    until: dayInKyiv(systemClock.now()).add({ days: 9 }).toString(),
  });
  if (asked.kind !== 'done') throw new Error(JSON.stringify(asked));
  const { requestId } = asked.value;
  await setRestrictedDocument(database.pool, requestId, documentId);
  await operations.carryOut(fileRestricted, system, { documentId });
  const decided = await operations.carryOut(decideRestrictedCommand(secrets), owner, {
    ...{ restrictedId: String(requestId), outcome: 'refused' },
    reason: `Не доведено: ${canaries.word()}`,
  });
  expect(decided.kind).toBe('done');
}

test('the scan finds what is planted in the clear, or it would prove nothing', async () => {
  const { pool } = office.database;
  const [word, rnokpp, phone] = [canaries.word(), canaries.rnokpp(), canaries.phone()];
  const [tables = '', writeAhead = ''] = await databasePaths(office.database);
  for (const text of [word, rnokpp, `тел. ${phone}`]) {
    await pool.query('update access.membership set post = $1', [text]);
    await pool.query('checkpoint');
    for (const path of [tables, writeAhead]) {
      expect((await canaries.scan([path])).found).not.toEqual([]);
    }
    await pool.query('update access.membership set post = null');
    await pool.query('vacuum full access.membership');
  }
  await mkdir(join(office.folder, 'files'), { recursive: true });
  await writeFile(join(office.folder, 'files', 'planted'), `${'a'.repeat(65_530)}${word}`);
  expect((await canaries.scan([office.folder])).found).not.toEqual([]);
  expect(canaries.isIn(`said ${rnokpp}`)).toBe(true);
});

const columnsHere = sealedColumns
  .filter(({ name }) => !/generator|signature/.test(name))
  .map((column) => [column.name, column] as const);

test.each(columnsHere)('%s opens in its row alone, and not when changed', (_, column) =>
  expectSealedInPlace(office.database.pool, office.secrets, column),
);

test(
  'a key is changed while people sign in and look at their data, without an error',
  async () => {
    const { pool } = office.database;
    const rotation = new AbortController();
    let looks = 0;
    const errors: string[] = [];
    const goOn = async (at: number) => {
      while (!rotation.signal.aborted || looks < looksMin) {
        const browser = await office.signIn(`canary${at}`);
        const { status, body } = await browser.get('/cabinet/profile');
        looks += 1;
        if (status !== 200 || !body.includes(consumers[at]?.surname ?? '')) errors.push(body);
      }
    };
    const visitors = [3, 4].map(goOn);
    const number = await office.keys.make();
    const resealed = await resealColumns(pool, office.secrets, sealedColumns);
    rotation.abort();
    await Promise.all(visitors);
    expect(errors).toEqual([]);
    expect(resealed).toBeGreaterThan(consumersCount);
    // What the other process wrote before it heard of the new key follows in the next night.
    await resealColumns(pool, office.secrets, sealedColumns);
    for (const [, column] of columnsHere) {
      for (const { sealed } of await readSealedAfter(pool, column, null, 100_000)) {
        expect(sealed.readUInt32BE(1)).toBe(number);
      }
    }
    expect(await readdir(join(office.folder, 'keys', 'fields'))).toHaveLength(3);
  },
  minutesMs,
);
