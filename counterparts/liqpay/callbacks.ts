import { setTimeout as wait } from 'node:timers/promises';
import { reportOf, type Message } from './messages.ts';
import type { Office, Payment } from './office.ts';

const usualPausesMs = [1_000, 5_000, 30_000];
const timeoutMs = 10_000;
const duplicates = 10;
/** A payer who closed the browser is not waited for longer. */
const payerLeavesMs = 2_000;
const statusOk = 200;

/**
 * Reports the outcome of a payment to the merchant's server. Resolves when the payer may go back:
 * after the first report, as the gateway does, unless a fault says otherwise. `payerLeft` settles
 * when the payer has been sent back.
 */
export async function report(
  office: Office,
  payment: Payment,
  payerLeft: Promise<unknown>,
): Promise<void> {
  const { callback, callbackLateMs = 0 } = office.desk.faults();
  const message = reportOf(office, payment);
  if (callback === 'lost') {
    office.desk.log('callback-lost', { orderId: payment.orderId });
    return;
  }
  if (callback === 'late' || callback === 'after-redirect') {
    office.desk.background(async (stopped) => {
      await Promise.race([payerLeft, wait(payerLeavesMs, undefined, { signal: stopped })]);
      if (callback === 'late') await wait(callbackLateMs, undefined, { signal: stopped });
      await deliverWithRetries({ office, payment, message, stopped });
    });
    return;
  }
  const times = callback === 'duplicated' ? duplicates : 1;
  for (let sent = 0; sent < times; sent += 1) await deliverNow(office, payment, message);
}

/** One attempt now; the repeated ones go on while the payer is already back. */
async function deliverNow(office: Office, payment: Payment, message: Message): Promise<void> {
  if (await deliver(office, payment, message)) return;
  office.desk.background(async (stopped) => {
    await wait(pausesOf(office)[0] ?? 0, undefined, { signal: stopped });
    const remaining = pausesOf(office).slice(1);
    await deliverWithRetries({ office, payment, message, stopped, pausesMs: remaining });
  });
}

interface Delivery {
  readonly office: Office;
  readonly payment: Payment;
  readonly message: Message;
  readonly stopped: AbortSignal;
  readonly pausesMs?: readonly number[];
}

async function deliverWithRetries(delivery: Delivery): Promise<void> {
  const { office, payment, message, stopped, pausesMs = pausesOf(office) } = delivery;
  if (await deliver(office, payment, message)) return;
  for (const pauseMs of pausesMs) {
    await wait(pauseMs, undefined, { signal: stopped });
    if (await deliver(office, payment, message)) return;
  }
  office.desk.log('callback-given-up', { orderId: payment.orderId });
}

function pausesOf({ options }: Office): readonly number[] {
  return options.callbackPausesMs ?? usualPausesMs;
}

/** Whether the merchant's server answered 200. */
async function deliver(
  { desk }: Office,
  payment: Payment,
  { data, signature }: Message,
): Promise<boolean> {
  const answer = await post(payment.serverUrl, new URLSearchParams({ data, signature }));
  const { orderId, status } = payment;
  desk.log('callback', { orderId, status, answer: String(answer) });
  return answer === statusOk;
}

async function post(url: string, body: URLSearchParams): Promise<number | 'unreachable'> {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(url, { method: 'POST', body, signal, redirect: 'manual' });
    await response.body?.cancel();
    return response.status;
  } catch {
    // Whatever kept the report from the merchant, the gateway only tries again later.
    return 'unreachable';
  }
}
