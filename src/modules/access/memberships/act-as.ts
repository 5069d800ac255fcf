import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { users } from '#kernel/role.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { listMemberships } from './list-memberships.ts';
import { keyOf, principalOf } from './membership.ts';

const input = z.object({ key: z.string().max(40) });

/** From now on a person acts in another name, if a decision lets them (1039:20, 1039:25). */
export function actAsCommand(secrets: FieldCipher) {
  return defineCommand({
    id: 'access.act-as',
    law: [law('1039:20'), law('1039:25'), law('1039:56.1')],
    audience: users,
    scope: { kind: 'self' },
    input,
    async handle(
      { tx, principal, now }: Execution,
      { key }: z.infer<typeof input>,
    ): Promise<Principal | Refusal> {
      const { personId, personName } = principal;
      if (personId === null) return refuse('nobody');
      const memberships = await listMemberships(
        { db: queryableOf(tx), secrets },
        personId,
        dayInKyiv(now),
      );
      const chosen = memberships.find((one) => keyOf(one) === key);
      return chosen === undefined
        ? refuse('not-theirs')
        : principalOf({ personId, personName }, chosen);
    },
  });
}
