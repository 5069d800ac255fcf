import { readProjectFile } from '#tools/source/source-files.ts';
import { mutantsOf, type Mutant, type Within } from './mutants.ts';

const inAccess = (names: string) =>
  names.split(' ').map((name) => `test/access/${name}.db.test.ts`);
const ofActs = ['src/modules/access/lifecycle/acts.test.ts'];
const ofMemberships = ['src/modules/access/memberships/membership.test.ts'];
const ofRemit = ['src/modules/access/lifecycle/remit.test.ts'];
const ofPrincipals = ['src/platform/principal.test.ts'];
const ofOperations = ['src/platform/operations.db.test.ts'];
const ofReach = inAccess('acting mandates houses accounts territories consumer-access');
const ofLife = inAccess('remit life-cycle consumer-access');
const ofTheDoor = [
  'src/platform/http/access.test.ts',
  ...inAccess('contacts consumer-access'),
  ...['test/attacks/sessions.db.test.ts', 'test/attacks/strangers.db.test.ts'],
  'test/attacks/csrf.db.test.ts',
];
const matrix = inAccess('scopes matrix');

interface PolicyFile {
  /** Names of what is the policy in a file; all of it when undefined. */
  readonly within?: Within;
  /** Where a wrong policy is to be noticed, quick tests first. */
  readonly tests: readonly string[];
}

/** The policy of access: who may do what with whose. */
export const policyFiles: Readonly<Record<string, PolicyFile>> = {
  'src/modules/access/scope-checks.ts': { tests: [...ofReach, ...ofLife, ...matrix] },
  'src/modules/access/lifecycle/remit.ts': { tests: [...ofRemit, ...ofLife, ...matrix] },
  'src/modules/access/lifecycle/acts.ts': { tests: [...ofActs, ...ofLife] },
  'src/modules/access/accounts/reach.ts': { tests: [...inAccess('scopes'), ...ofReach] },
  'src/modules/access/accounts/account-links.sql.ts': {
    within: ['readLinkedAccounts', 'areLinked', 'readSubjectAccounts'],
    tests: [...inAccess('reach'), ...ofReach, ...matrix],
  },
  'src/modules/access/memberships/membership.ts': { tests: [...ofMemberships, ...ofReach] },
  'src/modules/access/memberships/still-open.ts': {
    tests: [
      'src/modules/access/memberships/still-open.test.ts',
      ...inAccess('reach'),
      ...inAccess('shut-out'),
      ...ofReach,
    ],
  },
  'src/modules/access/memberships/list-memberships.ts': {
    tests: [...inAccess('reach'), ...ofReach],
  },
  'src/modules/access/memberships/memberships.sql.ts': {
    within: ['readMemberships', 'readInPerson'],
    tests: [...inAccess('reach'), ...ofReach, ...ofLife],
  },
  'src/modules/access/mandates/mandates.sql.ts': {
    within: ['bothAct', 'inForce', 'readMandatedAccounts', 'readMandatesOfTrustee'],
    tests: [...inAccess('reach'), ...ofReach, ...matrix],
  },
  'src/platform/principal.ts': {
    within: ['anonymous', 'isOffered', 'actorKey'],
    tests: [...ofPrincipals, ...ofOperations, ...ofReach],
  },
  'src/platform/holder.ts': { tests: [...ofPrincipals, ...inAccess('row-security'), ...matrix] },
  'src/platform/reach.ts': {
    within: ['databaseRoleOf', 'reachOf', 'reachOfGroup'],
    tests: [...ofOperations, ...inAccess('row-security'), ...ofReach],
  },
  'src/platform/operations.ts': {
    within: [
      ...['ask', 'read', 'transaction', 'carryOut', 'carryOutIn', 'carryOutTogether', 'mayTouch'],
      'hide',
    ],
    tests: [...ofOperations, ...ofReach, ...matrix],
  },
  'src/platform/http/access.ts': { tests: ofTheDoor },
};

/** Tests that may be carried out again and again in one process, quick ones first. */
export const repeatedTests: readonly string[] = [
  ...[...ofActs, ...ofRemit, ...ofMemberships, ...ofPrincipals, 'src/platform/http/access.test.ts'],
  ...inAccess('scopes remit'),
];

export interface PolicyMutant extends Mutant {
  readonly id: number;
  readonly path: string;
  readonly line: number;
  /** What stands there in the source. */
  readonly original: string;
}

/** All mutants of the policy, numbered in the order of files and of places in them. */
export function policyMutants(): readonly PolicyMutant[] {
  const all = Object.entries(policyFiles).flatMap(([path, { within }]) => {
    const { text } = readProjectFile(path);
    const mutants = mutantsOf(path, text, within);
    if (mutants.length === 0) throw new Error(`${path} has nothing of the policy`);
    return mutants.map((mutant) => ({
      ...{ ...mutant, path, line: text.slice(0, mutant.start).split('\n').length },
      original: text.slice(mutant.start, mutant.end),
    }));
  });
  return all.map((mutant, id) => ({ ...mutant, id }));
}
