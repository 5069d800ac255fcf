import { afterAll, beforeAll, expect, test } from 'vitest';
import { declaredOperations, type Declared } from '#kernel/command.ts';
import '#main-worker.ts';
import { law } from '#kernel/law.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { toJson } from '#platform/json.ts';
import { Operations } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { webInProcess, type WebInProcess } from '#test/web/in-process.ts';
import { lawTest } from '#test/law-test.ts';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { AccessOffice } from './access-office.ts';
import {
  canariesOf,
  meterOf,
  plantDocumentParts,
  plantedAccounts,
  plantMoney,
  plantPeople,
  runOf,
} from './canaries.ts';
import {
  accountRelations,
  documentRelations,
  plantDocuments,
  plantMatrix,
  plantRequests,
  requestRelations,
  subjectRelations,
  type AccountRelation,
  type MatrixPrincipal,
} from './matrix-town.ts';
import { restrictedRelations } from './restricted-town.ts';
import { oracle, type Rule } from './oracle.ts';

/**
 * The matrix once more with every scope check answering yes: what the oracle denies by scope is
 * then kept by row-level security alone.
 */
let office: AccessOffice;
let web: WebInProcess;
let unchecked: Operations;
let principals: readonly MatrixPrincipal[];
let documentOf: Awaited<ReturnType<typeof plantDocuments>>;

beforeAll(async () => {
  office = await AccessOffice.open();
  // Every operation that a web server has, under the keys of tests.
  web = await webInProcess(office.app);
  principals = await plantMatrix(office);
  documentOf = await plantDocuments(office, principals);
  await plantRequests(office);
  await plantDocumentParts(office);
  await plantMoney(office);
  await plantPeople(office, principals);
  const yes = () => Promise.resolve(true);
  const scopes = { account: yes, provider: yes, territory: yes, document: yes, platform: yes };
  const { db, users } = office.app;
  unchecked = new Operations({
    ...{ db, users, clock: { now: () => office.now }, audit: auditTrail(db) },
    scopes: { ...scopes, 'access-request': yes, 'restricted-request': yes },
  });
  await leaveLooks(db);
});
afterAll(async () => {
  await web.close();
  await office.close();
});

/** Somebody has looked at each account, and the log says so. */
async function leaveLooks(db: AccessOffice['app']['db']): Promise<void> {
  for (const [, accountId] of plantedAccounts) {
    await auditTrail(db).apart({
      ...{ at: office.now, command: 'provider-account', clauses: [law('1039:56.1')] },
      ...{ actor: 'person:900:provider:4', subject: `account:${accountId}` },
      ...{ payload: '{}', outcome: 'done' },
    });
  }
}

type InputOf = (object: bigint, relation: string) => object;

const ofAccount: InputOf = (object) => ({ accountId: String(object) });
const correction: InputOf = (object) => ({
  ...{ accountId: String(object), period: '2026-09', service: 'cold-water', providerId: '1' },
  ...{ way: 'less', sum: '1,00', ground: 'Акт', actNumber: 'А-2', actOn: '2026-10-02' },
});
const ofSubject: InputOf = (subjectId) => ({ subjectId });
const ofRun: InputOf = (subjectId, relation) => ({ subjectId, runId: String(runOf(relation)) });
const ofProvider: InputOf = (providerId) => ({ providerId: String(providerId) });
const anImport = '00000000-0000-4000-8000-000000000099';
const tariff: InputOf = (subjectId) => ({
  ...{ subjectId, providerId: String(subjectId), service: 'cold-water', component: 'volume' },
  ...{ zone: '0', territoryId: String(smallTown.hromada), netPrice: '10', grossPrice: '12' },
  ...{ vatPercent: '20', validFrom: '2026-12-01', decisionAuthority: 'Рада' },
  ...{ decisionNumber: '1', decisionOn: '2026-10-01', publishedOn: '2026-10-02', category: 'all' },
  items: [{ title: 'Усе', netPrice: '10' }],
});
const ofDocument: InputOf = (documentId) => ({ documentId: String(documentId) });
const file = { name: 'a', mediaType: 'a/b', sizeBytes: 1 };
const hash = 'a'.repeat(64);
const written = { ...file, address: hash, sha256: hash };

