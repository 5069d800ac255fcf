import { generateKeyPairSync } from 'node:crypto';
import { inspect } from '#check/inspect.ts';
import { canonicalBytes, sealEntry, type SealedEntry } from '#platform/audit/entry.ts';
import { headToJson, signHead, type SignedHead } from '#platform/audit/head.ts';
import { signingKeyFrom } from '#platform/audit/keys.ts';
import { proofFormat, type ProofFile } from '#platform/audit/proof.ts';
import {
  appendLeaves,
  emptyFrontier,
  fillPlan,
  hashLeaf,
  planConsistency,
  planInclusion,
  rootOf,
  type Hash,
  type NodeId,
} from '#platform/audit/tree.ts';
import { describe, expect, test } from 'vitest';
import { lawTest } from '../law-test.ts';

const at = Temporal.Instant.from('2026-11-21T10:00:00Z');
const key = signingKeyFrom(generateKeyPairSync('ed25519').privateKey);
const otherKey = signingKeyFrom(generateKeyPairSync('ed25519').privateKey);
const entriesCount = 70;

const entries: readonly SealedEntry[] = Array.from({ length: entriesCount }, (_, number) =>
  sealEntry({
    at,
    command: 'settlements/pay',
    clauses: ['1039:75'],
    actor: `person:${number}`,
    outcome: 'done',
  }),
);
const leaves = entries.map(({ entry }) => hashLeaf(canonicalBytes(entry)));
const hashes = new Map<string, Hash>(leaves.map((leaf, index) => [`0:${index}`, leaf]));
for (const { level, index, hash } of appendLeaves(emptyFrontier, leaves).nodes) {
  hashes.set(`${level}:${index}`, hash);
}

function getHash({ level, index }: NodeId): Hash {
  const hash = hashes.get(`${level}:${index}`);
  if (hash === undefined) throw new Error('no such node');
  return hash;
}

function headAt(size: number): SignedHead {
  const { frontier } = appendLeaves(emptyFrontier, leaves.slice(0, size));
  return signHead({ size, root: rootOf(frontier), at }, key);
}

function prove(leafIndex: number, olderSize: number, size: number): ProofFile {
  const sealed = entries[leafIndex];
  if (sealed === undefined) throw new Error('no such entry');
  const plain = (hash: Hash) => hash.toHex();
  return {
    format: proofFormat,
    entry: Buffer.from(canonicalBytes(sealed.entry)).toString('utf8'),
    leafIndex,
    inclusion: fillPlan(planInclusion(leafIndex, size), getHash).map(plain),
    head: headToJson(headAt(size)),
    older: {
      head: headToJson(headAt(olderSize)),
      consistency: fillPlan(planConsistency(olderSize, size), getHash).map(plain),
    },
    openings: sealed.openings.map(({ field, salt, value }) => ({
      ...{ field, salt: salt.toHex(), value },
    })),
    publicKeys: [key.verification.text],
  };
}

async function look(proof: unknown, keys = [key.verification.text]) {
  const bytes = new TextEncoder().encode(typeof proof === 'string' ? proof : JSON.stringify(proof));
  return inspect({
    files: [{ name: 'proof.json', bytes }],
    basis: { trustList: null, pinned: [], auditKeys: keys, takenAt: null },
    now: at,
    where: 'browser',
  });
}

const good = prove(30, 20, entriesCount);

lawTest(
  ['1039:75'],
  'a proof of the log is checked in a browser for trees of any shape',
  async () => {
    for (let size = 1; size <= entriesCount; size += 3) {
      for (const [leaf, older] of [
        [0, 1],
        [size - 1, size],
        [Math.floor(size / 2), Math.ceil(size / 3)],
      ] as const) {
        const view = await look(prove(leaf, older, size));
        expect(view).toMatchObject({ tone: 'good', title: 'Запис у журналі справжній' });
      }
    }
    expect((await look(good)).document?.facts).toMatchObject([
      { value: '21.11.2026, 12:00' },
      { value: 'settlements/pay' },
      { value: '1039:75' },
      { value: 'виконано' },
      { value: '№ 30 серед 70 записів' },
    ]);
  },
);

test('a proof whose key is known from nowhere else is not called proved', async () => {
  expect(await look(good, [])).toMatchObject({
    tone: 'warn',
    title: 'Доказ цілий, ключ не звірено',
  });
});

describe('a proof is refused', () => {
  const [firstStep = '', ...steps] = good.inclusion;
  const flipped = (hex: string) => (hex.startsWith('0') ? '1' : '0') + hex.slice(1);
  test.each([
    ['of another entry', { ...good, entry: good.entry.replace('pay', 'pax') }],
    ['at another place', { ...good, leafIndex: 31 }],
    ['on another path', { ...good, inclusion: [flipped(firstStep), ...steps] }],
    ['of another size', { ...good, head: { ...good.head, size: 69 } }],
    ['of another root', { ...good, head: { ...good.head, root: flipped(good.head.root) } }],
    [
      'with another value opened',
      { ...good, openings: good.openings.map((opening) => ({ ...opening, value: 'person:31' })) },
    ],
    [
      'of a log that was written anew',
      { ...good, older: { ...prove(30, 19, 60).older, consistency: good.older?.consistency } },
    ],
  ])('%s', async (_, proof) => {
    expect(await look(proof)).toMatchObject({ tone: 'bad', title: 'Доказ недійсний' });
  });

  test('signed by a key that is not the published one', async () => {
    const view = await look(good, [otherKey.verification.text]);
    expect(view).toMatchObject({ tone: 'bad', title: 'Доказ недійсний' });
  });

  test.each([
    ['no JSON', '{'],
    ['another JSON', '{"a":1}'],
    ['a field too many', { ...good, more: 1 }],
    ['another format', { ...good, format: 'zhkp-audit-proof/2' }],
    ['a hash in capitals', { ...good, inclusion: [firstStep.toUpperCase(), ...steps] }],
    ['a key that its name does not fit', { ...good, publicKeys: ['zhkp-audit+00000000+AQ=='] }],
  ])('as damaged: %s', async (_, proof) => {
    expect(await look(proof, [])).toMatchObject({ tone: 'bad', title: 'Доказ пошкоджено' });
  });
});
