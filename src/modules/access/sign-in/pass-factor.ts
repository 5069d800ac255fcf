import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { z } from 'zod';
import { tryFactor } from '../proof/try-factor.ts';
import { factorProof, type FactorParts } from '../second-factor/check-factor.ts';
import { deletePending, takeTry, type Pending, type PendingLimits } from './pending.sql.ts';
import { hashOf } from './tokens.ts';

export const pendingMinutes = 5;
const pendingLimit = Temporal.Duration.from({ minutes: pendingMinutes });
const triesMax = 5;

const input = z.object({
  /** Of the browser's cookie. */
  token: z.string(),
  address: z.string(),
  proof: factorProof,
});

/** A wrong try counts, so it is an answer and no refusal, which would take it back. */
export type Passing =
  | ({ readonly kind: 'passed' } & Pending)
  | { readonly kind: 'no-match' | 'too-many' | 'stale' };

export function limitsAt(now: Temporal.Instant): PendingLimits {
  return { notBefore: now.subtract(pendingLimit), triesMax };
}

/**
 * Lets in whoever shows their second factor within five minutes and five tries of the browser that
 * began; after that the sign-in begins anew. A wrong try is counted against this sign-in and the
 * person identified in it, so nobody else can keep them out.
 * @law 1039:10.2 1039:31
 */
export function passFactorCommand(parts: FactorParts) {
  return defineCommand({
    id: 'access.pass-factor',
    law: [law('1039:10.2'), law('1039:31')],
    audience: ['system'],
    scope: { kind: 'public' },
    input,
    auditSubject: () => 'sign-in',
    // The log has no place for codes, nor for who came before they were let in.
    auditPayload: () => ({}),
    async handle(
      { tx, now }: Execution,
      { token, address, proof }: z.infer<typeof input>,
    ): Promise<Passing> {
      const db = queryableOf(tx);
      const tokenHash = hashOf(token);
      const pending = await takeTry(db, tokenHash, limitsAt(now));
      if (pending === undefined) return { kind: 'stale' };
      const asking = { purpose: 'sign-in', place: token } as const;
      const check = { db, now, asking, address, personId: pending.personId, sessionId: null };
      const tried = await tryFactor(parts, check, proof);
      if (tried !== 'passed') return { kind: tried };
      await deletePending(db, tokenHash);
      return { kind: 'passed', ...pending };
    },
  });
}
