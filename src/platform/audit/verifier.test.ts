import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { runVerifier } from '#test/audit/run-verifier.ts';
import { lawTest } from '#test/law-test.ts';
import { canonicalBytes, sealEntry, type SealedEntry } from './entry.ts';
import { headToJson, signHead, type SignedHead } from './head.ts';
import { signingKeyFrom } from './keys.ts';
import { proofFormat, type ProofFile } from './proof.ts';
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
} from './tree.ts';

const entriesCount = 1_030;
const randomProofs = 8;
const testMsMax = 60_000;
const at = Temporal.Instant.from('2026-11-21T10:00:00Z');
const key = signingKeyFrom(generateKeyPairSync('ed25519').privateKey);

const entries: readonly SealedEntry[] = Array.from({ length: entriesCount }, (_, number) =>
  sealEntry({
    at,
    command: 'documents/sign',
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

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'audit-verifier-'));
});
afterAll(() => rm(directory, { recursive: true }));

function getHash({ level, index }: NodeId): Hash {
  const hash = hashes.get(`${level}:${index}`);
  if (hash === undefined) throw new Error(`node (${level}, ${index}) was never made`);
  return hash;
}

function headAt(size: number): SignedHead {
  return signHead(
    { size, root: rootOf(appendLeaves(emptyFrontier, leaves.slice(0, size)).frontier), at },
    key,
  );
}

function prove(leafIndex: number, oldSize: number, size: number): ProofFile {
  const entry = entries[leafIndex]?.entry;
  if (entry === undefined) throw new Error('no such entry');
  const consistency = fillPlan(planConsistency(oldSize, size), getHash);
  return {
    format: proofFormat,
    entry: Buffer.from(canonicalBytes(entry)).toString('utf8'),
    leafIndex,
    inclusion: fillPlan(planInclusion(leafIndex, size), getHash).map((hash) => hash.toHex()),
    head: headToJson(headAt(size)),
    older: {
      head: headToJson(headAt(oldSize)),
      consistency: consistency.map((hash) => hash.toHex()),
    },
    openings: [],
    publicKeys: [key.verification.text],
  };
}

function upTo(count: number): number {
  return Math.floor(Math.random() * count);
}

lawTest(
  ['1039:53.3', '1039:75'],
  'the stand-alone verifier agrees with the platform on trees of any shape',
  async () => {
    const shapes: [number, number, number][] = [
      [0, 1, 1],
      [0, 1, 2],
      [1_023, 1_024, 1_024],
      [1_024, 512, 1_025],
      [1_029, 1_029, 1_030],
    ];
    for (let number = 0; number < randomProofs; number += 1) {
      const size = 1 + upTo(entriesCount);
      shapes.push([upTo(size), 1 + upTo(size), size]);
    }
    const verdicts = shapes.map(async ([leafIndex, oldSize, size]) => {
      const path = join(directory, `${leafIndex}-${oldSize}-${size}.json`);
      await writeFile(path, JSON.stringify(prove(leafIndex, oldSize, size)));
      return runVerifier(path, '--key', key.verification.text);
    });
    for (const verdict of await Promise.all(verdicts)) {
      expect(verdict).toMatchObject({ exitCode: 0 });
    }
  },
  testMsMax,
);
