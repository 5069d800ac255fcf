import { kopiykas, type Money } from '#kernel/money.ts';
import { paymentLevelPermille, type MonthSums } from '#modules/settlements/index.ts';
import { Card } from '#ui/card/card.tsx';
import { formatMoneyLarge, formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatNumber, formatPercentChange } from '#ui/format/number.ts';
import { CardGrid } from '#ui/layout/regions.tsx';
import { Figure } from '#ui/sum/sum.tsx';
import type { JSX } from 'preact';
import { formatLevel, type Metric } from './metric.ts';
import { metricNames, texts } from './texts.uk.ts';

export interface FiguresProps {
  readonly total: MonthSums;
  readonly monthBefore: MonthSums | null;
  readonly yearBefore: MonthSums | null;
}

const figures = ['charged', 'paid', 'debt', 'level'] as const satisfies readonly Metric[];

/** The large numbers of a month, each beside itself a month and a year ago. */
export function Figures({ total, monthBefore, yearBefore }: FiguresProps): JSX.Element {
  return (
    <CardGrid>
      {figures.map((metric) => (
        <Card>
          <Figure
            label={metricNames[metric]}
            value={figureText(metric, total)}
            note={metric === 'level' ? texts.levelFormula : formatMoneyWithUnit(total[metric])}
          />
          <p class="small soft numbers">
            <Change metric={metric} now={total} before={monthBefore} to="month" />
            <br />
            <Change metric={metric} now={total} before={yearBefore} to="year" />
          </p>
        </Card>
      ))}
    </CardGrid>
  );
}

function figureText(metric: Metric, sums: MonthSums): string {
  if (metric !== 'level') return formatMoneyLarge(sums[metric]);
  const level = paymentLevelPermille(sums.charged, sums.paid);
  return level === null ? '—' : formatLevel(level);
}

interface ChangeProps {
  readonly metric: Metric;
  readonly now: MonthSums;
  readonly before: MonthSums | null;
  readonly to: 'month' | 'year';
}

function Change({ metric, now, before, to }: ChangeProps): JSX.Element {
  const text = before === null ? undefined : changeText(metric, now, before);
  if (text === undefined) return <>{texts.comparison[to].absent}</>;
  return (
    <>
      <b>{text}</b> {texts.comparison[to].present}
    </>
  );
}

/** A sum changes by percents, a level by points. Undefined when there is nothing to divide by. */
export function changeText(metric: Metric, now: MonthSums, before: MonthSums): string | undefined {
  if (metric === 'level') {
    return levelChange(
      paymentLevelPermille(now.charged, now.paid),
      paymentLevelPermille(before.charged, before.paid),
    );
  }
  return percentChange(now[metric], before[metric]);
}

export function levelChange(now: number | null, before: number | null): string | undefined {
  if (now === null || before === null) return undefined;
  const points = (now - before) / 10;
  const sign = points > 0 ? '+' : '';
  return `${sign}${formatNumber(points, 1)}\u00a0${texts.points}`;
}

function percentChange(now: Money, before: Money): string | undefined {
  if (before <= kopiykas(0)) return undefined;
  const permille = Number(((now - before) * 1_000n) / before);
  return formatPercentChange(permille / 10, 1);
}
