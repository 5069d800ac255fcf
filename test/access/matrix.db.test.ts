import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { declaredOperations, type Declared } from '#kernel/command.ts';
import '#main-worker.ts';
import { system, type Principal } from '#platform/principal.ts';
import { getRoutes } from '#test/journeys/routes.ts';
import { lawTest } from '#test/law-test.ts';
import { AccessOffice } from './access-office.ts';
import {
  accountRelations,
  documentRelations,
  plantRequests,
  requestRelations,
  plantDocuments,
  plantMatrix,
  subjectRelations,
  territoryRelations,
  type AccountRelation,
  type MatrixPrincipal,
} from './matrix-town.ts';
import { restrictedRelations } from './restricted-town.ts';
import { localGroups, oracle, systemOnly, type Rule } from './oracle.ts';

let office: AccessOffice;
let principals: readonly MatrixPrincipal[];
let documentOf: Awaited<ReturnType<typeof plantDocuments>>;
const declared = () => Array.from(declaredOperations().values());

beforeAll(async () => {
  // Builds the whole server, so that every operation is declared.
  await getRoutes();
  office = await AccessOffice.open();
  principals = await plantMatrix(office);
  documentOf = await plantDocuments(office, principals);
  await plantRequests(office);
});
afterAll(() => office.close());

/** The objects that an operation may be tried on, by how they stand to the principal. */
function relationsOf({ whose }: Rule, who: MatrixPrincipal): Readonly<Record<string, unknown>> {
  switch (whose) {
    case 'account':
      return accountRelations;
    case 'provider':
      return subjectRelations;
    case 'document':
      return Object.fromEntries(documentRelations.map((one) => [one, documentOf(who, one)]));
    case 'territory':
      return territoryRelations;
    case 'access-request':
      return requestRelations;
    case 'restricted-request':
      return restrictedRelations;
    case 'public':
    case 'self':
    case 'platform':
      return { any: 1n };
  }
}

function expected(rule: Rule, who: MatrixPrincipal, relation: string): boolean {
  const { role } = who.principal;
  if (!rule.groups.includes(role)) return false;
  switch (rule.whose) {
    case 'account':
      if (rule.act === 'bill') {
        return (who.bills ?? who.accounts).includes(relation as AccountRelation);
      }
      return (
        who.accounts.includes(relation as AccountRelation) &&
        (who.acts === undefined || who.acts.includes(rule.act ?? ''))
      );
    case 'provider':
      // The one provider of the matrix that acts for another body owns that one.
      return relation === 'own' && who.principal.subjectId === subjectRelations.own;
    case 'document':
      return relation === 'own draft' || relation === 'sent to them';
    case 'territory':
      return !localGroups.includes(role) || relation === 'own';
    case 'access-request':
      // The technical administrator decides on all that was signed, the temporary one on users of
      // the hromada they were appointed for, and on no consumer.
      if (relation === 'not signed' || relation === 'missing') return false;
      return role === 'technical-administrator' || relation === 'own territory';
    case 'restricted-request':
      // Whoever asked, in the name they asked in, while it lasts.
      if (who.name === 'official with restricted requests') {
        return relation === 'granted' || relation === 'granted in part';
      }
      return (
        who.name === 'the same official in another name' && relation === 'made in another name'
      );
    case 'public':
    case 'self':
    case 'platform':
      return true;
  }
}

/** Audience and scope as declared; what would be done is left out, and any field is the object. */
async function isReached(
  operation: Declared,
  { principal }: MatrixPrincipal,
  object: unknown,
): Promise<boolean> {
  const input = new Proxy({}, { get: () => object });
  const tried = {
    ...operation,
    input: { safeParse: () => ({ success: true as const, data: input }) },
    handle: () => Promise.resolve('reached'),
    handleAll: (_: unknown, asked: readonly unknown[]) =>
      Promise.resolve(asked.map(() => 'reached')),
    auditSubject: () => 'matrix',
    auditPayload: () => ({}),
    shownAccounts: () => [],
  } as never;
  const outcome = await carryOut(operation, tried, principal);
  return outcome.kind === 'done';
}

function carryOut({ kind }: Declared, tried: never, principal: Principal) {
  switch (kind) {
    case 'command':
      return office.operations.carryOut(tried, principal, {});
    case 'group-command':
      return office.operations.carryOutTogether(tried, [{ principal, input: {} }]).then(([one]) => {
        if (one === undefined) throw new Error('a group without an answer');
        return one;
      });
    case 'query':
      return office.operations.ask(tried, principal, {});
  }
}

lawTest(
  ['1039:20', '1039:21.7', '1039:25', '1039:26.5.a.4', '1039:42', '1039:43'],
  'who reaches what of whose is as the regulation says, in every cell',
  async () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const operation of declared()) {
      const rule = oracle.get(operation.id);
      if (rule === undefined) continue;
      for (const who of principals) {
        for (const [relation, object] of Object.entries(relationsOf(rule, who))) {
          cells += 1;
          const reached = await isReached(operation, who, object);
          if (reached === expected(rule, who, relation)) continue;
          wrong.push(`${operation.id}: ${who.name} ${reached ? 'reaches' : 'misses'} ${relation}`);
        }
      }
    }
    console.log(
      `access matrix: ${oracle.size} operations × ${principals.length} principals, ` +
        `${cells} cells, ${wrong.length} wrong`,
    );
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(4_000);
  },
  120_000,
);

describe('the oracle', () => {
  test('knows every operation that is declared, and no other', () => {
    const ids = declared().map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(100);
    const known = [...oracle.keys(), ...systemOnly];
    expect(ids.filter((id) => !known.includes(id))).toEqual([]);
    expect(known.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('agrees with the declarations on whose data each touches', () => {
    const differing = declared().filter(({ id, scope }) => {
      const rule = oracle.get(id);
      if (rule === undefined) return false;
      const act = scope.kind === 'account' ? scope.act : undefined;
      return rule.whose !== scope.kind || rule.act !== act;
    });
    expect(differing.map(({ id }) => id)).toEqual([]);
  });
});

test('the platform’s own work is done by nobody who is signed in or not', async () => {
  const own = declared().filter(({ id }) => systemOnly.has(id));
  expect(own).toHaveLength(systemOnly.size);
  for (const operation of own) {
    for (const who of principals) expect(await isReached(operation, who, 1n)).toBe(false);
    const platform = { name: 'system', principal: system, accounts: [] };
    expect(await isReached(operation, platform, 1n)).toBe(true);
  }
});
