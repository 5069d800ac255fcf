import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { users } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Execution } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { randomInt, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import { codeLimitsAt } from './code-limits.ts';
import { emailField, phoneField } from './contact-inputs.ts';
import {
  codeColumn,
  confirmIdentity,
  contactColumn,
  countContactCodes,
  insertContactCode,
  phoneColumn,
  readContacts,
  readOpenCodes,
  setPhone,
  type ContactKind,
} from './contacts.sql.ts';
import { texts } from './texts.uk.ts';

export const sendPhoneCodeTask = 'send-phone-code';
const codeDigits = 6;
const codesMax = 6;
const codesWithin = Temporal.Duration.from({ hours: 1 });
/** A form sent twice sends one code. */
const onItsWayFor = Temporal.Duration.from({ minutes: 1 });
const numberChars = 8;

const input = z.object({
  email: emailField,
  phone: phoneField,
  identity: z.literal('yes', texts.faults.identity),
});

export interface ContactParts {
  readonly secrets: FieldCipher;
  /** Whether somebody sends messages to phones; otherwise a number is kept as it was told. */
  readonly sendsToPhones: boolean;
}

/**
 * Takes what a person tells of themselves at the first identification, and later changes of it:
 * a code goes to each contact that is new, and the contact counts once the code is typed.
 * @law 1039:30.1 1039:30.2
 */
export function tellContactsCommand(parts: ContactParts) {
  return defineCommand({
    id: 'access.tell-contacts',
    law: [law('1039:30.1'), law('1039:30.2')],
    audience: users,
    scope: { kind: 'self' },
    input,
    auditPayload: () => null,
    async handle(
      execution: Execution,
      { email, phone }: z.infer<typeof input>,
    ): Promise<{ readonly waits: readonly ContactKind[] } | Refusal> {
      const { tx, principal, now } = execution;
      const { personId } = principal;
      const db = queryableOf(tx);
      const known = personId === null ? undefined : await readContacts(db, personId);
      if (personId === null || known === undefined) return refuse('nobody');
      await oneAtATime(db, 'contact', personId);
      if ((await countContactCodes(db, personId, now.subtract(codesWithin))) >= codesMax) {
        return refuse('too-many-codes');
      }
      await confirmIdentity(db, personId, now);
      const teller = { parts, execution, db, personId };
      const waits: ContactKind[] = [];
      if (known.emailConfirmedAt === null || known.email !== email) {
        await sendToEmail(teller, email);
        waits.push('email');
      }
      const place = { column: phoneColumn, rowId: String(personId) };
      const old = known.phone === null ? '' : await parts.secrets.open(place, known.phone);
      if (await takePhone(teller, phone, old, known.phoneConfirmedAt !== null)) waits.push('phone');
      return { waits };
    },
  });
}

interface Teller {
  readonly parts: ContactParts;
  readonly execution: Execution;
  readonly db: Queryable;
  readonly personId: bigint;
}

/** Whether a code has just been sent to the very contact. */
async function isOnItsWay(
  { parts, execution, db, personId }: Teller,
  kind: ContactKind,
  contact: string,
): Promise<boolean> {
  const open = await readOpenCodes(db, personId, {
    ...codeLimitsAt(execution.now),
    notBefore: execution.now.subtract(onItsWayFor),
  });
  const sent = open.find((one) => one.kind === kind);
  if (sent === undefined) return false;
  const place = { column: contactColumn, rowId: sent.codeId };
  return (await parts.secrets.open(place, sent.contact)) === contact;
}

async function sendToEmail(teller: Teller, email: string): Promise<void> {
  if (await isOnItsWay(teller, 'email', email)) return;
  const codeId = await makeCode(teller, 'email', email);
  const letter = {
    recipient: `contact-code:${codeId}`,
    notice: 'contact-code',
    documentKind: texts.letterKind,
    documentNumber: codeId.slice(0, numberChars),
    link: '/cabinet/profile',
  } as const;
  await writeLetters(teller.execution.tx, [letter], teller.execution.now);
}

/** Whether a code is waited for. */
async function takePhone(
  teller: Teller,
  phone: string,
  old: string,
  isConfirmed: boolean,
): Promise<boolean> {
  const { parts, execution, db, personId } = teller;
  if (phone === '') await setPhone(db, personId, null, null);
  if (phone === '' || (phone === old && isConfirmed)) return false;
  if (parts.sendsToPhones && (await isOnItsWay(teller, 'phone', phone))) return true;
  if (parts.sendsToPhones) {
    const codeId = await makeCode(teller, 'phone', phone);
    await execution.enqueue(sendPhoneCodeTask, { codeId });
    return true;
  }
  const place = { column: phoneColumn, rowId: String(personId) };
  await setPhone(db, personId, await parts.secrets.seal(place, phone), null);
  return false;
}

async function makeCode(
  { parts, execution, db, personId }: Teller,
  kind: ContactKind,
  contact: string,
): Promise<string> {
  const codeId = randomUUID();
  const code = String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0');
  await insertContactCode(db, {
    ...{ codeId, personId, kind, now: execution.now },
    contact: await parts.secrets.seal({ column: contactColumn, rowId: codeId }, contact),
    code: await parts.secrets.seal({ column: codeColumn, rowId: codeId }, code),
  });
  return codeId;
}
