import type { SigningKey } from '#exchange/signature/own/cms/sign.ts';
import type { Clock } from '#platform/clock.ts';
import { z } from 'zod';
import { machineFaults, type Desk } from '../common.ts';
import type { Evidence } from './evidence.ts';
import type { PropertyRecord } from './property-rights.ts';

/** Seals of the two security servers that a message passes. */
export interface ServerSeals {
  readonly asking: SigningKey;
  readonly answering: SigningKey;
}

export interface TrembitaOptions {
  /** The matrix of access: which services each subsystem may ask. */
  readonly clients: Readonly<Record<string, readonly string[]>>;
  /** The service that the register of property rights is behind. */
  readonly propertyRights: string;
  /** Read at each question, so that what changes is told at once. */
  readonly property: readonly PropertyRecord[];
  /** Without them there is never any evidence. */
  readonly seals?: ServerSeals;
  readonly port?: number;
  readonly host?: string;
  readonly clock?: Clock;
}

export const trembitaFaults = machineFaults.extend({
  /** Answer with this fault of the exchange system, as if it had come up on the way. */
  fault: z
    .string()
    .regex(/^[\w.]+$/)
    .optional(),
  /** In which form faults are told; the manuals do not say which is the true one. */
  faultForm: z.enum(['header', 'json', 'soap', 'both']).optional(),
  /** Answer under the number of a query that nobody made. */
  otherId: z.boolean().optional(),
  /** Answer under no number at all. */
  noId: z.boolean().optional(),
  /** Say that the answer is of another service. */
  otherService: z.boolean().optional(),
  /** Give the answer to the query before once more. */
  repeated: z.boolean().optional(),
  /** Begin the answer and never end it. */
  drip: z.boolean().optional(),
  huge: z.boolean().optional(),
  /** A page in place of data, under the right number and status 200. */
  page: z.boolean().optional(),
  personNotFound: z.boolean().optional(),
  refused: z.boolean().optional(),
  /** There is no evidence yet. */
  evidenceLate: z.boolean().optional(),
});

export type TrembitaFaults = z.infer<typeof trembitaFaults>;

/** What every route of the counterpart works with. */
export interface Office {
  readonly options: TrembitaOptions;
  readonly desk: Desk<TrembitaFaults>;
  readonly evidence: Evidence;
}
