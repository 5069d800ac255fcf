import type { Tx } from '../db/database.ts';
import { queryableOf } from '../db/queryable-of.ts';
import type { AuditedAct } from '../operations.ts';
import type { EntryAnnouncer } from './announcer.ts';
import { append } from './audit.sql.ts';
import { sealEntry } from './entry.ts';

/** Writes the audit entry of a command inside the command's own transaction (1039:75). */
export function auditRecorder(announcer: EntryAnnouncer) {
  return async (tx: Tx, act: AuditedAct): Promise<void> => {
    await append(queryableOf(tx), sealEntry(act));
    // The announcement waits a moment by itself, longer than a commit takes.
    announcer.announce();
  };
}
