import type { Money } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';
import type { Account, Subject } from '#modules/registry/index.ts';
import type { ServiceTotal } from '../../billing/model.ts';
import type { Change } from '../change/explain-change.ts';
import type { BuildingVolumeView, ExplainedLine, BilledMeter } from '../lines/line.ts';
import type { Comparison } from './compare-use.ts';
import type { MonthOfDebt } from './months-of-debt.ts';

export interface BillTotals {
  readonly opening: Money;
  readonly charged: Money;
  readonly corrected: Money;
  readonly paid: Money;
  readonly due: Money;
}

/** A service of a bill: its movement, who provides it, and how each line came about. */
export interface BillService extends ServiceTotal {
  readonly provider: Subject;
  readonly lines: readonly ExplainedLine[];
}

/** What a month charged; null when there is no bill of that month. */
export interface MonthOfBill {
  readonly period: Period;
  readonly charged: Money | null;
  readonly volumes: ReadonlyMap<Service, bigint>;
}

/** Money that a month's bill took into account: a payment or a correction. */
export interface BillMovement {
  readonly kind: 'payment' | 'refund' | 'correction' | 'opening';
  readonly source: string;
  readonly amount: Money;
  readonly on: Temporal.Instant;
  /** Of a correction: whose charge it corrects, why, and by which act. */
  readonly correction?: CorrectionGround;
}

export interface CorrectionGround {
  readonly service: Service;
  readonly month: Period;
  readonly ground: string;
  readonly actNumber: string;
  readonly actOn: Temporal.PlainDate;
}

/** What the whole building used of a service, and this account's part of it (2119:8.3). */
export interface BuildingTotal extends BuildingVolumeView {
  readonly service: Service;
  readonly own: bigint;
}

/** Everything that the page of a bill shows (2119:8.3, 1039:26.5.a.4, 1039:26.5.a.5). */
export interface Bill {
  readonly account: Account;
  readonly biller: Subject;
  readonly period: Period;
  readonly number: string;
  readonly issuedAt: Temporal.Instant;
  readonly dueOn: Temporal.PlainDate;
  /** The day of payment rests on a number that nobody has confirmed. */
  readonly dueOnUnverified: boolean;
  readonly totals: BillTotals;
  readonly services: readonly BillService[];
  /** Services shared out by a meter of the building; none in a house of one family. */
  readonly building: readonly BuildingTotal[];
  /** Meters whose readings are asked for. */
  readonly meters: readonly BilledMeter[];
  /** Null for the first bill: there is nothing to compare with. */
  readonly change: { readonly before: Period; readonly parts: Change } | null;
  /** Thirteen months, the bill's own last. */
  readonly months: readonly MonthOfBill[];
  readonly movements: readonly BillMovement[];
  readonly debt: readonly MonthOfDebt[];
  readonly comparisons: readonly Comparison[];
  readonly newest: Period;
  /** What the account owes now, after payments since the newest bill; negative when overpaid. */
  readonly dueNow: Money;
  /** What corrections have added since the newest bill; below zero when they took off. */
  readonly correctedSince: Money;
}
