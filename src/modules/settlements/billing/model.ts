import type { Money } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';
import type { HeatRules, HeatShare } from '../rules/heat-distribution.ts';
import type { HeatingSeason, AverageMethod, History } from '../rules/meter-history.ts';
import type { MissingReadingRules } from '../rules/missing-reading.ts';
import type { TariffSlice } from '../rules/price-by-day.ts';
import type { MeterValue, Standing } from '../rules/settle-meter.ts';
import type { RuleId, Trace, UsedParameter } from '../rules/trace.ts';

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
  /** Numbers of the categories of consumers for which any number is another. */
  readonly numbersByCategory: ReadonlyMap<string, MonthNumbers>;
  readonly tariffs: TariffTable;
}

/** The month's parameters, looked up once for a run. Volumes in millionths. */
export interface MonthNumbers {
  readonly norms: Readonly<Partial<Record<Service, Norm>>>;
  readonly readings: Readonly<Record<Service, ReadingRules>>;
  /** Null until the shares are set: then heat cannot be distributed and the run is blocked. */
  readonly heat: (HeatRules & { readonly parameters: readonly UsedParameter[] }) | null;
}

export interface Norm {
  readonly micro: bigint;
  readonly parameter: UsedParameter;
}

/** How a month without a reading is charged. */
export interface ReadingRules extends MissingReadingRules {
  readonly method: AverageMethod;
  readonly historyMonths: number;
  readonly season: HeatingSeason;
  readonly parameters: readonly UsedParameter[];
}

/** Numbers for a consumer of the category. */
export function numbersFor(run: RunContext, category: string): MonthNumbers {
  return run.numbersByCategory.get(category) ?? run.numbers;
}

/** Tariff slices of the month by `tariffKey`. */
export type TariffTable = ReadonlyMap<string, readonly TariffSlice[]>;

export type TariffComponent = 'volume' | 'fixed' | 'subscription';

/** Who is served with what by whom: what a tariff is set for. */
export interface TariffScope {
  readonly providerId: bigint;
  readonly service: Service;
  readonly category: string;
}

/** The category of consumers that most tariffs are for. */
export const population = 'population';

export function tariffKey(
  { providerId, service, category }: TariffScope,
  component: TariffComponent,
  zone: number,
): string {
  return `${providerId}:${service}:${category}:${component}:${zone}`;
}

export interface ServiceInput extends TariffScope {
  readonly basis: 'meter' | 'norm' | 'person' | 'area' | 'building-share';
  readonly individual: boolean;
}

/** A reading of the month, with what its checks asked when it came in. */
export interface ZoneReading extends MeterValue {
  readonly source: string;
  readonly remark: string | null;
}

export interface ZoneInput {
  readonly zone: number;
  /** What was last billed; of a meter never billed, its last reading. Undefined without any. */
  readonly standing: Standing | undefined;
  /** What the reading of the standing's day says now, when it was revised. */
  readonly corrected?: bigint | undefined;
  /** The newest reading from before the month that came too late to be billed. */
  readonly late?: MeterValue | undefined;
  readonly current: ZoneReading | undefined;
  /** What an average may be taken of, the best first; looked up only where it may be needed. */
  readonly histories: readonly History[];
}

export interface MeterInput {
  readonly meterId: bigint;
  readonly service: Service;
  readonly digits: number;
  /** ISO dates. */
  readonly installedOn: string;
  readonly verifiedUntil: string;
  readonly removedOn: string | null;
  readonly zones: readonly ZoneInput[];
}

/** Where a zone of a meter stands after a bill. */
export interface MeterStanding extends Standing {
  readonly meterId: bigint;
  readonly zone: number;
}

/** Measured volume of a line that earlier bills had no price for. */
export interface CarriedVolume {
  readonly service: Service;
  readonly providerId: bigint;
  readonly zone: number;
  readonly volume: bigint;
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
  readonly premisesKind: 'flat' | 'house' | 'nonresidential';
  readonly heating: 'central' | 'own' | 'none';
  readonly services: readonly ServiceInput[];
  readonly meters: readonly MeterInput[];
  readonly balances: readonly OpeningBalance[];
  readonly carried: readonly CarriedVolume[];
}

export interface BuildingInput {
  readonly buildingId: bigint;
  /** Two when one was replaced inside the month, or where heat comes in twice. */
  readonly heatMeters: readonly MeterInput[];
  readonly accounts: readonly AccountInput[];
  /** Accounts of other billers that share the building's heat; their own run charges them. */
  readonly neighbours: readonly AccountInput[];
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
  'digits-swapped',
  'rolled-over',
  'nothing-used',
  'charged-by-average',
  'charged-by-norm',
  'verification-expired',
  'meters-exceed-building',
  'heat-carried-over',
  'give-back-uncharged',
  'no-tariff',
  'no-norm',
  'building-meter-missing',
] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** The part of the building's heat that a flat is charged. */
export interface FlatHeat {
  readonly share: HeatShare;
  /** Heat of earlier months taken from the flat or put on it when a flat's meter was read again. */
  readonly recalculated: bigint;
  /** How the flat's own meters were read; undefined without any. */
  readonly own: { readonly rule: RuleId; readonly inputs: Trace['inputs'] } | undefined;
}

export interface BilledAccount {
  readonly account: AccountInput;
  readonly charges: readonly ChargeRow[];
  readonly totals: readonly ServiceTotal[];
  readonly questions: readonly Question[];
  readonly meters: readonly MeterStanding[];
  readonly carried: readonly CarriedVolume[];
}

export interface BuildingVolume {
  readonly buildingId: bigint;
  readonly service: Service;
  readonly total: bigint;
  readonly distributed: bigint;
  /** Of it, what goes to the flats that the run charges. */
  readonly own: bigint;
  readonly meters: readonly MeterStanding[];
  /** Inputs by name, as in the trace of a line. */
  readonly inputs: Trace['inputs'];
  readonly parameters: readonly UsedParameter[];
}

export interface BilledBuilding {
  readonly accounts: readonly BilledAccount[];
  readonly volumes: readonly BuildingVolume[];
}
