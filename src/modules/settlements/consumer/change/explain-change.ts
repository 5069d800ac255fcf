import { kopiykas, type Money } from '#kernel/money.ts';
import type { Price } from '#kernel/price.ts';
import { services, type Service } from '#kernel/service.ts';
import type { TariffComponent } from '../../billing/model.ts';
import {
  explainDifference,
  type Difference,
  type MonthOfService,
} from '../../rules/explain-difference.ts';
import type { RuleId, TracePart } from '../../rules/trace.ts';

/** A line of calculation as far as the comparison of two months needs it. */
export interface ComparedLine {
  readonly service: Service;
  readonly component: TariffComponent;
  readonly rule: RuleId;
  readonly days: number;
  readonly volume: bigint;
  readonly price: Price;
  /** All prices that the line was charged by, in words that compare as equal or not. */
  readonly prices: string;
  readonly amount: Money;
}

/** What one month charged and corrected. */
export interface ComparedMonth {
  readonly lines: readonly ComparedLine[];
  readonly corrections: readonly { readonly service: Service; readonly corrected: Money }[];
}

export const causes = ['days', 'volume', 'price', 'corrections'] as const;
export type Cause = (typeof causes)[number];

/** Why one service costs otherwise than the month before; the causes sum to `total` exactly. */
export interface ServiceChange extends Readonly<Record<Cause, Money>> {
  readonly service: Service;
  /** Charged in one of the two months only: then all of it is counted as volume. */
  readonly presence: 'both' | 'began' | 'ended';
  readonly total: Money;
}

/** Σ over causes = Σ over services = `after` − `before`, to the kopiyka. */
export interface Change extends Readonly<Record<Cause, Money>> {
  readonly services: readonly ServiceChange[];
  readonly before: Money;
  readonly after: Money;
  readonly total: Money;
}

/** Only what a meter shows grows with the length of the month; norms and areas do not. */
const rulesThatGrowWithDays: ReadonlySet<RuleId> = new Set([
  'metered',
  'metered-average',
  'follows-water',
  'building-heat-share',
]);

/**
 * Compares what two months charged and corrected, service by service and cause by cause
 * (2119:8.3). Lines of one service that are charged apart (volume, fixed part, subscription) are
 * compared apart, so that a new fee is not taken for dearer water.
 */
export function explainChange(before: ComparedMonth, after: ComparedMonth): Change {
  const changes = services
    .filter((service) => occurs(before, service) || occurs(after, service))
    .map((service) => serviceChange(service, before, after));
  const sum = (of: (change: ServiceChange) => bigint) =>
    kopiykas(changes.reduce((total, change) => total + of(change), 0n));
  return {
    services: changes,
    days: sum(({ days }) => days),
    volume: sum(({ volume }) => volume),
    price: sum(({ price }) => price),
    corrections: sum(({ corrections }) => corrections),
    before: chargedAndCorrected(before),
    after: chargedAndCorrected(after),
    total: sum(({ total }) => total),
  };
}

function serviceChange(
  service: Service,
  before: ComparedMonth,
  after: ComparedMonth,
): ServiceChange {
  const old = monthsByComponent(before, service);
  const now = monthsByComponent(after, service);
  const parts = [...new Set([...old.keys(), ...now.keys()])].map((component) =>
    explainComponent(old.get(component), now.get(component)),
  );
  const corrections = correctedOf(after, service) - correctedOf(before, service);
  const sum = (cause: 'days' | 'volume' | 'price') =>
    kopiykas(parts.reduce((total, part) => total + part[cause], 0n));
  return {
    service,
    presence: old.size === 0 ? 'began' : now.size === 0 ? 'ended' : 'both',
    days: sum('days'),
    volume: sum('volume'),
    price: sum('price'),
    corrections: kopiykas(corrections),
    total: kopiykas(parts.reduce((total, part) => total + part.total, corrections)),
  };
}

interface MonthOfComponent extends MonthOfService {
  readonly prices: string;
}

/**
 * Where no price changed, what is left to the price is the rounding of the two lines, or use that
 * moved from one zone of the day to another: both belong to the volume.
 */
function explainComponent(
  before: MonthOfComponent | undefined,
  after: MonthOfComponent | undefined,
): Difference {
  const difference = explainDifference(before, after);
  if (before?.prices !== after?.prices) return difference;
  const volume = kopiykas(difference.volume + difference.price);
  return { ...difference, volume, price: kopiykas(0n) };
}

/** The prices of a line as text: which zone was charged by which price. */
export function pricesOf(parts: readonly Pick<TracePart, 'zone' | 'price'>[]): string {
  const prices = new Set(parts.map(({ zone, price }) => `${zone}:${price}`));
  return [...prices].sort().join(' ');
}

/** A service's lines by component; two of one component, after a change of provider, are one. */
function monthsByComponent(
  month: ComparedMonth,
  service: Service,
): ReadonlyMap<TariffComponent, MonthOfComponent> {
  const months = new Map<TariffComponent, MonthOfComponent>();
  for (const line of month.lines) {
    if (line.service !== service) continue;
    const known = months.get(line.component);
    months.set(line.component, {
      days: line.days,
      volume: line.volume + (known?.volume ?? 0n),
      price: line.price,
      prices: known === undefined ? line.prices : `${known.prices} ${line.prices}`,
      amount: kopiykas(line.amount + (known?.amount ?? 0n)),
      corrected: kopiykas(0n),
      useGrowsWithDays: rulesThatGrowWithDays.has(line.rule),
    });
  }
  return months;
}

function occurs(month: ComparedMonth, service: Service): boolean {
  return month.lines.some((line) => line.service === service) || correctedOf(month, service) !== 0n;
}

function correctedOf(month: ComparedMonth, service: Service): bigint {
  return month.corrections.reduce(
    (total, row) => (row.service === service ? total + row.corrected : total),
    0n,
  );
}

function chargedAndCorrected({ lines, corrections }: ComparedMonth): Money {
  const charged = lines.reduce((total, { amount }) => total + amount, 0n);
  return kopiykas(corrections.reduce((total, { corrected }) => total + corrected, charged));
}
