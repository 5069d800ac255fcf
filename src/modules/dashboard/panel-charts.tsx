import { kopiykas } from '#kernel/money.ts';
import { paymentLevelPermille } from '#modules/settlements/index.ts';
import { LineChart } from '#ui/charts/line-chart.tsx';
import { Ranking } from '#ui/charts/ranking.tsx';
import { formatMoney, formatMoneyLarge } from '#ui/format/money.ts';
import { formatMonthShort, formatPeriod } from '#ui/format/time.ts';
import type { JSX } from 'preact';
import { levelChange } from './figures.tsx';
import { formatLevel, formatMetric, metricOf, type Metric } from './metric.ts';
import { rankingChargesMin, type MonthOfDynamics, type Panel, type ProviderSums } from './panel.ts';
import { findings, metricNames, texts } from './texts.uk.ts';

const yearDigits = -2;

/** The metric over the months: charged and paid stand together, for they explain each other. */
export function Dynamics({
  metric,
  months,
}: {
  readonly metric: Metric;
  readonly months: readonly MonthOfDynamics[];
}): JSX.Element {
  const common = {
    id: 'dynamics',
    title: dynamicsFinding(metric, months),
    pointName: texts.period,
    points: months.map(({ period }) => formatPeriod(period)),
    pointsShort: months.map(
      ({ period }) => `${formatMonthShort(period)} ${period.slice(0, 4).slice(yearDigits)}`,
    ),
  };
  if (metric === 'level') {
    return (
      <LineChart
        {...common}
        unit={texts.dynamicsLevelUnit}
        note={texts.howLevel}
        series={[
          {
            key: 'level',
            label: metricNames.level,
            values: months.map(({ charged, paid }) => paymentLevelPermille(charged, paid)),
          },
        ]}
        format={formatLevel}
        formatTick={formatLevel}
      />
    );
  }
  const shown = metric === 'debt' ? (['debt'] as const) : (['charged', 'paid'] as const);
  return (
    <LineChart
      {...common}
      unit={texts.dynamicsUnit}
      note={metric === 'debt' ? texts.howDebt : undefined}
      fromZero
      series={shown.map((key) => ({
        key,
        label: metricNames[key],
        values: months.map((month) => month[key]),
      }))}
      format={formatMoney}
      formatTick={(value) => formatMoneyLarge(kopiykas(Math.round(value)))}
    />
  );
}

function dynamicsFinding(metric: Metric, months: readonly MonthOfDynamics[]): string {
  const [first, last] = [months.at(-13) ?? months[0], months.at(-1)];
  if (first === undefined || last === undefined) return findings.nothing;
  const [from, to] = [metricOf(metric, first), metricOf(metric, last)];
  if (from === null || to === null) return findings.nothing;
  return findings.changed(
    metric,
    { period: formatPeriod(first.period), value: formatMetric(metric, from) },
    { period: formatPeriod(last.period), value: formatMetric(metric, to) },
  );
}

/** A longer picture helps nobody; the table and the file hold all. */
const rankedMax = 12;

/** Providers whose bills are paid worst come first. */
export function ProviderRanking({
  providers,
  total,
}: Pick<Panel, 'providers' | 'total'>): JSX.Element | null {
  const ranked = providers
    .flatMap((provider) => {
      const level = paymentLevelPermille(provider.charged, provider.paid);
      return level === null ? [] : [{ provider, level }];
    })
    .sort((a, b) => a.level - b.level)
    .slice(0, rankedMax);
  const worst = ranked.find(({ provider }) => !isSmall(provider)) ?? ranked[0];
  const mean = total === null ? null : paymentLevelPermille(total.charged, total.paid);
  if (worst === undefined) return null;
  return (
    <Ranking
      id="providers-ranking"
      title={findings.lowest(worst.provider.name, formatLevel(worst.level))}
      unit={texts.rankingUnit}
      note={`${texts.rankingFew} ${rankingChargesMin}.`}
      itemName={texts.provider}
      commentName={texts.rankingTrend}
      reference={mean === null ? undefined : { label: texts.rankingMean, value: mean }}
      format={formatLevel}
      items={ranked.map(({ provider, level }) => ({
        label: provider.name,
        value: level,
        smallSample: isSmall(provider),
        href: `/providers/${provider.providerId}`,
        comment: levelChange(level, provider.levelBeforePermille) ?? '—',
      }))}
    />
  );
}

function isSmall({ accounts }: ProviderSums): boolean {
  return accounts < rankingChargesMin;
}
