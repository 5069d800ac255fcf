import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { findAccount, readSubjectNames } from '#modules/registry/index.ts';
import { findEntriesAboutAccount } from '#platform/audit/audit.sql.ts';
import type { EntryId } from '#platform/audit/entry.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Reading } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { findRestricted, readOpeningsOfAccount } from '../restricted/restricted.sql.ts';
import {
  openRestricted,
  standingOf,
  type RestrictedRequest,
  type Standing,
} from '../restricted/restricted.ts';
import { lookFrom, onceAMinute, type Found, type Look } from './look.ts';

const looksPerPage = 100;
const openingsShownMax = 50;

const input = z.object({
  accountId: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
  /** The last entry of the page shown before. */
  before: z
    .uuid()
    .transform((given) => given as EntryId)
    .optional()
    .catch(undefined),
});

/** To which body an account was opened, by which request (1039:95). */
export interface ShownOpening extends Pick<
  RestrictedRequest,
  'requestId' | 'role' | 'post' | 'ground' | 'details' | 'parts' | 'decidedAt' | 'openedUntil'
> {
  readonly standing: Standing;
  readonly bodyName: string;
}

export interface Looks {
  /** Newest first. */
  readonly looks: readonly Look[];
  /** Where the next page begins; absent on the last. */
  readonly next: EntryId | undefined;
  readonly openings: readonly ShownOpening[];
}

/**
 * Who else looked at an account, in a list or a file too, when and what for, from the log of
 * actions, which nobody can change; and which officials it was opened to. Bodies are named, their
 * officials are not; what people did themselves is left out, and so is what the law forbids to tell
 * while it is open.
 * @law 1039:93 1039:56.2 1039:95
 */
export function whoLookedQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.who-looked',
    law: [law('1039:93'), law('1039:56.2'), law('1039:95'), law('1039:99')],
    audience: ['individual-consumer'],
    scope: {
      kind: 'account',
      act: 'see',
      key: ({ accountId }: z.infer<typeof input>) => String(accountId),
    },
    input,
    async handle(
      { db, principal, now }: Reading,
      { accountId, before }: z.infer<typeof input>,
    ): Promise<Looks> {
      // The log is under no row-level security: whose account it is the register says.
      const isReached = (await findAccount(db, accountId)) !== undefined;
      const { personId } = principal;
      if (!isReached || personId === null) return { looks: [], next: undefined, openings: [] };
      const on = queryableOf(db);
      const { entries, next } = await findEntriesAboutAccount(
        on,
        { accountId, personId },
        { limit: looksPerPage, ...(before === undefined ? {} : { before }) },
      );
      const openings = await readOpeningsOfAccount(on, accountId, openingsShownMax);
      const looks = entries.flatMap((entry) => lookFrom(entry) ?? []);
      const requests = await findTold(on, looks);
      const bodyIds = [
        ...looks.flatMap(({ actor }) => actor.subjectId ?? []),
        ...openings.map(({ subjectId }) => subjectId),
      ];
      const names = await readSubjectNames(db, Array.from(new Set(bodyIds)));
      const nameOf = (id: bigint) => names.get(id)?.shortName;
      const told = looks.filter(
        ({ look: { requestId } }) => requestId === undefined || requests.has(requestId),
      );
      const today = dayInKyiv(now);
      return {
        looks: onceAMinute(told).map(({ look, actor: { subjectId } }) => ({
          ...look,
          subjectName: subjectId === undefined ? undefined : nameOf(subjectId),
        })),
        // The id of an entry says when it was: not of one that may not be told of.
        next: next && (told.at(-1)?.entryId ?? next),
        openings: await Promise.all(
          openings.map(async (row) => {
            const request = await openRestricted(secrets, row);
            const bodyName = nameOf(row.subjectId) ?? '';
            return { ...request, standing: standingOf(request, today), bodyName };
          }),
        ),
      };
    },
  });
}

/** Of the requests that looks were made by, those that may be told of by now. */
async function findTold(on: Queryable, looks: readonly Found[]): Promise<ReadonlySet<bigint>> {
  const asked = Array.from(new Set(looks.flatMap(({ look }) => look.requestId ?? [])));
  const found = await Promise.all(asked.map((requestId) => findRestricted(on, { requestId })));
  return new Set(found.flatMap((request) => request?.requestId ?? []));
}
