import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { users } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { factorProof, type FactorParts } from '../second-factor/check-factor.ts';
import { tryFactor, type Tried } from './try-factor.ts';

const input = z.object({ sessionId: z.uuid(), address: z.string(), proof: factorProof });

/** Shows the second factor again in a session; wrong codes count against that session. */
export function proveAgainCommand(parts: FactorParts) {
  return defineCommand({
    id: 'access.prove-again',
    law: [law('1039:10.2'), law('1039:53.3')],
    audience: users,
    scope: { kind: 'self' },
    input,
    auditPayload: () => ({}),
    async handle(
      { tx, principal, now }: Execution,
      { sessionId, address, proof }: z.infer<typeof input>,
    ): Promise<Tried | Refusal> {
      const { personId } = principal;
      if (personId === null) return refuse('nobody');
      const asking = { purpose: 'prove', place: sessionId } as const;
      const check = { db: queryableOf(tx), now, personId, asking, address, sessionId };
      return tryFactor(parts, check, proof);
    },
  });
}
