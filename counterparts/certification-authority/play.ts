import type { Verification } from '#exchange/signature/own/cms/verify.ts';
import { createAuthority, type Authority, type HierarchyKind } from './authority.ts';
import { directServices } from './direct.ts';
import type { AuthorityFaults } from './faults.ts';

/** An authority whose clock and faults a test holds, and what a platform verifies with. */
export interface Play {
  readonly authority: Authority;
  now: Temporal.Instant;
  faults: AuthorityFaults;
  /** Context of a verification that happens now, of a signature received now. */
  context(): Omit<Verification, 'signature'>;
}

export const playTime = Temporal.Instant.from('2026-11-20T10:00:00Z');

/** For tests: everything in one process, at a standing time. */
export async function openPlay(hierarchy: HierarchyKind, seed = 'play'): Promise<Play> {
  const play: { now: Temporal.Instant; faults: AuthorityFaults } = { now: playTime, faults: {} };
  const clock = { now: () => play.now };
  const url = 'http://authority.example';
  const authority = await createAuthority({ hierarchy, seed, url, clock });
  const services = directServices(authority, () => play.faults);
  return Object.assign(play, {
    authority,
    context: () => ({
      trust: authority.trust,
      receivedAt: play.now,
      now: play.now,
      services,
    }),
  });
}
