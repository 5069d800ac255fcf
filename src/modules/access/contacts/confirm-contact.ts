import { sight } from '#platform/alarms/watch.ts';
import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { users } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { endAwaiting } from '#platform/sessions/sessions.sql.ts';
import { z } from 'zod';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import { codeLimitsAt } from './code-limits.ts';
import {
  codeColumn,
  contactColumn,
  hasConfirmedContacts,
  markCodeUsed,
  phoneColumn,
  setEmail,
  setPhone,
  takeCodeTry,
} from './contacts.sql.ts';

const codeCharsMax = 20;

const input = z.object({
  kind: z.enum(['email', 'phone']),
  code: z.string().max(codeCharsMax),
});

/** A wrong try counts, so it is an answer and no refusal, which would take it back. */
export type Confirming =
  | { readonly kind: 'confirmed'; readonly isKnown: boolean }
  | { readonly kind: 'no-match' };

/**
 * A contact counts once the code that went there is typed: within ten minutes and five tries, of
 * ten in an hour.
 * @law 1039:30.1 1039:30.2
 */
export function confirmContactCommand(secrets: FieldCipher) {
  return defineCommand({
    id: 'access.confirm-contact',
    law: [law('1039:30.1'), law('1039:30.2')],
    audience: users,
    scope: { kind: 'self' },
    input,
    auditPayload: ({ kind }) => ({ kind }),
    async handle(
      { tx, principal, now }: Execution,
      { kind, code }: z.infer<typeof input>,
    ): Promise<Confirming | Refusal> {
      const { personId } = principal;
      if (personId === null) return refuse('nobody');
      const db = queryableOf(tx);
      await oneAtATime(db, 'contact', personId);
      const sent = await takeCodeTry(db, { personId, kind }, codeLimitsAt(now));
      if (sent === undefined) return { kind: 'no-match' };
      const rowId = sent.codeId;
      const expected = await secrets.open({ column: codeColumn, rowId }, sent.code);
      if (code.replaceAll(/\s/g, '') !== expected) {
        await sight(tx, { kind: 'code-guessed', about: `person:${personId}`, now });
        return { kind: 'no-match' };
      }
      await markCodeUsed(db, rowId, now);
      const contact = await secrets.open({ column: contactColumn, rowId }, sent.contact);
      if (kind === 'email') await setEmail(db, personId, contact, now);
      else {
        const place = { column: phoneColumn, rowId: String(personId) };
        await setPhone(db, personId, await secrets.seal(place, contact), now);
      }
      const isKnown = await hasConfirmedContacts(db, personId);
      if (isKnown) await endAwaiting(db, personId);
      return { kind: 'confirmed', isKnown };
    },
  });
}
