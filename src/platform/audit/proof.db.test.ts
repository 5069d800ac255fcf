import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runVerifier } from '#test/audit/run-verifier.ts';
import { lawTest } from '#test/law-test.ts';
import { append } from './audit.sql.ts';
import { committedFields, type EntryId, type SealedEntry } from './entry.ts';
import {
  appendMany,
  openAuditLog,
  sealAll,
  sealedEvent,
  type AuditLog,
} from '#test/audit/audit-log.ts';
import { headToJson, signHead } from './head.ts';
import { readHeads } from './heads-file.ts';
import { signingKeyFrom } from './keys.ts';
import { buildProof, type ProofFile, type ProofRequest } from './proof.ts';
import { hashLeaf } from './tree.ts';

const rounds = 3;
const entriesPerRound = 7;
const verifiersAtOnce = 4;

let log: AuditLog;
const entries: SealedEntry[] = [];
let sizes: readonly number[] = [];
beforeAll(async () => {
  log = await openAuditLog();
  for (let round = 0; round < rounds; round += 1) {
    entries.push(...(await appendMany(log.app, entriesPerRound)));
    await sealAll(log);
  }
  const heads = await Array.fromAsync(readHeads(log.headsPath));
  sizes = heads.map(({ size }) => size);
});
afterAll(() => log.close());

async function prove(id: EntryId, change: Partial<ProofRequest> = {}): Promise<ProofFile> {
  const request = { entryId: id, fields: committedFields, ...change };
  const proof = await buildProof(log.app, [log.key.verification], request);
  if (!proof.ok) throw new Error(proof.error.refusal);
  return proof.value;
}

async function proveSome(): Promise<ProofFile> {
  const [first] = entries;
  if (first === undefined) throw new Error('no entries');
  return prove(first.entry.id, { olderSize: sizes[0] ?? 0 });
}

let fileNumber = 0;
async function verify(proof: unknown, ...args: readonly string[]) {
  fileNumber += 1;
  return runVerifier(await log.write(`proof-${fileNumber}.json`, proof), ...args);
}

/** Runs the checks a few at a time: each is a process of its own. */
async function forEach<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const run = async (): Promise<void> => {
    for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: verifiersAtOnce }, run));
}

