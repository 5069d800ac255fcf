import { kopiykas } from '#kernel/money.ts';
import { paymentLevelPermille, type MonthSums } from '#modules/settlements/index.ts';
import { formatMoneyLarge } from '#ui/format/money.ts';
import { formatNumber, formatPercent } from '#ui/format/number.ts';
import { moneyUnits } from './texts.uk.ts';

export const metrics = ['level', 'charged', 'paid', 'debt'] as const;
export type Metric = (typeof metrics)[number];

/** Tenths of a percent for the level, kopiykas for sums; null when there is nothing to show. */
export function metricOf(metric: Metric, sums: MonthSums): number | null {
  if (metric === 'level') return paymentLevelPermille(sums.charged, sums.paid);
  return Number(sums[metric]);
}

const permillePerPercent = 10;

export function formatLevel(permille: number): string {
  return formatPercent(permille / permillePerPercent, 1);
}

/** With its unit, a large sum rounded to one decimal; a level of whole percents without. */
export function formatMetric(metric: Metric, value: number): string {
  if (metric !== 'level') return formatMoneyLarge(kopiykas(value));
  const isWhole = value % permillePerPercent === 0;
  return formatPercent(value / permillePerPercent, isWhole ? 0 : 1);
}

const moneySteps = [
  { kopiykas: 100_000_000_000, name: moneyUnits.billion },
  { kopiykas: 100_000_000, name: moneyUnits.million },
  { kopiykas: 100_000, name: moneyUnits.thousand },
] as const;

const wholeFrom = 100;
const percentShownMax = 999;

function shortLevel(permille: number): string {
  const percent = Math.round(permille / permillePerPercent);
  return percent > percentShownMax ? `>${percentShownMax}` : `${formatNumber(percent)}%`;
}

/** For tiles, four characters at most: one unit for all values of a picture. */
export function shortFormatOf(
  metric: Metric,
  values: readonly number[],
): { readonly unit: string; readonly format: (value: number) => string } {
  if (metric === 'level') {
    return { unit: '%', format: shortLevel };
  }
  const largest = Math.max(0, ...values.map(Math.abs));
  const step = moneySteps.find(({ kopiykas: size }) => largest >= size) ?? moneySteps[2];
  return {
    unit: step.name,
    format: (value) => {
      const scaled = value / step.kopiykas;
      return formatNumber(scaled, Math.abs(scaled) < wholeFrom ? 1 : 0);
    },
  };
}
