import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import {
  findProviders,
  findTerritories,
  type FoundTerritory,
  type Subject,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { everybody } from '#kernel/role.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';

const queryLengthMax = 200;
/** Of each kind; the whole lists have pages of their own. */
const shownMax = 8;

/** A single letter finds half the country. */
const textLengthMin = 2;

const input = z.object({
  text: z.string().transform((text) => text.trim().slice(0, queryLengthMax)),
});

export interface FoundEverything {
  readonly territories: readonly FoundTerritory[];
  readonly providers: readonly Subject[];
  readonly moreTerritories: boolean;
  readonly moreProviders: boolean;
}

const nothing: FoundEverything = {
  territories: [],
  providers: [],
  moreTerritories: false,
  moreProviders: false,
};

/** One search over territories and providers by a text (1039:23.4). */
export const searchEverything = defineQuery({
  id: 'portal.search',
  law: [law('1039:23.4'), law('1039:23.3.a.3'), law('1039:23.3.a.4'), law('1039:44')],
  audience: everybody,
  scope: { kind: 'public' },
  input,
  async handle({ db, now }: Reading, { text }: z.infer<typeof input>): Promise<FoundEverything> {
    if (text.length < textLengthMin) return nothing;
    const on = dayInKyiv(now);
    const territories = await findTerritories(db, { text, on });
    const { rows } = await findProviders(db, { text, page: 1 });
    return {
      territories: territories.slice(0, shownMax),
      providers: rows.slice(0, shownMax),
      moreTerritories: territories.length > shownMax,
      moreProviders: rows.length > shownMax,
    };
  },
});
