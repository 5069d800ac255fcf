import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import {
  findProviders,
  findProvisionRights,
  findTerritories,
  meantTerritory,
  providerSearchInput,
  provisionRightSearchInput,
  type FoundTerritory,
  type Page,
  type ProvisionRight,
  type Subject,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { everybody } from '#kernel/role.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';

/** Managers and providers by name or code; all of them when nothing is typed. */
export const searchProviders = defineQuery({
  id: 'portal.search-providers',
  law: [law('1039:23.2.b'), law('1039:23.3.a.3'), law('1039:23.3.a.4'), law('1039:44')],
  audience: everybody,
  scope: { kind: 'public' },
  input: providerSearchInput,
  handle: ({ db }: Reading, input: z.infer<typeof providerSearchInput>): Promise<Page<Subject>> =>
    findProviders(db, input),
});

const textLengthMax = 200;

const rightsInput = provisionRightSearchInput.omit({ territoryId: true }).extend({
  /** A name or a code, as typed. */
  territory: z.string().max(textLengthMax).optional(),
});

export type RightsInput = z.infer<typeof rightsInput>;

export type FoundRights =
  | {
      readonly kind: 'found';
      readonly page: Page<ProvisionRight>;
      readonly territory: FoundTerritory | undefined;
    }
  /** What was typed names several territories, or none: somebody must choose. */
  | { readonly kind: 'which-territory'; readonly candidates: readonly FoundTerritory[] };

/**
 * Rights to provide services by any of the conditions of the regulation, alone or together: the
 * service, the territory, the day, the document and its term, what happened and why (1039:23.3).
 */
export const searchRights = defineQuery({
  id: 'portal.search-rights',
  law: [
    law('1039:23.3'),
    law('1039:23.3.b.1'),
    law('1039:23.3.b.2'),
    law('1039:23.3.b.3'),
    law('1039:23.3.b.4'),
    law('1039:23.3.b.5'),
    law('1039:23.3.b.6'),
    law('1039:23.3.b.7'),
    law('1039:23.3.b.8'),
    law('1039:23.4.a'),
    law('1039:23.4.c'),
    law('1039:44'),
  ],
  audience: everybody,
  scope: { kind: 'public' },
  input: rightsInput,
  async handle(
    { db, now }: Reading,
    { territory: text, ...conditions }: RightsInput,
  ): Promise<FoundRights> {
    const today = dayInKyiv(now);
    if (text === undefined || text.trim() === '') {
      const page = await findProvisionRights(db, today, conditions);
      return { kind: 'found', page, territory: undefined };
    }
    const candidates = await findTerritories(db, { text, on: conditions.on ?? today });
    const territory = meantTerritory(candidates, text);
    if (territory === undefined) return { kind: 'which-territory', candidates };
    const page = await findProvisionRights(db, today, {
      ...conditions,
      territoryId: territory.territoryId,
    });
    return { kind: 'found', page, territory };
  },
});
