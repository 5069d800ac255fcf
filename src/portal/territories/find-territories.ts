import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import {
  findTerritories,
  listChildTerritories,
  type ChildTerritory,
  type FoundTerritory,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { everybody } from '#kernel/role.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';

const textLengthMax = 200;

const input = z.object({
  text: z.string().transform((text) => text.trim().slice(0, textLengthMax)),
});

export interface FoundTerritories {
  readonly found: readonly FoundTerritory[];
  /** For choosing without typing. */
  readonly regions: readonly ChildTerritory[];
}

/** Territories by name, misspelt or not, with any apostrophe or none (1039:23.3.b.2). */
export const searchTerritories = defineQuery({
  id: 'portal.search-territories',
  law: [law('1039:23.3.b.2'), law('1039:23.4'), law('1039:44')],
  audience: everybody,
  scope: { kind: 'public' },
  input,
  async handle({ db, now }: Reading, { text }: z.infer<typeof input>): Promise<FoundTerritories> {
    const on = dayInKyiv(now);
    return {
      found: text === '' ? [] : await findTerritories(db, { text, on }),
      regions: await listChildTerritories(db, null, on),
    };
  },
});
