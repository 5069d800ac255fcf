import { z } from 'zod';
import { defineQuery, type QueryDefinition } from '#kernel/command.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { midnightInKyiv } from '../clock.ts';
import { queryableOf } from '../db/queryable-of.ts';
import type { Reading } from '../operations.ts';
import { findEntries, findEntry, type EntryPage, type RecordedEntry } from './audit.sql.ts';
import { listLoggedCommands } from './commands.sql.ts';
import type { CommittedField, EntryId } from './entry.ts';
import type { VerificationKey } from './keys.ts';
import { buildProof, type ProofFile } from './proof.ts';
import { logFaults } from './texts.uk.ts';

export type { EntryPage, RecordedEntry } from './audit.sql.ts';

const audience = ['technical-administrator'] as const;
const scope = { kind: 'platform', key: () => 'audit' } as const;
const entriesPerPage = 50;
const textLengthMax = 200;

const optional = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => (given === '' ? undefined : given), schema.optional());
const text = optional(z.string().trim().max(textLengthMax, logFaults.tooLong));
const day = z.iso
  .date({ error: logFaults.date, abort: true })
  .transform((given) => Temporal.PlainDate.from(given));
const entryId = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  .transform((given) => given as EntryId);

const logInput = z.object({
  command: text,
  actor: text,
  /** Key of what was touched: an account, a parameter, a run. */
  subject: text,
  /** Days of Kyiv, both included. */
  from: optional(day),
  through: optional(day),
  /** The last entry of the page shown before. */
  before: optional(entryId),
});

export interface LogPage extends EntryPage {
  /** All commands on record, for choosing. */
  readonly commands: readonly string[];
}

/** The log of actions with who did what and when, newest first (1039:56.1). */
export const readLog = defineQuery({
  id: 'platform.read-audit-log',
  law: ['1039:56.1', '1039:20.3'],
  audience,
  scope,
  input: logInput,
  async handle({ db }: Reading, input: z.infer<typeof logInput>): Promise<LogPage> {
    const { command, actor, subject, from, through, before } = input;
    const queryable = queryableOf(db);
    const page = await findEntries(
      queryable,
      {
        ...(command === undefined ? {} : { command }),
        ...(actor === undefined ? {} : { actor }),
        ...(subject === undefined ? {} : { subject }),
        ...(from === undefined ? {} : { from: midnightInKyiv(from) }),
        ...(through === undefined ? {} : { until: midnightInKyiv(through.add({ days: 1 })) }),
      },
      { limit: entriesPerPage, ...(before === undefined ? {} : { before }) },
    );
    return { ...page, commands: await listLoggedCommands(queryable) };
  },
});

const entryInput = z.object({ entryId });

/** One entry of the log. */
export const readLogEntry = defineQuery({
  id: 'platform.read-audit-entry',
  law: ['1039:56.1'],
  audience,
  scope,
  input: entryInput,
  handle: async (
    { db }: Reading,
    input: z.infer<typeof entryInput>,
  ): Promise<RecordedEntry | Refusal> =>
    (await findEntry(queryableOf(db), input.entryId)) ?? refuse('audit-entry-unknown'),
});

/** Keys of what was touched that are themselves personal: tax numbers of people who signed in. */
const personalSubject = /^rnokpp:/;

/** Whether the key of what was touched may be shown to those who answer for the log. */
export function isOpenSubject(subject: string): boolean {
  return !personalSubject.test(subject);
}

/** What the administrator may see opened: not what people sent, which may be personal. */
function openedFields({ openings }: RecordedEntry): readonly CommittedField[] {
  const subject = openings.find(({ field }) => field === 'subject')?.value;
  return subject !== undefined && isOpenSubject(subject) ? ['actor', 'subject'] : ['actor'];
}

/** The proof of an entry as a file that anybody can check without the platform (1039:56.3). */
export function proveLogEntry(
  keys: () => Promise<readonly VerificationKey[]>,
): QueryDefinition<z.infer<typeof entryInput>, ProofFile | Refusal, Reading> {
  return defineQuery({
    id: 'platform.prove-audit-entry',
    law: ['1039:56.3', '1039:75'],
    audience,
    scope,
    input: entryInput,
    async handle({ db }: Reading, input: z.infer<typeof entryInput>) {
      const queryable = queryableOf(db);
      const found = await findEntry(queryable, input.entryId);
      if (found === undefined) return refuse('audit-entry-unknown');
      const request = { entryId: input.entryId, fields: openedFields(found) };
      const proof = await buildProof(queryable, await keys(), request);
      return proof.ok ? proof.value : proof.error;
    },
  });
}