/** What each operation that has a scope is asked for. */
const inputs: Readonly<Record<string, InputOf>> = {
  'bill-stamp': (object) => ({ accountId: String(object), period: '2026-09' }),
  'find-bill': (object) => ({ accountId: String(object), period: '2026-09' }),
  'find-history': (object) => ({ accountId: String(object), year: 2026 }),
  'find-own-meters': ofAccount,
  'list-bills': ofAccount,
  'list-payments': (object) => ({ accountId: String(object), year: 2026 }),
  'enter-reading': (object, relation) => ({
    accountId: String(object),
    meterId: String(meterOf[relation as AccountRelation]),
    values: [{ zone: 0, value: '99' }],
    confirmed: ['lower', 'zero', 'far-from-usual', 'digits-swapped', 'rollover'],
  }),
  'check-payment': (object) => ({ accountId: String(object), sum: 'all' }),
  'find-payment-offer': ofAccount,
  'start-payment': (object) => ({ accountId: String(object), amount: '10' }),
  'access.who-looked': ofAccount,
  'access.disconnect-account': ofAccount,
  'access.show-account-people': ofAccount,
  'access.end-account-link': (object) => ({ accountId: String(object), personId: '900' }),
  'access.show-owner-changes': ofAccount,
  'access.record-owner-change': (object) => ({
    ...{ accountId: String(object), changedOn: '2026-10-20', ground: 'Договір' },
  }),
  'check-correction': correction,
  'correct-charge': correction,
  'correctable-charges': ofAccount,
  'provider-account': ofAccount,
  'billing-readiness': ofSubject,
  'billing-run-questions': ofRun,
  'billing-run-report': ofRun,
  'resume-billing-run': ofRun,
  'check-tariff': tariff,
  'enter-tariff': tariff,
  'import-readings': (object) => ({
    ...{ providerId: String(object), importId: anImport, fileFormat: 'csv', sha256: hash },
    fileName: 'readings.csv',
  }),
  'provider-accounts': ofSubject,
  'provider-accounts-batch': (subjectId) => ({ subjectId, after: null }),
  'provider-desk': ofSubject,
  'provider-places': ofSubject,
  'provider-tariff': (subjectId) => ({ subjectId, tariffId: '1' }),
  'provider-tariffs': ofSubject,
  'reading-import-refused-lines': (object) => ({ providerId: String(object), importId: anImport }),
  'reading-import-report': (object) => ({ providerId: String(object), importId: anImport }),
  'reading-imports': ofProvider,
  'readings-template': ofSubject,
  'receivables-report': ofSubject,
  'start-billing-run': (object) => ({
    ...{ billerId: String(object), hromadaId: smallTown.hromada, period: '2026-10' },
  }),
  'documents.find': ofDocument,
  'documents.open-delivered': ofDocument,
  'documents.receive-signature': (documentId) => ({
    ...{ documentId, version: 1, slot: 1, signatureId: anImport, address: hash },
  }),
  'documents.save-version': (documentId) => ({
    ...{ documentId, version: 1, files: [written, written] },
  }),
  'documents.submit-unsigned': (documentId) => ({ documentId, version: 1 }),
  'documents.transfer-enveloped': (documentId) => ({
    ...{ documentId: String(documentId), version: 1, certificateSha256: hash },
  }),
  'documents.withdraw-draft': (documentId) => ({ documentId }),
  'restricted-account': (object) => ({ restrictedId: String(object) }),
  'access.find-request': (object) => ({ requestId: String(object) }),
  'access.decide-request': (object) => ({
    ...{ requestId: String(object), outcome: 'refused', reason: 'Перевірка' },
  }),
};

/** Sums of territories, shown without anybody's rows, and what belongs to no one. */
const withoutRows: ReadonlySet<string> = new Set(['public', 'self', 'platform', 'territory']);
/** Asked of an exact key together with others, it tells how many postings there were. */
const tellsACount: ReadonlySet<string> = new Set(['bill-stamp']);

