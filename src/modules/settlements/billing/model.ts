import type { Money } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';
import type { HeatRules } from '../rules/heat-distribution.ts';
import type { TariffSlice } from '../rules/price-by-day.ts';
import type { RuleId, Trace } from '../rules/trace.ts';

/** Where a run works: one biller, one hromada, one month. */
export interface RunContext {
  readonly runId: bigint;
  readonly hromadaId: number;
  readonly billerId: bigint;
  readonly period: Period;
  readonly days: number;
  /**
   * Days of the next month whose readings are still this month's: 5 where readings are taken from
   * the
   * 20th to the 5th.
   */
  readonly readingDaysAfter: number;
  readonly issuedAt: Temporal.Instant;
  readonly dueOn: Temporal.PlainDate;
  readonly numbers: MonthNumbers;
  readonly tariffs: TariffTable;
}

/** The month's parameters, looked up once for a run. Volumes in millionths. */
export interface MonthNumbers {
  readonly norms: Readonly<Partial<Record<Service, bigint>>>;
  readonly averageMonthsMax: number;
  readonly historyDaysMin: number;
  /** How many times the usual asks a question. */
  readonly farFromUsualTimes: bigint;
  /** Null until the shares are set: then heat cannot be distributed and the run is blocked. */
  readonly heat: HeatRules | null;
}

/** Tariff slices of the month by `tariffKey`. */
export type TariffTable = ReadonlyMap<string, readonly TariffSlice[]>;

export type TariffComponent = 'volume' | 'fixed' | 'subscription';

export function tariffKey(
  providerId: bigint,
  service: Service,
  component: TariffComponent,
  zone: number,
): string {
  return `${providerId}:${service}:${component}:${zone}`;
}

export interface ServiceInput {
  readonly service: Service;
  readonly providerId: bigint;
  readonly basis: 'meter' | 'norm' | 'person' | 'area' | 'building-share';
  readonly individual: boolean;
}

/** A value of one zone on a day (ISO date). */
export interface ZoneReading {
  readonly value: bigint;
  readonly takenOn: string;
  readonly source: string;
}

export interface ZoneInput {
  readonly zone: number;
  readonly previous: ZoneReading | undefined;
  readonly current: ZoneReading | undefined;
  /** Charged without a reading since `previous`, to be taken off when a real reading comes. */
  readonly chargedSince: bigint;
  readonly history: { readonly volume: bigint; readonly days: number };
}

export interface MeterInput {
  readonly meterId: bigint;
  readonly service: Service;
  readonly digits: number;
  readonly verifiedUntil: string;
  readonly zones: readonly ZoneInput[];
}

/** What was owed for a service when the month began, and what came in since. */
export interface OpeningBalance {
  readonly service: Service;
  readonly providerId: bigint;
  readonly opening: bigint;
  readonly paid: bigint;
  readonly corrected: bigint;
}

export interface AccountInput {
  readonly accountId: bigint;
  readonly number: string;
  readonly buildingId: bigint;
  readonly residents: number;
  /** Hundredths of a square metre. */
  readonly totalArea: bigint;
  readonly heatedArea: bigint;
  readonly heating: 'central' | 'own' | 'none';
  readonly services: readonly ServiceInput[];
  readonly meters: readonly MeterInput[];
  readonly balances: readonly OpeningBalance[];
}

export interface BuildingInput {
  readonly buildingId: bigint;
  readonly heatMeter: MeterInput | undefined;
  readonly accounts: readonly AccountInput[];
}

export interface ChargeRow {
  readonly service: Service;
  readonly component: TariffComponent;
  readonly providerId: bigint;
  readonly tariffId: bigint;
  readonly basis: RuleId;
  readonly volume: bigint;
  readonly price: bigint;
  readonly amount: Money;
  readonly vat: Money;
  readonly trace: Trace;
}

export interface ServiceTotal {
  readonly service: Service;
  readonly providerId: bigint;
  readonly opening: bigint;
  readonly charged: bigint;
  readonly corrected: bigint;
  readonly paid: bigint;
  readonly due: bigint;
}

/** What a person should look at; the run goes on. */
export interface Question {
  readonly service: Service;
  readonly kind: QuestionKind;
  readonly details: Readonly<Record<string, string>>;
}

export const questionKinds = [
  'reading-lower',
  'far-from-usual',
  'charged-by-average',
  'charged-by-norm',
  'verification-expired',
  'meters-exceed-building',
  'no-tariff',
  'building-meter-missing',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

export interface BilledAccount {
  readonly account: AccountInput;
  readonly charges: readonly ChargeRow[];
  readonly totals: readonly ServiceTotal[];
  readonly questions: readonly Question[];
}

export interface BuildingVolume {
  readonly buildingId: bigint;
  readonly service: Service;
  readonly total: bigint;
  readonly distributed: bigint;
  readonly trace: Readonly<Record<string, string>>;
}

export interface BilledBuilding {
  readonly accounts: readonly BilledAccount[];
  readonly volumes: readonly BuildingVolume[];
}
