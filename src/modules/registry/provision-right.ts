import type { DateRange } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';
import type { Territory } from './territories.sql.ts';

export const provisionEventKinds = ['start', 'stop', 'restore', 'widen', 'narrow'] as const;

export type ProvisionEventKind = (typeof provisionEventKinds)[number];

/** Start, stop and restore switch provision; widen and narrow change where it may happen. */
export const extentKinds: readonly ProvisionEventKind[] = ['widen', 'narrow'];

/** Who confirmed a change before it was recorded, and the documents of the platform that say so. */
export interface Confirmation {
  readonly bodyName: string;
  readonly submissionNumber: string;
  readonly answerNumber: string;
}

export interface ProvisionEvent {
  readonly occurredOn: Temporal.PlainDate;
  readonly kind: ProvisionEventKind;
  readonly ground: string;
  /** Name of the territory concerned; null when the event concerns all of the right's. */
  readonly territoryName: string | null;
  /** Null when the keeper of the registry recorded it on their own. */
  readonly confirmation: Confirmation | null;
}

/** What comes of a right on a territory on a day. */
export type ProvisionState = 'provided' | 'stopped' | 'not-started' | 'not-covered' | 'out-of-term';

/** A right to provide a service, by what document, and what happened to it. */
export interface ProvisionRight {
  readonly rightId: bigint;
  readonly provider: {
    readonly subjectId: bigint;
    readonly shortName: string;
    readonly edrpou: string | null;
  };
  readonly service: Service;
  readonly territory: Territory;
  readonly document: {
    readonly title: string;
    readonly number: string;
    readonly date: Temporal.PlainDate;
  };
  readonly term: DateRange;
  readonly state: ProvisionState;
  readonly confirmation: Confirmation | null;
  readonly events: readonly ProvisionEvent[];
}
