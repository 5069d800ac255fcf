import { z } from 'zod';
import { parseHryvnias, type Money } from '#kernel/money.ts';
import { err, ok, type Result } from '#kernel/result.ts';
import type { PaymentFailure, PaymentReport, PaymentState } from '#modules/settlements/ports.ts';

export interface Merchant {
  readonly publicKey: string;
  /** Take payments with test cards for paid; never where real services are paid for. */
  readonly takesTestPayments: boolean;
}

export const orderIdLengthMax = 255;
const referenceLengthMax = 64;
const statusLengthMax = 64;
export const currency = 'UAH';

const testStatus = 'sandbox';

/** States that a payment does not leave, except that a paid one may be reversed. */
const finalStates: ReadonlyMap<string, PaymentState> = new Map([
  ['success', 'paid'],
  [testStatus, 'paid'],
  ['failure', 'failed'],
  ['error', 'failed'],
  ['reversed', 'refunded'],
]);

// A plain decimal with at most two decimals: no sign, no exponent, no spaces, no comma.
const amountPattern = /^(?:0|[1-9]\d{0,9})(?:\.\d{1,2})?$/;

const report = z.object({
  public_key: z.string(),
  action: z.literal('pay'),
  order_id: z.string().min(1).max(orderIdLengthMax),
  payment_id: z.string().min(1).max(referenceLengthMax),
  status: z.string().min(1).max(statusLengthMax),
  currency: z.string(),
  amount: z.string(),
});

/** Reads an amount as the gateway writes it, "1250.5" as well as "1250.50"; exact or nothing. */
export function readAmount(text: string): Money | undefined {
  return amountPattern.test(text) ? parseHryvnias(text) : undefined;
}

/**
 * Reads a report whose origin is already proved. A status that is not final, and any that the
 * gateway may add later, is pending: it credits nobody and the payment is asked about again.
 */
export function readReport(
  answer: unknown,
  merchant: Merchant,
): Result<PaymentReport, PaymentFailure> {
  const parsed = report.safeParse(answer);
  if (!parsed.success) return err({ kind: 'malformed' });
  const { public_key: publicKey, order_id: orderId, payment_id: paymentId, status } = parsed.data;
  if (publicKey !== merchant.publicKey) return err({ kind: 'other-merchant' });
  if (parsed.data.currency !== currency) return err({ kind: 'other-currency' });
  if (status === testStatus && !merchant.takesTestPayments) return err({ kind: 'test-payment' });
  const amount = readAmount(parsed.data.amount);
  if (amount === undefined) return err({ kind: 'malformed' });
  const state = finalStates.get(status) ?? 'pending';
  return ok({ orderId, state, amount, gatewayReference: paymentId, gatewayStatus: status });
}
