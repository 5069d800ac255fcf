import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Office, Payment } from './office.ts';

const orderIdLengthMax = 255;
const descriptionLengthMax = 1_000;

export interface Message {
  readonly data: string;
  readonly signature: string;
}

/** base64(hash(private key + data + private key)). */
function sign(data: string, { privateKey, hash = 'sha1' }: Office['options']): string {
  return createHash(hash).update(`${privateKey}${data}${privateKey}`).digest('base64');
}

/** The JSON inside a message whose signature is the merchant's; undefined when it is not. */
export function openMessage(office: Office, { data, signature }: Message): unknown {
  const expected = Buffer.from(sign(data, office.options));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  try {
    return JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

// Numbers may come as text: the vendor's own example does so.
const amount = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^(?!0+(?:\.0+)?$)\d{1,9}(?:\.\d{1,2})?$/));
const version = z.coerce.number().pipe(z.union([z.literal(3), z.literal(7)]));

export const checkoutMessage = z.object({
  version,
  public_key: z.string(),
  action: z.literal('pay'),
  amount,
  currency: z.literal('UAH'),
  description: z.string().min(1).max(descriptionLengthMax),
  order_id: z.string().min(1).max(orderIdLengthMax),
  server_url: z.url(),
  result_url: z.url(),
});

export const statusMessage = z.object({
  version,
  public_key: z.string(),
  action: z.literal('status'),
  order_id: z.string().min(1).max(orderIdLengthMax),
});

/** As the gateway writes numbers: 1250.50 is 1250.5, 800.00 is 800. */
export function plainNumber(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** A payment as told in reports and answers; the amount is a number, written from its text. */
export function describePayment(office: Office, payment: Payment, amountText: string): string {
  const at = office.clock.now().epochMilliseconds;
  const fields = {
    result: payment.status === 'error' ? 'error' : 'ok',
    action: 'pay',
    status: payment.status,
    version: office.options.hash === 'sha3-256' ? 7 : 3,
    type: 'buy',
    paytype: 'card',
    public_key: office.options.publicKey,
    acq_id: 414963,
    order_id: payment.orderId,
    liqpay_order_id: `LQ${payment.paymentId}`,
    description: payment.description,
    ...(payment.cardMask === undefined ? {} : { sender_card_mask2: payment.cardMask }),
    ...(payment.errorCode === undefined ? {} : { err_code: payment.errorCode }),
    currency: 'UAH',
    language: 'uk',
    create_date: at,
    end_date: at,
  };
  const numbers = `"payment_id":${payment.paymentId},"amount":${amountText}`;
  return `${JSON.stringify(fields).slice(0, -1)},${numbers}}`;
}

/** A report to the merchant's server, with the faults that are switched on. */
export function reportOf(office: Office, payment: Payment): Message {
  const { otherAmount, forgedSignature } = office.desk.faults();
  const json = describePayment(office, payment, plainNumber(otherAmount ?? payment.amount));
  const data = Buffer.from(json).toString('base64');
  const { options } = office;
  const key = forgedSignature === true ? { ...options, privateKey: 'somebody else' } : options;
  return { data, signature: sign(data, key) };
}
