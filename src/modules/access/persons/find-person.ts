import { defineCommand } from '#kernel/command.ts';
import { parseRnokpp } from '#kernel/identifiers.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { sight } from '#platform/alarms/watch.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { beyondReach } from '#platform/reach.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import { findByRnokpp } from '../people/people.sql.ts';
import { rnokppIndex } from '../people/people.ts';
import { countOtherSearches, hasFound, insertSearch } from './person-search.sql.ts';
import { texts } from './texts.uk.ts';

/** Papers about consumers that one administrator enters in an hour, with room for slips. */
export const searchesMax = 20;
const within = Temporal.Duration.from({ hours: 1 });

const input = z.object({
  rnokpp: z
    .string(texts.faults.rnokpp)
    .transform((text) => parseRnokpp(text.trim()))
    .refine((parsed) => parsed.ok, texts.faults.rnokpp)
    .transform((parsed): string => (parsed.ok ? parsed.value : '')),
});

/** A search counts even when it finds nobody, so that is an answer and no refusal. */
export type Found =
  | { readonly kind: 'found'; readonly personId: bigint }
  | { readonly kind: 'nobody' | 'too-many' };

/** Papers about people are entered, and factors removed, by whoever administers the platform. */
export const forPeople = {
  audience: ['technical-administrator'],
  scope: { kind: 'platform', key: () => 'people' },
} as const;

/**
 * The technical administrator finds a person by their exact tax number. So many numbers an hour are
 * looked for, and whoever looks for nobody's is seen: what stands behind a number is not for
 * guessing.
 * @law 1039:53.3
 */
export function findPersonCommand(secrets: FieldCipher) {
  return defineCommand({
    ...forPeople,
    id: 'access.find-person',
    law: [law('1039:32.1'), law('1039:54.1'), law('1039:53.3')],
    input,
    auditSubject: () => 'person-search',
    // A tax number has no place in the log; whoever is found is named when they are shown.
    auditPayload: () => ({}),
    async handle(
      { tx, principal: { personId: searcherId }, now }: Execution,
      { rnokpp }: z.infer<typeof input>,
    ): Promise<Found | Refusal> {
      if (searcherId === null) return refuse('nobody');
      const db = queryableOf(tx);
      const search = { searcherId, rnokppIndex: rnokppIndex(secrets, rnokpp) };
      const sighting = { kind: 'person-guessed', about: `person:${searcherId}`, now } as const;
      await oneAtATime(db, 'person-search', searcherId);
      const others = await countOtherSearches(db, search, now.subtract(within));
      if (others >= searchesMax) {
        await sight(tx, sighting);
        return { kind: 'too-many' };
      }
      const found = await beyondReach(tx, 'whom an administrator finds by tax number', (every) =>
        findByRnokpp(every, search.rnokppIndex),
      );
      await insertSearch(db, { ...search, personId: found?.personId ?? null, now });
      if (found !== undefined) return { kind: 'found', personId: found.personId };
      await sight(tx, sighting);
      return { kind: 'nobody' };
    },
  });
}

/** Whether an administrator found a person within the hour: all they do about one rests on it. */
export function isFoundBy(
  db: Database | Tx,
  { personId: searcherId }: Principal,
  { personId, now }: { readonly personId: bigint; readonly now: Temporal.Instant },
): Promise<boolean> {
  if (searcherId === null) return Promise.resolve(false);
  return hasFound(queryableOf(db), { searcherId, personId }, now.subtract(within));
}
