import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Queryable } from '#platform/db/queryable.ts';
import { syncDirectory } from '../../files/durable.ts';
import { canonicalBytes, committedFields } from '../entry.ts';
import { readCanonical } from '../read-canonical.ts';
import { headToJson, type SignedHead } from '../head.ts';
import type { VerificationKey } from '../keys.ts';
import { coverOthers } from '../tree.ts';
import { readNodes } from '../tree.sql.ts';
import { nameOfMonth, type LogMonth } from './month.ts';
import { readMonth, type MonthEntry } from './months.sql.ts';

/**
 * A month of the log as a file: lines of JSON. The first names the month, the signed head and the
 * hashes of all that is not in the file, which together with the entries give the root of the head;
 * each other line is an entry in the order of leaves. `verifier/verify.mjs` checks it alone.
 */
const monthFormat = 'zhkp-audit-month/1';
const pageSize = 2_000;
const nodesAtOnce = 10_000;

/** What of a month is sealed: its entries without their openings, which may be erased later. */
export class MonthDigest {
  readonly #hash = createHash('sha256');
  entries = 0;

  add({ leafIndex, entry }: Pick<MonthEntry, 'leafIndex' | 'entry'>): void {
    this.#hash.update(`leaf ${leafIndex}\n`).update(canonicalBytes(entry));
    this.entries += 1;
  }

  sha256(): Buffer {
    return this.#hash.copy().digest();
  }
}

export function monthPath(directory: string, month: LogMonth): string {
  return join(directory, `${nameOfMonth(month)}.jsonl`);
}

/** Entries of a month under a head counted and hashed, and the leaves that they are. */
export async function digestMonth(
  db: Queryable,
  month: LogMonth,
  headSize = Number.MAX_SAFE_INTEGER,
): Promise<{ readonly digest: MonthDigest; readonly leaves: readonly number[] }> {
  const digest = new MonthDigest();
  const leaves: number[] = [];
  for await (const page of readMonth(db, month, pageSize)) {
    for (const one of page) {
      if (one.leafIndex >= headSize) continue;
      digest.add(one);
      leaves.push(one.leafIndex);
    }
  }
  return { digest, leaves };
}

export interface MonthFileParts {
  readonly db: Queryable;
  readonly directory: string;
  readonly head: SignedHead;
  readonly keys: readonly VerificationKey[];
}

/** Writes the file of a month beside its name and gives it its name when it is whole. */
export async function writeMonthFile(
  { db, directory, head, keys }: MonthFileParts,
  month: LogMonth,
): Promise<{ readonly path: string; readonly sha256: Buffer }> {
  const { digest, leaves } = await digestMonth(db, month);
  const first = {
    ...{ format: monthFormat, month: nameOfMonth(month), entries: digest.entries },
    ...{ sha256: digest.sha256().toString('hex'), head: headToJson(head) },
    publicKeys: keys.filter(({ keyId }) => keyId === head.keyId).map(({ text }) => text),
    nodes: await othersOf(db, leaves, head.size),
  };
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const path = monthPath(directory, month);
  const handle = await open(`${path}.new`, 'w', 0o600);
  try {
    await handle.appendFile(`${JSON.stringify(first)}\n`);
    for await (const page of readMonth(db, month, pageSize)) {
      await handle.appendFile(page.map(lineOf).join(''));
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}.new`, path);
  await syncDirectory(directory);
  return { path, sha256: digest.sha256() };
}

async function othersOf(db: Queryable, leaves: readonly number[], size: number) {
  const ids = Array.from(coverOthers(leaves, size));
  const hashes = new Map<string, string>();
  for (let at = 0; at < ids.length; at += nodesAtOnce) {
    const nodes = await readNodes(db, ids.slice(at, at + nodesAtOnce));
    for (const { level, index, hash } of nodes) {
      hashes.set(`${level}:${index}`, Buffer.from(hash).toString('hex'));
    }
  }
  return ids.map(({ level, index }) => [level, index, hashes.get(`${level}:${index}`) ?? '']);
}

function lineOf({ leafIndex, entry, era, transactionId, openings }: MonthEntry): string {
  const line = {
    ...{ leaf: leafIndex, entry: Buffer.from(canonicalBytes(entry)).toString('utf8') },
    ...{ era, transaction: transactionId },
    openings: openings.map(({ field, salt, value }) => ({
      ...{ field, salt: Buffer.from(salt).toString('hex'), value },
    })),
  };
  return `${JSON.stringify(line)}\n`;
}

const lineSchema = z.object({
  leaf: z.int(),
  entry: z.string().transform(readCanonical),
  era: z.int(),
  transaction: z.string().regex(/^\d+$/),
  openings: z.array(
    z.object({
      field: z.enum(committedFields),
      salt: z.string().transform((hex) => Buffer.from(hex, 'hex')),
      value: z.string(),
    }),
  ),
});

/** Entries of a file, some at a time. Throws when a line is not of its form. */
export async function* readMonthFile(path: string): AsyncGenerator<readonly MonthEntry[]> {
  let page: MonthEntry[] = [];
  let isFirst = true;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (isFirst) {
      isFirst = false;
      continue;
    }
    const { leaf, transaction, ...rest } = lineSchema.parse(JSON.parse(line));
    page.push({ leafIndex: leaf, transactionId: transaction, ...rest });
    if (page.length < pageSize) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}
