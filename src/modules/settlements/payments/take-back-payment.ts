import type { Queryable } from '#platform/db/queryable.ts';
import {
  addPaidToMonthTotals,
  enterGate,
  insertRefundTransfers,
  readPostedParts,
} from './ledger.sql.ts';
import { readStandings, type ArrivedPayment, type PaymentPlace } from './post-payments.ts';

/**
 * Takes back a posted payment whose money the gateway returned to the payer: every ledger line gets
 * its opposite in the month whose bill is still to come, so what was owed is owed again. The lines
 * and the receipt of the payment stay as they were issued (1039:15.2).
 */
export async function takeBackPayment(
  db: Queryable,
  place: PaymentPlace,
  { paymentId, accountId }: ArrivedPayment,
): Promise<void> {
  const { hromadaId, billerId, buildingIds, now } = place;
  await enterGate(db, { billerId, hromadaId, buildingIds, accountIds: [accountId] });
  const parts = await readPostedParts(db, { hromadaId, accountId, paymentId });
  const standing = (await readStandings(db, hromadaId, [accountId], now)).get(accountId);
  if (standing === undefined) throw new Error('a payment for an account without a standing');
  const period = standing.openPeriod;
  const refund = { hromadaId, billerId, accountId, paymentId, period, parts, now };
  await insertRefundTransfers(db, refund);
  const returned = parts.map((part) => ({ ...part, amount: -part.amount }));
  await addPaidToMonthTotals(db, hromadaId, [{ period, parts: returned }]);
}
