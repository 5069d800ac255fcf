import { randomBytes } from 'node:crypto';
import type { Payment, Payments } from './office.ts';

const firstPaymentId = 2_600_000_001n;
const tokenBytes = 16;
const paymentsMax = 10_000;

/** Keeps payments in memory; the oldest go first when there are too many. */
export function createPayments(): Payments {
  const byOrder = new Map<string, Payment>();
  let opened = 0n;

  return {
    open(request) {
      const existing = byOrder.get(request.orderId);
      if (existing !== undefined) return existing;
      const payment: Payment = {
        ...request,
        token: randomBytes(tokenBytes).toString('hex'),
        paymentId: String(firstPaymentId + opened),
        status: 'prepared',
      };
      opened += 1n;
      byOrder.set(payment.orderId, payment);
      const [oldest] = byOrder.keys();
      if (byOrder.size > paymentsMax && oldest !== undefined) byOrder.delete(oldest);
      return payment;
    },
    findByToken: (token) => byOrder.values().find((payment) => payment.token === token),
    findByOrder: (orderId) => byOrder.get(orderId),
  };
}
