import type { Database } from '../db/database.ts';
import { queryableOf } from '../db/queryable-of.ts';
import type { AuditTrail } from '../operations.ts';
import { EntryAnnouncer } from './announcer.ts';
import { append, appendEntries } from './audit.sql.ts';
import { sealEntry } from './entry.ts';
import { GroupAppender } from './group-append.ts';

/**
 * Writes the audit entry of a command inside the command's own transaction, and of an act without
 * one before its answer is given (1039:75).
 * @law 1039:56.2 1039:75
 */
export function auditTrail(db: Database): AuditTrail {
  const announcer = new EntryAnnouncer(queryableOf(db));
  const appender = new GroupAppender(queryableOf(db), { announcer });
  return {
    async inside(tx, ...acts) {
      const [first, ...others] = acts.map(sealEntry);
      if (first === undefined) return;
      if (others.length === 0) await append(queryableOf(tx), first);
      else await appendEntries(queryableOf(tx), [first, ...others]);
      // The announcement waits a moment by itself, longer than a commit takes.
      announcer.announce();
    },
    apart: (act) => appender.append(sealEntry(act)),
  };
}
