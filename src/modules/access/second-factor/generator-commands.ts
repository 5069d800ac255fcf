import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { users } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import { factorName } from './factor-name.ts';
import { readFactors } from './factors.sql.ts';
import {
  confirmGenerator,
  insertGenerator,
  readWaitingGenerator,
  secretColumn,
} from './generators.sql.ts';
import { newSecret, stepOf } from './one-time-codes.ts';

/** A few phones and a few keys; more would only be forgotten ones. */
export const factorsMax = 10;
/** To find the program and type its first code. */
const waitingLimit = Temporal.Duration.from({ minutes: 30 });
const codeCharsMax = 40;

const beginning = z.object({ name: factorName });
const waiting = z.object({ generatorId: z.uuid() });
const confirming = waiting.extend({ code: z.string().max(codeCharsMax) });

/** Setting up a program that shows one-time codes; its secret is sealed by the cipher. */
export function generatorCommands(secrets: FieldCipher) {
  async function openWaiting(
    db: Parameters<typeof readWaitingGenerator>[0],
    personId: bigint | null,
    { generatorId, now }: { readonly generatorId: string; readonly now: Temporal.Instant },
  ): Promise<string | undefined> {
    if (personId === null) return undefined;
    const since = now.subtract(waitingLimit);
    const generator = await readWaitingGenerator(db, personId, generatorId, since);
    if (generator === undefined) return undefined;
    return secrets.open({ column: secretColumn, rowId: generatorId }, generator.secret);
  }

  const begin = defineCommand({
    id: 'access.begin-code-generator',
    law: [law('1039:10.2')],
    audience: users,
    scope: { kind: 'self' },
    input: beginning,
    async handle(
      { tx, principal, now }: Execution,
      { name }: z.infer<typeof beginning>,
    ): Promise<{ readonly generatorId: string } | Refusal> {
      const { personId } = principal;
      const db = queryableOf(tx);
      if (personId === null) return refuse('nobody');
      await oneAtATime(db, 'factor', personId);
      if ((await readFactors(db, personId)).length >= factorsMax) return refuse('too-many-factors');
      const generatorId = randomUUID();
      const place = { column: secretColumn, rowId: generatorId };
      const secret = await secrets.seal(place, newSecret());
      await insertGenerator(db, { generatorId, personId, secret, name, now });
      return { generatorId };
    },
  });

  const show = defineQuery({
    id: 'access.show-code-generator',
    law: [law('1039:10.2')],
    audience: users,
    scope: { kind: 'self' },
    input: waiting,
    async handle(
      { db, principal, now }: Reading,
      { generatorId }: z.infer<typeof waiting>,
    ): Promise<string | Refusal> {
      const asked = { generatorId, now };
      const secret = await openWaiting(queryableOf(db), principal.personId, asked);
      return secret ?? refuse('not-waiting');
    },
  });

  const confirm = defineCommand({
    id: 'access.confirm-code-generator',
    law: [law('1039:10.2')],
    audience: users,
    scope: { kind: 'self' },
    input: confirming,
    auditPayload: ({ generatorId }) => ({ generatorId }),
    async handle(
      { tx, principal, now }: Execution,
      { generatorId, code }: z.infer<typeof confirming>,
    ): Promise<'confirmed' | Refusal> {
      const db = queryableOf(tx);
      const secret = await openWaiting(db, principal.personId, { generatorId, now });
      if (secret === undefined) return refuse('not-waiting');
      const step = stepOf(code.replaceAll(/\s/g, ''), secret, now);
      if (step === undefined) return refuse('no-match');
      await confirmGenerator(db, generatorId, step, now);
      return 'confirmed';
    },
  });

  return { begin, show, confirm };
}
