import { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import { machineFaults, type Desk } from '../common.ts';

const hashes = ['sha1', 'sha3-256'] as const;

export interface LiqPayOptions {
  readonly publicKey: string;
  readonly privateKey: string;
  readonly hash?: (typeof hashes)[number];
  readonly port?: number;
  readonly host?: string;
  readonly clock?: Clock;
  /** Pauses between repeated reports to a server that does not answer 200. */
  readonly callbackPausesMs?: readonly number[];
}

export const statuses = ['success', 'failure', 'error', 'reversed', 'processing'] as const;
type Status = (typeof statuses)[number];

const delayMsMax = 120_000;

export const liqPayFaults = machineFaults.extend({
  /**
   * What happens to reports: never sent; sent ten times; sent after `callbackLateMs`; sent only
   * when the payer is already on the way back.
   */
  callback: z.enum(['lost', 'duplicated', 'late', 'after-redirect']).optional(),
  callbackLateMs: z.number().int().min(0).max(delayMsMax).optional(),
  /** Sign reports with another key. */
  forgedSignature: z.boolean().optional(),
  /** Report this amount, in hryvnias, in place of the one paid. */
  otherAmount: z
    .string()
    .regex(/^\d+(?:\.\d{1,2})?$/)
    .optional(),
  /** How payments end, whatever the card. */
  outcome: z.enum(statuses).optional(),
});

type LiqPayFaults = z.infer<typeof liqPayFaults>;

/** A payment from the form that opened it to its end. */
export interface Payment {
  readonly token: string;
  readonly paymentId: string;
  readonly orderId: string;
  /** Hryvnias as a number is written: no zeros at the end. */
  readonly amount: string;
  readonly description: string;
  readonly serverUrl: string;
  readonly resultUrl: string;
  status: Status | 'prepared';
  /** Undefined until a card is entered. */
  cardMask?: string;
  errorCode?: string;
}

export interface Office {
  readonly options: LiqPayOptions;
  readonly desk: Desk<LiqPayFaults>;
  readonly clock: Clock;
  readonly payments: Payments;
}

/** Payments by the secret address of their page and by the merchant's order. */
export interface Payments {
  open(payment: Omit<Payment, 'token' | 'paymentId' | 'status'>): Payment;
  findByToken(token: string): Payment | undefined;
  findByOrder(orderId: string): Payment | undefined;
}
