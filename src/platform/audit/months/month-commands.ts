import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import { queryableOf } from '../../db/queryable-of.ts';
import type { Execution } from '../../operations.ts';
import { monthField } from './month.ts';
import { digestMonth, MonthDigest, readMonthFile } from './month-file.ts';
import {
  beginBringingBack,
  bringMonthBack,
  insertSeal,
  readSeals,
  takeMonthOut,
  writeMonth,
} from './months.sql.ts';

type Nothing = Readonly<Record<string, never>>;

const forPlatform = { audience: ['system'], scope: { kind: 'self' } } as const;
const subject = ({ month }: { readonly month: Temporal.PlainDate }) =>
  `audit-month:${month.toString()}`;

const sealed = z.object({
  month: monthField,
  headSize: z.int().positive(),
  entries: z.int().positive(),
  /** Of the entries in the order of their leaves. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** Writes down what a month that is over holds; its entry in the log says the same (1039:56.3). */
export const sealMonth = defineCommand({
  ...forPlatform,
  id: 'platform.seal-audit-month',
  law: ['1039:56.3', '1039:53.3'],
  input: sealed,
  auditSubject: subject,
  async handle(
    { tx, now }: Execution,
    { sha256, ...seal }: z.infer<typeof sealed>,
  ): Promise<Nothing> {
    await insertSeal(queryableOf(tx), { ...seal, sha256: Buffer.from(sha256, 'hex') }, now);
    return {};
  },
});

const out = sealed.pick({ month: true, sha256: true });

/** Takes a sealed month, which lies in a file by now, out of the database (1039:56.3). */
export const takeOutMonth = defineCommand({
  ...forPlatform,
  id: 'platform.take-audit-month-out',
  law: ['1039:56.3'],
  input: out,
  auditSubject: subject,
  async handle({ tx }: Execution, { month, sha256 }: z.infer<typeof out>): Promise<Nothing> {
    await takeMonthOut(queryableOf(tx), { month, sha256: Buffer.from(sha256, 'hex') });
    return {};
  },
});

const back = sealed.pick({ month: true }).extend({ path: z.string() });

/**
 * Puts a month back from its file, whole and as it was sealed, or not at all (1039:56.3). Throws
 * when the file is not what was sealed.
 */
export const bringBackMonth = defineCommand({
  ...forPlatform,
  id: 'platform.bring-audit-month-back',
  law: ['1039:56.3'],
  input: back,
  auditSubject: subject,
  auditPayload: ({ month }) => ({ month }),
  async handle({ tx }: Execution, { month, path }: z.infer<typeof back>): Promise<Nothing> {
    const db = queryableOf(tx);
    const seals = await readSeals(db);
    const seal = seals.find((one) => one.month.equals(month));
    if (seal === undefined) throw new Error('the month was never sealed');
    await beginBringingBack(db, month);
    const given = new MonthDigest();
    for await (const page of readMonthFile(path)) {
      for (const one of page) given.add(one);
      await writeMonth(db, month, page);
    }
    assertSealed(given, seal.sha256);
    await bringMonthBack(db, month);
    // An entry that came meanwhile has its leaf behind those that were sealed.
    const { digest } = await digestMonth(db, month, seal.headSize);
    assertSealed(digest, seal.sha256);
    return {};
  },
});

function assertSealed(digest: MonthDigest, sha256: Uint8Array): void {
  if (Buffer.compare(digest.sha256(), sha256) !== 0) {
    throw new Error('the file is not the month that was sealed');
  }
}
