import { afterAll, beforeAll, expect } from 'vitest';
import type { AccountAct } from '#kernel/command.ts';
import { roles } from '#kernel/role.ts';
import { readReachedAccounts } from '#modules/access/accounts/reach.ts';
import { scopeChecks } from '#modules/access/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { holderOf } from '#platform/holder.ts';
import { lawTest } from '#test/law-test.ts';
import { AccessOffice } from './access-office.ts';
import {
  accountRelations,
  documentRelations,
  plantDocuments,
  plantMatrix,
  plantRequests,
  requestRelations,
  subjectRelations,
  territoryRelations,
  type AccountRelation,
  type MatrixPrincipal,
} from './matrix-town.ts';
import { localGroups } from './oracle.ts';

/**
 * The checks of scope by themselves, whatever operations there are: who touches what of whose. The
 * matrix goes through operations, and some checks are asked there by some groups only.
 */
let office: AccessOffice;
let principals: readonly MatrixPrincipal[];
let documentOf: Awaited<ReturnType<typeof plantDocuments>>;

beforeAll(async () => {
  office = await AccessOffice.open();
  const planted = await plantMatrix(office);
  principals = [...planted, ...oddOnes(planted)];
  documentOf = await plantDocuments(office, principals);
  await plantRequests(office);
});
afterAll(() => office.close());

/**
 * Those that there should never be: half of what lets somebody, or
 * in a group where it does not.
 */
function oddOnes(planted: readonly MatrixPrincipal[]): readonly MatrixPrincipal[] {
  const deputy = planted.find(({ name }) => name === 'trusted-consumer')?.principal ?? anonymous;
  const { mandate } = deputy;
  const nobody: Principal = anonymous;
  const odd: readonly (Partial<Principal> & Pick<Principal, 'role'>)[] = [
    ...roles.map((role) => ({ role })),
    { ...deputy, role: 'laboratory' },
    { role: 'trusted-consumer', mandate },
    { role: 'trusted-consumer', personId: deputy.personId },
  ];
  return odd.map((one) => {
    const principal = { ...nobody, ...one };
    return { name: `odd ${principal.role}`, principal, accounts: [] };
  });
}

const acts: readonly AccountAct[] = ['see', 'readings', 'pay', 'contract', 'serve', 'bill'];
const countryGroups: ReadonlySet<string> = new Set([
  'cabinet-secretariat',
  'ministry',
  'owner',
  'regulator',
]);
const supplierGroups: ReadonlySet<string> = new Set(['provider', 'manager', 'billing-centre']);
const ownersParts = ['access-report', 'service-sets'];

type Kind = keyof typeof scopeChecks;
/** What is touched, by which key and how, and whether the regulation lets somebody. */
interface Cell {
  readonly kind: Kind;
  readonly key: unknown;
  readonly act?: AccountAct;
  readonly may: boolean;
}

function cellsOf(who: MatrixPrincipal): readonly Cell[] {
  const { role, subjectId, territoryId } = who.principal;
  const entries = <T>(of: Readonly<Record<string, T>>) => Object.entries(of);
  return [
    ...entries(accountRelations).flatMap(([relation, key]) =>
      acts.map((act): Cell => {
        const theirs = act === 'bill' ? (who.bills ?? who.accounts) : who.accounts;
        const may = theirs.includes(relation as AccountRelation);
        return { kind: 'account', key, act, may: may && (who.acts?.includes(act) ?? true) };
      }),
    ),
    ...entries(subjectRelations).map(([, key]): Cell => ({
      ...{ kind: 'provider', key, may: supplierGroups.has(role) && key === subjectId },
    })),
    ...entries(territoryRelations).map(([relation, key]): Cell => {
      const hasPower = localGroups.includes(role) && territoryId !== null;
      const isOwn = hasPower && relation === 'own';
      return { kind: 'territory', key, may: isOwn || countryGroups.has(role) };
    }),
    ...entries(requestRelations).map(([relation, key]): Cell => {
      const isThere = !['not signed', 'missing'].includes(relation);
      const decides = role === 'temporary-administrator' && territoryId !== null;
      const isTheirs = decides && relation === 'own territory';
      const may = isThere && (role === 'technical-administrator' || isTheirs);
      return { kind: 'access-request', key, may };
    }),
    ...documentRelations.map((relation): Cell => {
      // A deputy has those of their own person; that no operation shows them is the audience's.
      const may =
        holderOf(who.principal) !== undefined && ['own draft', 'sent to them'].includes(relation);
      return { kind: 'document', key: documentOf(who, relation), may };
    }),
    ...['audit', 'registry', ...ownersParts].map((key): Cell => {
      const isOwners = role === 'owner' && ownersParts.includes(key);
      return { kind: 'platform', key, may: role === 'technical-administrator' || isOwners };
    }),
  ];
}

lawTest(
  ['1039:20.9', '1039:20.10', '1039:20.11'],
  'a consumer’s pages show the accounts that they reach, and nobody else’s show any',
  async () => {
    const isConsumer = (role: string) => role.endsWith('-consumer');
    for (const { name, principal, accounts } of principals) {
      const today = dayInKyiv(office.now);
      const reached = await readReachedAccounts(queryableOf(office.app.db), principal, today);
      const theirs = isConsumer(principal.role) ? accounts : [];
      expect([name, reached]).toEqual([name, theirs.map((one) => accountRelations[one])]);
    }
  },
);

lawTest(
  ['1039:20', '1039:25', '1039:26.5.a.4', '1039:55'],
  'who touches what of whose is as the regulation says, whatever is asked for',
  async () => {
    const wrong: string[] = [];
    let cells = 0;
    for (const who of principals) {
      for (const { kind, key, act, may } of cellsOf(who)) {
        cells += 1;
        const touched = {
          key: String(key),
          ...(act === undefined ? {} : { act }),
          now: office.now,
        };
        const does = await scopeChecks[kind](office.app.db, who.principal, touched);
        if (does !== may) wrong.push(`${who.name}: ${kind} ${String(key)} ${act ?? ''}`);
      }
    }
    console.log(
      `scope checks: ${principals.length} principals, ${cells} cells, ${wrong.length} wrong`,
    );
    expect(wrong).toEqual([]);
    expect(cells).toBeGreaterThan(1_500);
  },
);