/** Objects that the oracle denies by scope, each beside the one that is not there. */
function deniedTo(
  rule: Rule,
  who: MatrixPrincipal,
): readonly { readonly relation: string; readonly object: bigint; readonly missing: bigint }[] {
  const of = (relations: Readonly<Record<string, bigint>>, isTheirs: (one: string) => boolean) =>
    Object.entries(relations).flatMap(([relation, object]) =>
      relation === 'missing' || isTheirs(relation)
        ? []
        : [{ relation, object, missing: relations['missing'] ?? 0n }],
    );
  switch (rule.whose) {
    case 'account':
      return of(accountRelations, (one) => {
        const theirs = rule.act === 'bill' ? (who.bills ?? who.accounts) : who.accounts;
        return theirs.includes(one as AccountRelation);
      });
    case 'provider':
      return of(subjectRelations, (one) => {
        return subjectRelations[one as 'own'] === who.principal.subjectId;
      });
    case 'document':
      return of(
        Object.fromEntries(documentRelations.map((one) => [one, documentOf(who, one)])),
        (one) => ['own draft', 'sent to them'].includes(one),
      );
    case 'access-request':
      return of(requestRelations, (one) => {
        const isSigned = one !== 'not signed';
        if (who.principal.role === 'technical-administrator') return isSigned;
        return one === 'own territory';
      });
    case 'restricted-request':
      return of(restrictedRelations, (one) => {
        if (who.name === 'official with restricted requests') {
          return one === 'granted' || one === 'granted in part';
        }
        return who.name === 'the same official in another name' && one === 'made in another name';
      });
    case 'public':
    case 'self':
    case 'territory':
    case 'platform':
      return [];
  }
}

/** What stands in the rows of every account that somebody does not reach. */
function canariesBeyond({ accounts, opened }: MatrixPrincipal): readonly string[] {
  return plantedAccounts.flatMap(([relation]) =>
    accounts.includes(relation) || opened?.[relation] !== undefined ? [] : canariesOf(relation),
  );
}

/** What came of it, with what the caller said themselves put aside. */
async function cameOf(
  operation: Declared,
  principal: Principal,
  { object, relation, of }: { object: bigint; relation: string; of: InputOf },
): Promise<string> {
  const input = of(object, relation);
  const outcome = await carryOut(operation, principal, input).catch((error: unknown) => ({
    kind: 'thrown',
    message: error instanceof Error ? error.message : String(error),
  }));
  if (outcome.kind === 'faults') throw new Error(`${operation.id}: ${toJson(outcome)}`);
  const said = Object.values(input).filter((value) => String(value).length > 5);
  const own = [object, ...said].reduce<string>(
    (text, value) => text.replaceAll(String(value), '#'),
    toJson(outcome),
  );
  return own.replaceAll(`"subjectId":"${object}"`, '"subjectId":"#"');
}

function carryOut(operation: Declared, principal: Principal, input: unknown) {
  const tried = operation as never;
  switch (operation.kind) {
    case 'command':
      return unchecked.carryOut(tried, principal, input);
    case 'group-command':
      return unchecked.carryOutTogether(tried, [{ principal, input }]).then(([one]) => {
        if (one === undefined) throw new Error('a group without an answer');
        return one;
      });
    case 'query':
      return unchecked.ask(tried, principal, input);
  }
}

/** How many rows hold anything that belongs to others: commands must leave them alone. */
async function foreignState(): Promise<string> {
  const { rows } = await office.database.pool.query(
    `select (select count(*) from settlements.reading) as readings,
       (select count(*) from settlements.payment) as payments,
       (select count(*) from settlements.correction) as corrections,
       (select count(*) from settlements.transfer) as transfers,
       (select count(*) from settlements.reading_import where provider_id <> 1) as imports,
       (select count(*) from settlements.billing_run) as runs,
       (select sum(version) from settlements.account_version) as versions,
       (select count(*) from access.account_link where ended_at is null) as links,
       (select count(*) from access.access_request where outcome is null) as requests,
       (select count(*) from documents.signature) as signatures,
       (select count(*) from documents.version) as document_versions,
       (select string_agg(state, ',' order by document_id) from documents.document) as states,
       (select count(*) from documents.delivery where opened_at is not null) as opened`,
  );
  return toJson(rows[0]);
}

