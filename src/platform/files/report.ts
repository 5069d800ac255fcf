import type { Clock } from '../clock.ts';
import type { Queryable } from '../db/queryable.ts';
import type { Damage } from './blobs.ts';
import {
  insertFinding,
  markDamaged,
  markWhole,
  type Finding,
  type StoredObject,
} from './catalogue.sql.ts';

export type OnDamage = (finding: Finding) => void;

export interface ReportParts {
  readonly db: Queryable;
  readonly clock: Clock;
  /** Hears of everything that a person must look at, once. */
  readonly onDamage: OnDamage;
}

/** Writes down and reports that an object cannot be read; once, however often it is found. */
export async function reportDamage(
  parts: ReportParts,
  { objectId, blobName }: StoredObject,
  damage: Damage,
): Promise<void> {
  if (!(await markDamaged(parts.db, objectId))) return;
  await report(parts, { kind: damage, blobName });
}

/** Writes down that an object once found damaged can be read again. */
export async function reportWhole(parts: ReportParts, object: StoredObject): Promise<void> {
  if (object.state === 'stored' || !(await markWhole(parts.db, object))) return;
  const finding: Finding = { kind: 'whole-again', blobName: object.blobName };
  await insertFinding(parts.db, finding, parts.clock.now());
}

/** Writes a finding down and passes it on when it is news. */
export async function report(parts: ReportParts, finding: Finding): Promise<void> {
  if (await insertFinding(parts.db, finding, parts.clock.now())) parts.onDamage(finding);
}