/** Every text and number in a JSON value, as a way to it. */
function places(value: unknown, way: readonly (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [[...way]];
  return Object.entries(value).flatMap(([key, inner]) => places(inner, [...way, key]));
}

function changed(proof: ProofFile, way: readonly (string | number)[]): unknown {
  const copy = structuredClone(proof) as unknown;
  const last = way.at(-1) ?? '';
  let holder = copy as Record<string | number, unknown>;
  for (const key of way.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  holder[last] = changeOneByte(holder[last]);
  return copy;
}

function changeOneByte(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  const bytes = Buffer.from(String(value));
  const at = Math.floor(Math.random() * bytes.length);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('latin1');
}

describe('the verifier', () => {
  lawTest(
    ['1039:56.2', '1039:75'],
    'confirms every entry, alone and with a link to an older head',
    async () => {
      const key = log.key.verification.text;
      await forEach(entries, async ({ entry, openings }) => {
        const olderSize = sizes[Math.floor(Math.random() * sizes.length)] ?? 0;
        const proof = await prove(entry.id, { olderSize });
        const { exitCode, output } = await verify(proof, '--key', key, '--head', log.headsPath);
        expect(output).toContain('ДОКАЗ ДІЙСНИЙ / THE PROOF HOLDS');
        for (const { value } of openings) expect(output).toContain(JSON.stringify(value));
        expect(exitCode).toBe(0);
      });
    },
  );

  lawTest(['1039:53.3'], 'rejects one changed byte in any field', async () => {
    const proof = await proveSome();
    const ways = places(proof);
    expect(ways.length).toBeGreaterThan(20);
    await forEach(ways, async (way) => {
      const { exitCode, output } = await verify(changed(proof, way));
      expect({ way, exitCode, output }).toMatchObject({ way, exitCode: 1 });
      expect(output).toContain('ДОКАЗ НЕДІЙСНИЙ');
    });
  });

  test('rejects a field left out, and one added', async () => {
    const proof = await proveSome();
    const { openings: _, ...withoutOpenings } = proof;
    expect((await verify(withoutOpenings)).exitCode).toBe(1);
    expect((await verify({ ...proof, comment: 'trust me' })).exitCode).toBe(1);
  });

  test('says that a key which came with the proof must be compared', async () => {
    const proof = await proveSome();
    expect((await verify(proof)).output).toContain('звірте');
    expect((await verify(proof, '--key', log.key.verification.text)).output).not.toContain(
      'звірте',
    );
  });

  lawTest(['1039:53.3'], 'rejects a forger’s log under a key of its own', async () => {
    const forger = signingKeyFrom(generateKeyPairSync('ed25519').privateKey);
    const { older: _, ...proof } = await proveSome();
    const leaf = hashLeaf(Buffer.from(proof.entry));
    const at = Temporal.Instant.from('2026-01-01T00:00:00Z');
    const forged = {
      ...proof,
      leafIndex: 0,
      inclusion: [],
      head: headToJson(signHead({ size: 1, root: leaf, at }, forger)),
      publicKeys: [forger.verification.text],
    };
    expect((await verify(forged)).exitCode).toBe(0);
    expect((await verify(forged, '--key', log.key.verification.text)).exitCode).toBe(1);
    expect((await verify(forged, '--head', log.headsPath)).exitCode).toBe(1);
  });

  test('follows a head that the reader kept, and only through a proof that leads to it', async () => {
    const proof = await proveSome();
    const { older: _, ...withoutOlder } = proof;
    const kept = await log.write('kept.json', JSON.stringify(proof.older?.head, null, 2));
    const oldProof = await log.write('old-proof.json', {
      ...withoutOlder,
      head: proof.older?.head,
    });
    expect((await verify(proof, '--older-head', kept)).exitCode).toBe(0);
    expect((await verify(proof, '--older-head', oldProof)).exitCode).toBe(0);
    expect((await verify(proof, '--older-head', log.headsPath)).exitCode).toBe(0);
    expect((await verify(withoutOlder, '--older-head', kept)).exitCode).toBe(1);
  });

  lawTest(['1039:53.3'], 'rejects a log whose history is not the kept one', async () => {
    const proof = await proveSome();
    const root = '0'.repeat(64);
    const kept = await log.write('other.json', { ...proof.older?.head, root });
    expect((await verify(proof, '--older-head', kept)).exitCode).toBe(1);
    expect((await verify(proof, '--head', kept)).exitCode).toBe(1);
  });

  test('tells a file that it cannot read from a proof that does not hold', async () => {
    expect((await runVerifier('absent.json')).exitCode).toBe(2);
    expect((await verify('not JSON')).exitCode).toBe(2);
    expect((await runVerifier()).exitCode).toBe(2);
    expect((await runVerifier('--unknown')).exitCode).toBe(2);
  });
});

describe('a proof', () => {
  test('opens only what its reader may see', async () => {
    const [first] = entries;
    const proof = await prove(first?.entry.id ?? ('' as EntryId), { fields: ['subject'] });
    expect(proof.openings.map(({ field }) => field)).toEqual(['subject']);
    expect(JSON.stringify(proof)).not.toContain('person:17');
    expect((await verify(proof)).exitCode).toBe(0);
  });

  lawTest(['1039:53.3'], 'still holds after the openings were erased', async () => {
    const sealed = sealedEvent({ actor: 'person:to-be-forgotten' });
    await append(log.app, sealed);
    await sealAll(log);
    await log.database.pool.query('delete from audit.opening where entry_id = $1', [
      sealed.entry.id,
    ]);
    const proof = await prove(sealed.entry.id);
    expect(proof.openings).toEqual([]);
    expect((await verify(proof)).exitCode).toBe(0);
  });

  test.each<[string, () => Promise<Partial<ProofRequest>>, string]>([
    [
      'of an unknown entry',
      () => Promise.resolve({ entryId: sealedEvent().entry.id }),
      'audit-entry-unknown',
    ],
    [
      'of an entry that no head covers yet',
      async () => {
        const sealed = sealedEvent();
        await append(log.app, sealed);
        return { entryId: sealed.entry.id };
      },
      'audit-entry-not-sealed-yet',
    ],
    [
      'from a head that never was',
      () => Promise.resolve({ olderSize: 1_000_000 }),
      'audit-head-unknown',
    ],
  ])('%s is refused', async (_, change, refusal) => {
    const entryId = entries[0]?.entry.id ?? ('' as EntryId);
    const request = { entryId, fields: [], ...(await change()) };
    const proof = await buildProof(log.app, [log.key.verification], request);
    expect(proof).toEqual({ ok: false, error: { refusal } });
  });
});
