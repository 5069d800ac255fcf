import { err, ok, refuse, type Refusal, type Result } from '#kernel/result.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { findEntry, type RecordedEntry } from './audit.sql.ts';
import { canonicalBytes, type CommittedField, type EntryId } from './entry.ts';
import { headToJson, type HeadJson, type SignedHead } from './head.ts';
import type { VerificationKey } from './keys.ts';
import { DamagedLog } from './log-tree.ts';
import {
  fillPlan,
  planConsistency,
  planInclusion,
  type Hash,
  type NodeId,
  type ProofPlan,
} from './tree.ts';
import { findHead, findLatestHead, readNodes } from './tree.sql.ts';

export const proofFormat = 'zhkp-audit-proof/1';

/** What a reader takes home (docs/operations/audit-proof.md). Hashes are hexadecimal. */
export interface ProofFile {
  readonly format: typeof proofFormat;
  /** The sealed bytes as text. */
  readonly entry: string;
  readonly leafIndex: number;
  readonly inclusion: readonly string[];
  readonly head: HeadJson;
  /** That `head` continues a head the reader has kept. */
  readonly older?: { readonly head: HeadJson; readonly consistency: readonly string[] };
  readonly openings: readonly { field: CommittedField; salt: string; value: string }[];
  /** Keys of the heads in this file; the reader compares them with the published ones. */
  readonly publicKeys: readonly string[];
}

export interface ProofRequest {
  readonly entryId: EntryId;
  /** Fields whose openings this reader may see. */
  readonly fields: readonly CommittedField[];
  /** Size of the head that the reader has kept. */
  readonly olderSize?: number;
}

/**
 * Proves an entry against the newest head. Refuses with `audit-entry-unknown`,
 * `audit-entry-not-sealed-yet` (the next head comes within seconds) or `audit-head-unknown`.
 */
export async function buildProof(
  db: Queryable,
  keys: readonly VerificationKey[],
  request: ProofRequest,
): Promise<Result<ProofFile, Refusal>> {
  const found = await findEntry(db, request.entryId);
  if (found === undefined) return err(refuse('audit-entry-unknown'));
  const { leafIndex } = found;
  const head = await findLatestHead(db);
  if (leafIndex === null || head === undefined) return err(refuse('audit-entry-not-sealed-yet'));
  const older = await readOlder(db, request.olderSize);
  if (older === undefined) return err(refuse('audit-head-unknown'));
  const inclusion = planInclusion(leafIndex, head.size);
  const consistency = older === null ? [] : planConsistency(older.size, head.size);
  const getHash = await readPlanned(db, [...inclusion, ...consistency]);
  return ok({
    format: proofFormat,
    entry: Buffer.from(canonicalBytes(found.entry)).toString('utf8'),
    leafIndex,
    inclusion: fillPlan(inclusion, getHash).map((hash) => hash.toHex()),
    head: headToJson(head),
    ...(older !== null && {
      older: {
        head: headToJson(older),
        consistency: fillPlan(consistency, getHash).map((hash) => hash.toHex()),
      },
    }),
    openings: visibleOpenings(found, request.fields),
    publicKeys: keysOf(keys, older === null ? [head] : [head, older]),
  });
}

/** Null when none was asked for, undefined when there is none of that size. */
async function readOlder(
  db: Queryable,
  size: number | undefined,
): Promise<SignedHead | null | undefined> {
  return size === undefined ? null : findHead(db, size);
}

async function readPlanned(db: Queryable, plan: ProofPlan): Promise<(id: NodeId) => Hash> {
  const nodes = await readNodes(db, plan.flat());
  const hashes = new Map(nodes.map((node) => [`${node.level}:${node.index}`, node.hash]));
  return ({ level, index }) => {
    const hash = hashes.get(`${level}:${index}`);
    if (hash === undefined) throw new DamagedLog(`node (${level}, ${index}) is gone`);
    return hash;
  };
}

function visibleOpenings(
  { openings }: RecordedEntry,
  fields: readonly CommittedField[],
): ProofFile['openings'] {
  return openings
    .filter(({ field }) => fields.includes(field))
    .map(({ field, salt, value }) => ({ field, salt: salt.toHex(), value }));
}

function keysOf(keys: readonly VerificationKey[], heads: readonly SignedHead[]): string[] {
  const texts = heads.map(({ keyId }) => {
    const key = keys.find((candidate) => candidate.keyId === keyId);
    if (key === undefined) throw new DamagedLog(`no public key ${keyId} is known`);
    return key.text;
  });
  return [...new Set(texts)];
}
