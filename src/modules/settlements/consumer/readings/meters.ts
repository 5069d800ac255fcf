import type { Service } from '#kernel/service.ts';
import type { Period } from '#kernel/period.ts';
import type { Account } from '#modules/registry/index.ts';

/** A reading as a household sees it. */
export interface ShownReading {
  readonly takenOn: Temporal.PlainDate;
  /** The month it counts for. */
  readonly month: Period;
  readonly value: bigint;
  readonly revision: number;
  readonly source: 'consumer' | 'provider' | 'file' | 'telemetry';
  readonly enteredAt: Temporal.Instant;
  /** A bill has been made by it. */
  readonly counted: boolean;
}

export interface MeterZone {
  readonly zone: number;
  /** Newest first. */
  readonly readings: readonly ShownReading[];
}

export interface OwnMeter {
  readonly meterId: bigint;
  readonly service: Service;
  readonly serial: string;
  readonly digits: number;
  readonly decimals: number;
  readonly verifiedUntil: Temporal.PlainDate;
  readonly window: Window;
  readonly zones: readonly MeterZone[];
}

/** The days on which the provider of a meter's service takes readings, as of today. */
export type Window =
  | { readonly isOpen: true; readonly closesOn: Temporal.PlainDate | null }
  | { readonly isOpen: false; readonly opensOn: Temporal.PlainDate };

export interface OwnMeters {
  readonly account: Account;
  /** The month that a reading of today counts for: in the first days it may be the last one. */
  readonly month: Period;
  /** In use today. */
  readonly meters: readonly OwnMeter[];
}

/** The first day on which readings of any meter are taken; undefined when they are today. */
export function nextOpeningOf(meters: readonly OwnMeter[]): Temporal.PlainDate | undefined {
  const openings = meters.flatMap(({ window }) => (window.isOpen ? [] : [window.opensOn]));
  if (openings.length < meters.length) return undefined;
  return openings.sort((a, b) => Temporal.PlainDate.compare(a, b))[0];
}
