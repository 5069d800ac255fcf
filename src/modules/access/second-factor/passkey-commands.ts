import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { users } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { factorName } from './factor-name.ts';
import { readFactors } from './factors.sql.ts';
import { factorsMax } from './generator-commands.ts';
import { insertPasskey } from './passkeys.sql.ts';
import { readMadePasskey, type RelyingParty } from './passkeys.ts';

const answerCharsMax = 20_000;
const input = z.object({
  name: factorName,
  /** What the browser answered, as JSON. */
  answer: z.string().max(answerCharsMax),
  sessionId: z.uuid(),
});

/** Takes a passkey that the person's browser has made for this site. */
export function addPasskeyCommand(party: RelyingParty) {
  return defineCommand({
    id: 'access.add-passkey',
    law: [law('1039:10.2')],
    audience: users,
    scope: { kind: 'self' },
    input,
    auditPayload: ({ name }) => ({ name }),
    async handle(
      { tx, principal, now }: Execution,
      { name, answer, sessionId }: z.infer<typeof input>,
    ): Promise<'added' | Refusal> {
      const { personId } = principal;
      const db = queryableOf(tx);
      if (personId === null) return refuse('nobody');
      if ((await readFactors(db, personId)).length >= factorsMax) return refuse('too-many-factors');
      const asking = { purpose: 'add', place: sessionId } as const;
      const made = await readMadePasskey({ db, now, party, asking }, answer);
      if (made === undefined) return refuse('not-made');
      const isNew = await insertPasskey(db, { ...made, personId, name, now });
      return isNew ? 'added' : refuse('not-made');
    },
  });
}
