import { expect } from 'vitest';
import { roles, type Role } from '#kernel/role.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { bodyRoles } from './acts.ts';
import { isInRemit, rolesInRemit } from './remit.ts';

/** Whom the technical administrator alone decides on (1039:54.2, 1039:55). */
const ofTechnical: ReadonlySet<Role> = new Set<Role>([
  ...(['individual-consumer', 'collective-consumer', 'trusted-consumer'] as const),
  ...(['temporary-administrator', 'technical-administrator', 'owner'] as const),
]);
const acting = (role: Role, of: Partial<Principal> = {}): Principal => ({
  ...{ ...anonymous, role, personId: 1n },
  ...of,
});
const ofBody = acting('temporary-administrator', { subjectId: 3n });
const ofTerritory = acting('temporary-administrator', { subjectId: 3n, territoryId: 7 });
const now = Temporal.Instant.from('2026-10-20T09:00:00Z');
/** Of a body and of a consumer in person the registry of places is not asked. */
const noDatabase = undefined as never;
const decides = (who: Principal, role: Role, subjectId: bigint | null) =>
  isInRemit(noDatabase, who, { role, subjectId, territoryId: null }, now);

lawTest(['1039:54.2', '1039:55'], 'each administrator lets in their groups and no others', () => {
  expect(rolesInRemit(acting('technical-administrator'))).toEqual(bodyRoles);
  expect(rolesInRemit(ofBody)).toEqual(bodyRoles.filter((one) => !ofTechnical.has(one)));
});

lawTest(['1039:54.2', '1039:55'], 'who decides on whom is as the regulation says', async () => {
  for (const role of roles) {
    const isFor = !ofTechnical.has(role);
    expect([role, await decides(acting('technical-administrator'), role, 3n)]).toEqual([
      role,
      true,
    ]);
    expect([role, await decides(ofBody, role, 3n)]).toEqual([role, isFor]);
    expect([role, await decides(ofBody, role, 4n)]).toEqual([role, false]);
    expect([role, await decides(ofTerritory, role, null)]).toEqual([role, false]);
  }
  for (const role of roles.filter((one) => !one.endsWith('-administrator'))) {
    expect([role, await decides(acting(role, { subjectId: 3n }), 'provider', 3n)]).toEqual([
      ...[role, false],
    ]);
  }
});
