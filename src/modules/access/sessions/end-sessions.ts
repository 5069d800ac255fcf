import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { users } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { endSessionsOf } from '#platform/sessions/sessions.sql.ts';
import { z } from 'zod';

const input = z.union([z.object({ sessionId: z.uuid() }), z.object({ allBut: z.uuid() })]);

/** Ends one of a person's own sessions, or all but the one named. */
export const endSessions = defineCommand({
  id: 'access.end-sessions',
  law: [law('1039:31'), law('1039:99')],
  audience: users,
  scope: { kind: 'self' },
  input,
  async handle(
    { tx, principal }: Execution,
    which: z.infer<typeof input>,
  ): Promise<{ readonly personId: bigint } | Refusal> {
    const { personId } = principal;
    if (personId === null) return refuse('nobody');
    await endSessionsOf(queryableOf(tx), personId, which);
    return { personId };
  },
});