interface Tried {
  readonly cells: number;
  /** Answered as what is not there. */
  readonly alike: number;
  readonly wrong: readonly string[];
}

/** Every cell that the oracle denies by scope, of the operations given. */
async function tryAll(ids: readonly string[] = Object.keys(inputs)): Promise<Tried> {
  const wrong: string[] = [];
  let cells = 0;
  let alike = 0;
  for (const id of ids) {
    const operation = declaredOperations().get(id);
    const rule = oracle.get(id);
    if (operation === undefined || rule === undefined) throw new Error(`no operation ${id}`);
    for (const who of principals.filter(({ principal }) => rule.groups.includes(principal.role))) {
      for (const denied of deniedTo(rule, who)) {
        cells += 1;
        const tried = await tryCell({ operation, rule, who }, denied);
        if (tried.isAlike) alike += 1;
        wrong.push(...tried.wrong);
      }
    }
  }
  return { cells, alike, wrong };
}

async function tryCell(
  { operation, rule, who }: { operation: Declared; rule: Rule; who: MatrixPrincipal },
  { relation, object, missing }: { relation: string; object: bigint; missing: bigint },
) {
  const of = inputs[operation.id];
  if (of === undefined) throw new Error(`what is ${operation.id} asked for?`);
  const answer = await cameOf(operation, who.principal, { object, relation, of });
  const none = await cameOf(operation, who.principal, { object: missing, relation: 'missing', of });
  const isAlike = answer === none;
  if (tellsACount.has(operation.id)) return { isAlike, wrong: [] };
  const canaries = canariesBeyond(who).filter((one) => answer.includes(one));
  const told = canaries.map((one) => `${operation.id}: ${who.name} gets ${one}`);
  // Of a body there are public facts too, which tell it from one that is not there.
  return isAlike || rule.whose === 'provider'
    ? { isAlike, wrong: told }
    : {
        isAlike,
        wrong: [
          ...told,
          `${operation.id}: ${who.name} tells ${relation} by ${answer}, not ${none}`,
        ],
      };
}

lawTest(
  ['1039:25', '1039:26.4.j', '1039:26.5.a.4', '1039:71'],
  'with the checks of scope switched off no foreign row comes out, in every cell they deny',
  async () => {
    const before = await foreignState();
    const { cells, alike, wrong } = await tryAll();
    console.log(
      `row-level security alone: ${Object.keys(inputs).length} operations, ${cells} cells denied, ` +
        `${alike} answered as what is missing, ${wrong.length} wrong`,
    );
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(600);
    expect(await foreignState()).toBe(before);
  },
  240_000,
);

test('every operation with a scope over somebody’s rows is tried', () => {
  const scoped = Array.from(declaredOperations().values()).filter(
    ({ id, scope }) => oracle.has(id) && !withoutRows.has(scope.kind),
  );
  expect(scoped.map(({ id }) => id).sort()).toEqual(Object.keys(inputs).sort());
});

test('without row-level security they do come out: the proof catches it', async () => {
  const { pool } = office.database;
  const tables = ['registry.account', 'settlements.bill', 'documents.document'];
  const turn = async (how: string) => {
    for (const table of tables) await pool.query(`alter table ${table} ${how} row level security`);
  };
  await turn('disable');
  const ids = ['list-bills', 'provider-account', 'provider-accounts', 'documents.find'];
  const { wrong } = await tryAll(ids);
  await turn('enable');
  expect(new Set(wrong.map((line) => line.split(':')[0]))).toEqual(new Set(ids));
  expect((await tryAll(ids)).wrong).toEqual([]);
});

test('what is allowed still comes out without the checks', async () => {
  const consumer = principals[1] as MatrixPrincipal;
  const bill = await carryOut(
    declaredOperations().get('list-bills') as Declared,
    consumer.principal,
    { accountId: String(accountRelations.own) },
  );
  expect(toJson(bill)).toContain(canariesOf('own')[1]);
});
