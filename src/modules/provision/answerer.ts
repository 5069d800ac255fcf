import { localPowers } from '#kernel/role.ts';
import { readSigningBodies, type SigningBody } from '#modules/access/index.ts';
import type { Territory } from '#modules/registry/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { beyondReach } from '#platform/reach.ts';

/** Who answers what a provider asks to change. */
export interface Answerer {
  readonly subjectId: bigint;
  /** Whether it is a local power; the technical administrator answers where there is none. */
  readonly isLocal: boolean;
}

/**
 * The local power that answers for a territory: that of the nearest unit around it, by the tree;
 * of two of one unit, its self-government. Where none of them is on the platform, the technical
 * administrator, who keeps the register (1039:66). Undefined when nobody may sign for either.
 */
export function findAnswerer(
  db: Database | Tx,
  place: Territory,
  now: Temporal.Instant,
): Promise<Answerer | undefined> {
  const around = place.path.map(({ territoryId }) => territoryId);
  return beyondReach(db, 'which body answers for a territory', async (every) => {
    const powers = await readSigningBodies(every, { roles: localPowers, around, now });
    const [nearest] = powers.toSorted((a, b) => distance(a) - distance(b));
    if (nearest !== undefined) return { subjectId: nearest.subjectId, isLocal: true };
    const keepers = ['technical-administrator'] as const;
    const [keeper] = await readSigningBodies(every, { roles: keepers, now });
    return keeper && { subjectId: keeper.subjectId, isLocal: false };
  });

  function distance({ territoryId, role }: SigningBody): number {
    const steps = around.indexOf(territoryId ?? 0);
    return steps * localPowers.length + localPowers.findIndex((one) => one === role);
  }
}
