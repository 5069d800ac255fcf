import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { keepEvidence } from './requests.sql.ts';

const input = z.object({ queryId: z.uuid(), address: z.string(), sha256: z.string() });
type Kept = z.infer<typeof input>;

/**
 * The archive that proves an answer of a register lies in the store from now on. Done twice, it is
 * done once.
 * @law 1039:57 1039:58
 */
export const keepOwnershipEvidence = defineCommand({
  id: 'access.keep-ownership-evidence',
  law: [law('1039:57'), law('1039:58')],
  audience: ['system'],
  scope: { kind: 'self' },
  input,
  auditSubject: ({ queryId }: Kept) => `query:${queryId}`,
  async handle({ tx, now }: Execution, { queryId, address }: Kept) {
    return { kept: await keepEvidence(queryableOf(tx), { queryId, address, now }) };
  },
});
