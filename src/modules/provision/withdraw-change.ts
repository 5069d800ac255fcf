import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { changeIdField } from './change-id.ts';
import { markWithdrawn } from './changes.sql.ts';

const input = z.object({ changeId: changeIdField });

/**
 * A provider takes back what was asked for and is not answered yet.
 * @law 1039:19.2
 */
export const withdrawChange = defineCommand({
  id: 'provision.withdraw-change',
  law: [law('1039:19.2')],
  audience: ['provider', 'manager'],
  scope: { kind: 'self' },
  input,
  auditSubject: ({ changeId }) => `change:${changeId}`,
  async handle(
    { tx, principal, now }: Execution,
    { changeId }: z.infer<typeof input>,
  ): Promise<{ readonly withdrawn: true } | Refusal> {
    const { subjectId: by } = principal;
    const isTheirs = by !== null && (await markWithdrawn(queryableOf(tx), { changeId, by, now }));
    return isTheirs ? { withdrawn: true } : refuse('no-such-change');
  },
});
