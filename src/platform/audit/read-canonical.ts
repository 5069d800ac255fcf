import type { AuditEntry, EntryId } from './entry.ts';

const form = new RegExp(
  '^zhkp-audit-entry/1\\nid (?<id>.+)\\nat (?<at>.+)\\ncommand (?<command>.+)\\n' +
    'clauses (?<clauses>.+)\\nactor (?<actor>.+)\\nsubject (?<subject>.+)\\n' +
    'payload (?<payload>.+)\\noutcome (?<outcome>.+)\\n$',
);

/** The entry whose sealed bytes are given. Throws RangeError when they are of another form. */
export function readCanonical(text: string): AuditEntry {
  const fields = form.exec(text)?.groups;
  if (fields === undefined) throw new RangeError('not the bytes of an entry');
  const { id = '', at = '', command = '', clauses = '', outcome = '' } = fields;
  return {
    ...{ id: id as EntryId, at: Temporal.Instant.from(at), command, outcome },
    clauses: clauses.split(' '),
    actor: Buffer.from(fields['actor'] ?? '', 'hex'),
    subject: hashOrNull(fields['subject']),
    payload: hashOrNull(fields['payload']),
  };
}

function hashOrNull(hex: string | undefined): Buffer | null {
  return hex === undefined || hex === '-' ? null : Buffer.from(hex, 'hex');
}
