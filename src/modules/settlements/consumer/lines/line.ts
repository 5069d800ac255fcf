import type { ClauseId } from '#kernel/law.ts';
import type { Money } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { Price } from '#kernel/price.ts';
import type { Unit } from '#kernel/quantity.ts';
import type { Service } from '#kernel/service.ts';
import type { TariffComponent } from '../../billing/model.ts';
import type { RuleId, TracePart, UsedParameter } from '../../rules/trace.ts';

/** A stored line of calculation with its trace. */
export interface ChargeLine {
  readonly line: number;
  readonly service: Service;
  readonly component: TariffComponent;
  readonly providerId: bigint;
  readonly tariffId: bigint;
  readonly rule: RuleId;
  readonly days: number;
  /** Millionths of the unit. */
  readonly volume: bigint;
  readonly price: Price;
  readonly amount: Money;
  readonly vat: Money;
  readonly inputs: Readonly<Record<string, string>>;
  readonly parts: readonly TracePart[];
  /** Numbers of the law as they stood; none in traces older than their recording. */
  readonly parameters: readonly UsedParameter[];
}

/** A tariff with the decision that set it (1039:26.5.a.4). */
export interface TariffDecision {
  readonly tariffId: bigint;
  readonly unit: Unit;
  readonly grossPrice: Price;
  readonly vatPercent: number;
  readonly validFrom: Temporal.PlainDate;
  /** Null while in force; the day after the last one otherwise. */
  readonly validTo: Temporal.PlainDate | null;
  readonly authority: string;
  readonly number: string;
  readonly decidedOn: Temporal.PlainDate;
}

/** What the building's own meter showed and how it was shared out (1039:26.5.a.5). */
export interface BuildingVolumeView {
  readonly total: bigint;
  readonly distributed: bigint;
  readonly inputs: Readonly<Record<string, string>>;
}

/** A meter of the account, with its registers: day, night. */
export interface BilledMeter {
  readonly service: Service;
  readonly zones: number;
}

/** What the explanation of a line looks up besides the line itself. */
export interface LineContext {
  readonly period: Period;
  readonly tariffs: ReadonlyMap<bigint, TariffDecision>;
  /** What the building's own meters showed, for the services shared out by them. */
  readonly building: ReadonlyMap<Service, BuildingVolumeView>;
  /** The account's own meters. */
  readonly meters: readonly BilledMeter[];
  /** Codes of the numbers of the law that nobody has confirmed yet. */
  readonly unverified: ReadonlySet<string>;
}

/** One input of a calculation: what, how much, where from. */
export interface ExplainedInput {
  readonly label: string;
  readonly value: string;
  readonly source?: string | undefined;
  readonly clause?: ClauseId | undefined;
  /** The number of the law behind it is not confirmed. */
  readonly unverified?: boolean | undefined;
}

/** A tariff as it stands in the explanation, with a link to its page on the portal. */
export interface ExplainedTariff {
  readonly tariffId: bigint;
  readonly price: string;
  /** Who decided on it; empty when the decision is not on record. */
  readonly authority: string;
  /** Its number and date. */
  readonly decision: string;
  readonly validity: string;
}

/** A line of a bill in words: how its sum came about. */
export interface ExplainedLine {
  readonly key: string;
  readonly component: TariffComponent;
  readonly title: string;
  /** Volume by price, for each zone and tariff; without the sum. */
  readonly formula: string;
  readonly amount: Money;
  readonly vat: string;
  readonly rounding: string;
  readonly inputs: readonly ExplainedInput[];
  readonly tariffs: readonly ExplainedTariff[];
  /** How the volume was found, in a few words, for paper. */
  readonly method: string;
  readonly volume: string;
  readonly price: string;
  readonly law: ClauseId;
}
