import type { Period } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';

/** Shares of what goes wrong with meters and readings. */
export interface FaultRates {
  /** Share of monthly readings that nobody sends. */
  readonly missing: number;
  /** Share of monthly readings of a whole house's meter that nobody takes. */
  readonly houseMissing: number;
  /** Share of monthly readings sent with two neighbouring digits exchanged. */
  readonly digitSwap: number;
  /** Share of meters that stop for good. */
  readonly stopped: number;
  /** Share of water meters behind which water leaks for some months. */
  readonly leak: number;
  /** Share of meters that pass their last number and start from zero. */
  readonly rollover: number;
  /** Share of meters replaced in a year. */
  readonly replacedPerYear: number;
}

/** Shares by which the platform is measured (workload rules of the performance goals). */
export const usualFaults: FaultRates = {
  missing: 0.08,
  houseMissing: 0.01,
  digitSwap: 0.003,
  stopped: 0.005,
  leak: 0.003,
  rollover: 0.001,
  replacedPerYear: 0.02,
};

export const noFaults: FaultRates = {
  missing: 0,
  houseMissing: 0,
  digitSwap: 0,
  stopped: 0,
  leak: 0,
  rollover: 0,
  replacedPerYear: 0,
};

/** A fault put in on purpose, so that detectors can be measured against the list. */
export interface PlantedFault {
  readonly kind: 'missing' | 'digit-swap' | 'stopped' | 'leak' | 'replaced' | 'rollover';
  readonly hromadaId: number;
  readonly buildingId: bigint;
  /** Null when it is the meter of a whole house. */
  readonly accountId: bigint | null;
  /** The meter whose readings show it; of a replacement, the new meter. */
  readonly meterId: bigint;
  readonly service: Service;
  /** Null when it concerns every zone of the meter. */
  readonly zone: number | null;
  /** First month in which it shows. */
  readonly period: Period;
  readonly months: number;
  /** What an honest reading would have said, where the fault is in one reading. */
  readonly trueMicro: bigint | null;
}
