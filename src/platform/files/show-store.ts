import { z } from 'zod';
import { defineQuery } from '#kernel/command.ts';
import { queryableOf } from '../db/queryable-of.ts';
import type { Reading } from '../operations.ts';
import { readStoreState, type StoreState } from './catalogue.sql.ts';

export type { StoreState } from './catalogue.sql.ts';

/** How the store of documents stands: sizes, keys, what the scrubber found (1039:10.22). */
export const showStore = defineQuery({
  id: 'platform.show-store',
  law: ['1039:10.22', '1039:53.3'],
  audience: ['technical-administrator'],
  scope: { kind: 'platform', key: () => 'files' },
  input: z.object({}),
  handle: ({ db }: Reading): Promise<StoreState> => readStoreState(queryableOf(db)),
});
