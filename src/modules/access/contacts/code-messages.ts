import type { Clock } from '#platform/clock.ts';
import { queryableOf, type Connection } from '#platform/db/queryable-of.ts';
import { defineJob, type Job } from '#platform/jobs/worker.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import type { PhoneMessages } from '../ports.ts';
import { codeLimitsAt } from './code-limits.ts';
import { codeColumn, contactColumn, readCodeToSend } from './contacts.sql.ts';
import { sendPhoneCodeTask } from './tell-contacts.ts';
import { texts } from './texts.uk.ts';

export interface CodeMessageParts {
  readonly db: Connection;
  readonly clock: Clock;
  readonly secrets: FieldCipher;
}

/** A code and where it goes; undefined when it is late, used or replaced by nothing of worth. */
export async function openCodeToSend(
  { db, clock, secrets }: CodeMessageParts,
  codeId: string,
): Promise<{ readonly contact: string; readonly code: string } | undefined> {
  const { notBefore } = codeLimitsAt(clock.now());
  const sent = await readCodeToSend(queryableOf(db), codeId, notBefore);
  if (sent === undefined) return undefined;
  return {
    contact: await secrets.open({ column: contactColumn, rowId: codeId }, sent.contact),
    code: await secrets.open({ column: codeColumn, rowId: codeId }, sent.code),
  };
}

/** Sends codes to phones; one that the gateway did not take is tried again while it is good. */
export function phoneCodeJob(parts: CodeMessageParts, phones: PhoneMessages): Job<unknown> {
  return defineJob({
    task: sendPhoneCodeTask,
    payload: z.object({ codeId: z.uuid() }),
    async handle({ codeId }) {
      const sent = await openCodeToSend(parts, codeId);
      if (sent === undefined) return;
      const outcome = await phones.send({ phone: sent.contact, text: texts.message(sent.code) });
      // A number that does not exist is not tried again; a gateway that is away is.
      if (!outcome.ok && outcome.error.kind === 'unavailable') {
        throw new Error('the message was not taken: the gateway is away');
      }
    },
  });
}
