import type { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import { createHash } from 'node:crypto';
import type { PaymentFailure, PaymentReport, SignedMessage } from '../ports.ts';
import { recordPaymentNotice } from './record-payment-notice.ts';
import { settlePayment } from './settle-payment.ts';

/** SHA-256 of a message: repeated messages can be told from new ones without keeping them. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Settles a payment by a verified report, whether it was sent or asked for. A report that may move
 * no money leaves a notice with the reason.
 */
export async function takeReport(
  operations: Operations,
  report: PaymentReport,
  digest: string,
): Promise<'settled' | 'refused'> {
  const { orderId, state, amount, gatewayReference, gatewayStatus } = report;
  const outcome = await operations.carryOut(settlePayment, system, {
    orderId,
    state,
    amount,
    reference: gatewayReference,
    status: gatewayStatus,
    digest,
  });
  if (outcome.kind === 'done') return 'settled';
  const refusal = outcome.kind === 'refused' ? outcome.refusal : undefined;
  await keepNotice(operations, {
    paymentId: refusal?.details?.['paymentId'] ?? null,
    verdict: refusal?.refusal ?? 'malformed',
    status: gatewayStatus,
    digest,
  });
  return 'refused';
}

/** Keeps a message that could not be read as a report: forged, malformed, another merchant's. */
export async function refuseMessage(
  operations: Operations,
  message: SignedMessage,
  failure: PaymentFailure,
): Promise<void> {
  await keepNotice(operations, {
    paymentId: null,
    verdict: failure.kind,
    status: null,
    digest: digestOf(message.data),
  });
}

async function keepNotice(
  operations: Operations,
  notice: {
    readonly paymentId: string | null;
    readonly verdict: string;
    readonly status: string | null;
    readonly digest: string;
  },
): Promise<void> {
  const kept = await operations.carryOut(recordPaymentNotice, system, notice);
  if (kept.kind !== 'done') throw new Error(`a payment notice was not kept: ${kept.kind}`);
}
