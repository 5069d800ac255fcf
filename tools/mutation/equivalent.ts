import type { PolicyMutant } from './policy.ts';

interface Equivalent extends Pick<PolicyMutant, 'path' | 'original' | 'text'> {
  /** Why nobody could tell it from the source. */
  readonly why: string;
}

const nothingIsNull = 'the database finds nothing that is equal to null; types ask for the check';

/** Mutants that change nothing that anybody could notice; a reader of the list may check each. */
export const equivalents: readonly Equivalent[] = [
  ...same('src/modules/access/scope-checks.ts', 'the same is asked, alone or with others', [
    ['db.isTransaction', 'true'],
    ['db.isTransaction', 'false'],
    ['batcher === undefined', 'true'],
  ]),
  ...['src/modules/access/scope-checks.ts', 'src/modules/access/accounts/reach.ts'].flatMap(
    (path) =>
      same(path, nothingIsNull, [
        ["role === 'individual-consumer' && personId !== null", "role === 'individual-consumer'"],
        ["role === 'collective-consumer' && subjectId !== null", "role === 'collective-consumer'"],
        [
          "role === 'trusted-consumer' && mandate !== null && personId !== null",
          "role === 'trusted-consumer' && mandate !== null",
        ],
      ]),
  ),
  ...same('src/modules/access/accounts/reach.ts', nothingIsNull, [
    ["role === 'trusted-consumer' && mandate !== null", "role === 'trusted-consumer'"],
  ]),
  ...same(
    'src/modules/access/memberships/list-memberships.ts',
    'each body and each grantor has a name: types ask for the check',
    [
      ['names[at] ?? null', 'names[at]'],
      ["grantors.get(grantorId) ?? ''", 'grantors.get(grantorId)'],
    ],
  ),
  ...same('src/modules/access/scope-checks.ts', nothingIsNull, [
    ['isOneOf(suppliers, role) && subjectId !== null', 'isOneOf(suppliers, role)'],
    ['!isOneOf(localPowers, role) || territoryId === null', '!isOneOf(localPowers, role)'],
  ]),
];

function same(
  path: string,
  why: string,
  changes: readonly (readonly [original: string, text: string])[],
): readonly Equivalent[] {
  return changes.map(([original, text]) => ({ path, why, original, text }));
}

const key = ({ path, original, text }: Pick<PolicyMutant, 'path' | 'original' | 'text'>) =>
  [path, original, text].join('\n');
const known = new Set(equivalents.map(key));

export function isEquivalent(mutant: PolicyMutant): boolean {
  return known.has(key(mutant));
}
