import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { roles, users, type Role } from '#kernel/role.ts';
import { findAccount, readSubjectNames } from '#modules/registry/index.ts';
import { findEntries, type RecordedEntry } from '#platform/audit/audit.sql.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';

const entriesMax = 100;
/** As `actorKey` writes them: person, role, and the body, the mandate, or nobody else. */
const actorPattern = /^person:(\d{1,19}):([a-z-]+):(\d{1,19}|mandate-\d{1,19}|-)$/;

const nothing = z.object({});
const input = z.object({
  accountId: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
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
}

/**
 * Who else looked at an account, when and what for, from the log of actions, which nobody can
 * change. Bodies are named, their officials are not; what people did themselves is left out.
 * @law 1039:93 1039:56.2
 */
export const whoLooked = defineQuery({
  id: 'access.who-looked',
  law: [law('1039:93'), law('1039:56.2'), law('1039:99')],
  audience: ['individual-consumer'],
  scope: {
    kind: 'account',
    act: 'see',
    key: ({ accountId }: z.infer<typeof input>) => String(accountId),
  },
  input,
  async handle(
    { db, principal }: Reading,
    { accountId }: z.infer<typeof input>,
  ): Promise<readonly Look[]> {
    // The log is under no row-level security: whose account it is the register says.
    if ((await findAccount(db, accountId)) === undefined) return [];
    return readLooks({ db, principal }, `account:${accountId}`);
  },
});

/**
 * Who found a person by their tax number, entered a paper about them or removed their second
 * factors: the administrator is seen by whom they look at.
 * @law 1039:93
 */
export const whoLookedAtMe = defineQuery({
  id: 'access.who-looked-at-me',
  law: [law('1039:93')],
  audience: users,
  scope: { kind: 'self' },
  input: nothing,
  handle: ({ db, principal }: Reading): Promise<readonly Look[]> =>
    readLooks({ db, principal }, `person:${principal.personId}`),
});

async function readLooks(
  { db, principal }: Pick<Reading, 'db' | 'principal'>,
  subject: string,
): Promise<readonly Look[]> {
  const queryable = queryableOf(db);
  const { entries } = await findEntries(queryable, { subject }, { limit: entriesMax });
  const others = entries.flatMap((entry) => {
    const actor = actorOf(entry);
    return actor === undefined || actor.personId === principal.personId ? [] : [{ entry, actor }];
  });
  const subjectIds = others.flatMap(({ actor }) => actor.subjectId ?? []);
  const names = await readSubjectNames(db, Array.from(new Set(subjectIds)));
  return others.map(({ entry: { entry }, actor }) => ({
    at: entry.at,
    operation: entry.command,
    role: actor.role,
    subjectName: actor.subjectId === undefined ? undefined : names.get(actor.subjectId)?.shortName,
    isRefused: entry.outcome !== 'done',
  }));
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
