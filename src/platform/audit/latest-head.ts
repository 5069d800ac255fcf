import { z } from 'zod';
import { defineQuery } from '#kernel/command.ts';
import { queryableOf } from '../db/queryable-of.ts';
import { everybody } from '#kernel/role.ts';
import type { Reading } from '../operations.ts';
import type { SignedHead } from './head.ts';
import { findLatestHead } from './tree.sql.ts';

export interface LatestHead {
  /** Null before the first entry was sealed. */
  readonly head: SignedHead | null;
}

/** The newest signed head of the log of actions: whoever keeps it notices any later change. */
export const latestHead = defineQuery({
  id: 'platform.latest-audit-head',
  law: ['1039:75'],
  audience: everybody,
  scope: { kind: 'public' },
  input: z.object({}),
  handle: async ({ db }: Reading): Promise<LatestHead> => ({
    head: (await findLatestHead(queryableOf(db))) ?? null,
  }),
});
