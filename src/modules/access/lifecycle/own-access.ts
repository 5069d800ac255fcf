import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { bodyRoles, type AccessAct } from './acts.ts';
import { findHeld, readStaff, type HeldMembership } from './decisions.sql.ts';
import { openHeld, openStaff, type NamedMembership } from './decisions.ts';
import { nameTerritory } from './desk-queries.ts';
import { findHead } from './read-submission.ts';
import { readRequestsOf } from './requests.sql.ts';
import { openRequests, type AccessRequest } from './requests.ts';

const requestsMax = 100;

/** What somebody who acts for a body sees of access: everything when they are its head. */
export interface OwnAccess {
  readonly own: NamedMembership;
  readonly territoryName: string | undefined;
  /** Undefined for whoever is not the head. */
  readonly headed:
    | {
        readonly staff: readonly NamedMembership[];
        readonly requests: readonly AccessRequest[];
      }
    | undefined;
}

/** Who acts for a body and what was submitted, for its head; everybody's own, for themselves. */
export function ownAccessQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.own-access',
    law: [law('1039:29.1'), law('1039:35')],
    audience: bodyRoles,
    scope: { kind: 'self' },
    input: z.object({}),
    async handle({ db, principal, now }: Reading): Promise<OwnAccess | Refusal> {
      const on = queryableOf(db);
      const own =
        principal.membershipId === null ? undefined : await findHeld(on, principal.membershipId);
      if (own === undefined) return refuse('not-there');
      const head = await findHead({ db, principal, now });
      return {
        own: await openHeld(secrets, own),
        territoryName:
          own.territoryId === null ? undefined : await nameTerritory(db, own.territoryId),
        headed: head && {
          staff: await openStaff(secrets, await readStaff(on, head.subjectId)),
          requests: await openRequests(
            secrets,
            await readRequestsOf(on, head.subjectId, requestsMax),
          ),
        },
      };
    },
  });
}

/** What can be asked about a membership as it stands, with the worst last. */
export function actsOn({
  state,
  maySign,
}: Pick<HeldMembership, 'state' | 'maySign'>): readonly AccessAct[] {
  if (state === 'annulled') return ['re-register'];
  return [
    ...(state === 'blocked' ? (['restore'] as const) : []),
    maySign ? 'block-signing' : 'restore-signing',
    ...(state === 'active' ? (['block'] as const) : []),
    'annul',
  ];
}
