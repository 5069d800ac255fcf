import { findUnscrubbed, markScrubbed } from './catalogue.sql.ts';
import { findDamage, type ReadingParts } from './read-object.ts';
import { reportDamage, reportWhole, type ReportParts } from './report.ts';

const objectsPerBatchMax = 50;

export type CareParts = ReadingParts & ReportParts;

export interface Scrub {
  readonly objectsRead: number;
  readonly bytesRead: number;
  readonly damaged: number;
}

/**
 * Reads objects back and compares every byte, those not looked at for longest first, until about
 * `bytesMax` have been read or each has been read once. Each object remembers when it was read, so
 * the next call goes on where this one ended, however it ended.
 */
export async function scrub(
  parts: CareParts,
  { bytesMax, signal }: { readonly bytesMax: number; readonly signal: AbortSignal },
): Promise<Scrub> {
  const began = parts.clock.now();
  let [objectsRead, bytesRead, damaged] = [0, 0, 0];
  for (;;) {
    const batch = await findUnscrubbed(parts.db, began, objectsPerBatchMax);
    if (batch.length === 0) return { objectsRead, bytesRead, damaged };
    for (const object of batch) {
      if (bytesRead >= bytesMax || signal.aborted) return { objectsRead, bytesRead, damaged };
      const damage = await findDamage(parts, object);
      if (damage === undefined) await reportWhole(parts, object);
      else await reportDamage(parts, object, damage);
      await markScrubbed(parts.db, object.objectId, parts.clock.now());
      objectsRead += 1;
      bytesRead += object.sizeBytes;
      damaged += damage === undefined ? 0 : 1;
    }
  }
}
