import { z } from 'zod';
import type { Clock } from '#platform/clock.ts';
import { machineFaults, type Desk } from '../common.ts';
import type { AnswerKeys } from './encrypt-answer.ts';
import type { Grants } from './grants.ts';
import { authTypes, type DemonstrationPerson } from './people.ts';

export interface IdGovUaClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Compared letter for letter. */
  readonly redirectUris: readonly string[];
}

export interface IdGovUaOptions {
  readonly clients: readonly IdGovUaClient[];
  readonly people: readonly DemonstrationPerson[];
  /** By which answers are sealed; without them all answers are plain. */
  readonly keys?: AnswerKeys;
  readonly port?: number;
  readonly host?: string;
  readonly clock?: Clock;
}

export const idGovUaFaults = machineFaults.extend({
  /** Refuse codes as if they had been used. */
  codeUsed: z.boolean().optional(),
  /** Bring the browser back with a state that nobody sent. */
  wrongState: z.boolean().optional(),
  /** Decline every sign-in. */
  denied: z.boolean().optional(),
  /** Tell no tax number. */
  emptyDrfocode: z.boolean().optional(),
  /** Seal the answer by the key of another body. */
  wrongSigner: z.boolean().optional(),
  /** Encrypt the answer without any seal. */
  unsigned: z.boolean().optional(),
  /** Answer plainly whoever asked for encryption. */
  plain: z.boolean().optional(),
  /** Write numbers as numbers, and the error "0" that is none. */
  loose: z.boolean().optional(),
  /** Say that the person signed in another way than chosen. */
  otherAuthType: z.enum(authTypes).optional(),
});

export type IdGovUaFaults = z.infer<typeof idGovUaFaults>;

/** What every route of the counterpart works with. */
export interface Office {
  readonly options: IdGovUaOptions;
  readonly grants: Grants;
  readonly desk: Desk<IdGovUaFaults>;
}

export type Fields = Readonly<Record<string, string>>;
