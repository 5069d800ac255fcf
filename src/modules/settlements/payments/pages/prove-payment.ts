import { consumers } from '#kernel/role.ts';
import { defineQuery, type QueryDefinition } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { findEntries, type RecordedEntry } from '#platform/audit/audit.sql.ts';
import type { VerificationKey } from '#platform/audit/keys.ts';
import { buildProof, type ProofFile } from '#platform/audit/proof.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { settlePayment } from '../settle-payment.ts';
import { findOwnPayment, paymentInput, type PaymentInput } from './find-payment.ts';

/** Reports of one order; repeated ones leave an entry each. */
const entriesMax = 200;

const settledPayload = z.object({ state: z.string() });

export type PaymentProof = {
  readonly receiptNumber: string | null;
  readonly file: ProofFile;
};

/**
 * A proof that the posting of a payment stands in the audit log unchanged: for its owner, to take
 * home and check without us (1039:75). Undefined for another's payment and for none.
 */
export function defineProvePayment(
  readKeys: () => Promise<readonly VerificationKey[]>,
): QueryDefinition<PaymentInput, PaymentProof | Refusal | undefined, Reading> {
  return defineQuery({
    id: 'prove-payment',
    law: [law('1039:75'), law('1039:10.17')],
    audience: consumers,
    scope: { kind: 'self' },
    input: paymentInput,
    async handle(reading, { paymentId }) {
      const { db } = reading;
      const payment = await findOwnPayment(reading, paymentId);
      if (payment === undefined) return undefined;
      const queryable = queryableOf(db);
      const { entries } = await findEntries(
        queryable,
        { command: settlePayment.id, subject: `order:${payment.order_id}` },
        { limit: entriesMax },
      );
      const posting = entries.findLast(isPosting);
      if (posting === undefined) return refuse('audit-entry-unknown');
      const proof = await buildProof(queryable, await readKeys(), {
        entryId: posting.entry.id,
        fields: ['actor', 'subject', 'payload'],
      });
      if (!proof.ok) return proof.error;
      return { receiptNumber: payment.receipt_number, file: proof.value };
    },
  });
}

/** The oldest report that said "paid" and was carried out is the one that posted the money. */
function isPosting({ entry, openings }: RecordedEntry): boolean {
  const payload = openings.find(({ field }) => field === 'payload');
  if (entry.outcome !== 'done' || payload === undefined) return false;
  return settledPayload.parse(JSON.parse(payload.value)).state === 'paid';
}
