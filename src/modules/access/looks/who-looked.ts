import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { roles, type Role } from '#kernel/role.ts';
import { findAccount, readSubjectNames } from '#modules/registry/index.ts';
import { findEntriesAboutAccount, type RecordedEntry } from '#platform/audit/audit.sql.ts';
import type { CommittedField, EntryId } from '#platform/audit/entry.ts';
import { accountsNamedIn } from '#platform/audit/shown-accounts.ts';
import { dayInKyiv, minuteOf } from '#platform/clock.ts';
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

const looksPerPage = 100;
const openingsShownMax = 50;
/** As `actorKey` writes them: person, role, and the body, the mandate, or nobody else. */
const actorPattern = /^person:(\d{1,19}):([a-z-]+):(\d{1,19}|mandate-\d{1,19}|-)$/;
/** The page of a bill asks for its state first, and for the rest only when it changed. */
const samePage: Readonly<Record<string, string>> = { 'bill-stamp': 'find-bill' };
const requestPattern = /^restricted-request:(\d{1,18})$/;

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

/** One time that somebody else read or changed something of an account. */
export interface Look {
  readonly at: Temporal.Instant;
  /** Id of the query or command: what for. */
  readonly operation: string;
  readonly role: Role;
  /** The body in whose name; undefined for a person. */
  readonly subjectName: string | undefined;
  /** They asked and were not let in. */
  readonly isRefused: boolean;
  /** How many accounts were shown at once, when it was more than this one. */
  readonly amongAccounts: number | undefined;
  /** By which request for restricted information. */
  readonly requestId: bigint | undefined;
}

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

interface Found {
  readonly look: Omit<Look, 'subjectName'>;
  readonly actor: Actor;
  readonly entryId: EntryId;
}

/** Of the requests that looks were made by, those that may be told of by now. */
async function findTold(on: Queryable, looks: readonly Found[]): Promise<ReadonlySet<bigint>> {
  const asked = Array.from(new Set(looks.flatMap(({ look }) => look.requestId ?? [])));
  const found = await Promise.all(asked.map((requestId) => findRestricted(on, { requestId })));
  return new Set(found.flatMap((request) => request?.requestId ?? []));
}

/** A page that asks for several things, or is opened again at once, is one look. */
function onceAMinute(looks: readonly Found[]): readonly Found[] {
  const keyOf = ({ look, actor }: Found) => {
    const { at, operation, isRefused, amongAccounts, requestId } = look;
    const what = [operation, isRefused, amongAccounts, requestId];
    return [minuteOf(at), actor.personId, ...what].join(' ');
  };
  return Array.from(new Map(looks.map((look) => [keyOf(look), look])).values());
}

function lookFrom(recorded: RecordedEntry): Found | undefined {
  const actor = actorOf(recorded);
  if (actor === undefined) return undefined;
  const { entry, openings } = recorded;
  const of = (field: CommittedField) => openings.find((one) => one.field === field)?.value ?? '';
  const [, requestId] = requestPattern.exec(of('subject')) ?? [];
  const shown = accountsNamedIn(of('payload'));
  const { role } = actor;
  const look = {
    ...{ at: entry.at, role, isRefused: entry.outcome !== 'done' },
    operation: samePage[entry.command] ?? entry.command,
    amongAccounts: shown > 1 ? shown : undefined,
    requestId: requestId === undefined ? undefined : BigInt(requestId),
  };
  return { look, actor, entryId: entry.id };
}

interface Actor {
  readonly personId: bigint;
  readonly role: Role;
  readonly subjectId: bigint | undefined;
}

/** Undefined for the platform itself and for an entry whose actor was erased. */
function actorOf({ openings }: RecordedEntry): Actor | undefined {
  const actor = openings.find(({ field }) => field === 'actor')?.value ?? '';
  const [, person, named, holder = ''] = actorPattern.exec(actor) ?? [];
  const role = roles.find((one) => one === named);
  if (person === undefined || role === undefined) return undefined;
  return {
    ...{ personId: BigInt(person), role },
    subjectId: /^\d+$/.test(holder) ? BigInt(holder) : undefined,
  };
}
