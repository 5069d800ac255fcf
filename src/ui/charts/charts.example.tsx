import { kopiykas, type Money, sumMoney } from '#kernel/money.ts';
import type { JSX } from 'preact';
import { Card } from '../card/card.tsx';
import {
  formatHryvnias,
  formatHryvniasChange,
  formatMoney,
  formatMoneyChange,
} from '../format/money.ts';
import { formatNumber, formatPercent } from '../format/number.ts';
import { billMonths } from '../sample/bill.ts';
import { sample } from '../sample/texts.uk.ts';
import { LineChart } from './line-chart.tsx';
import { MonthBars } from './month-bars.tsx';
import { Ranking } from './ranking.tsx';
import { type RegionCode, regionTiles } from './regions.ts';
import { StackedBars } from './stacked-bars.tsx';
import { TileMap } from './tile-map.tsx';
import { Waterfall } from './waterfall.tsx';

const { charts } = sample;
const hryvniaTick = (value: number): string => formatHryvnias(kopiykas(value));
const money = (hryvnias: number): Money => kopiykas(hryvnias * 100);

function MonthBarsExample(): JSX.Element {
  return (
    <MonthBars
      id="example-months"
      title={charts.months}
      level={3}
      unit={charts.hryvnias}
      months={billMonths}
      format={formatMoney}
      formatShort={formatHryvnias}
      formatTick={hryvniaTick}
    />
  );
}

function WaterfallExample(): JSX.Element {
  return (
    <Waterfall
      id="example-why"
      title={charts.why}
      level={3}
      unit={charts.whyUnit}
      from={{ label: charts.october, value: kopiykas(298_000n) }}
      parts={[
        { label: charts.colder, change: kopiykas(118_704n) },
        { label: charts.price, change: kopiykas(0n) },
        { label: charts.days, change: kopiykas(14_200n) },
        { label: charts.recalculation, change: kopiykas(-20_634n) },
      ]}
      to={{ label: charts.november, value: kopiykas(410_270n) }}
      format={formatMoney}
      formatShort={formatHryvnias}
      formatChange={formatMoneyChange}
      formatChangeShort={formatHryvniasChange}
    />
  );
}

const stackParts = [
  [0, 313, 194, 432],
  [0, 298, 190, 432],
  [1_908, 305, 192, 432],
  [2_889, 313, 194, 432],
];

function StackedBarsExample(): JSX.Element {
  return (
    <StackedBars
      id="example-stack"
      title={charts.stack}
      level={3}
      unit={charts.hryvnias}
      barName={sample.monthNow}
      series={[
        { key: 'heat', label: charts.heat, tone: 'heat' },
        { key: 'hot', label: charts.hot, tone: 'hot' },
        { key: 'cold', label: charts.cold, tone: 'cold' },
        { key: 'house', label: charts.house, tone: 'house' },
      ]}
      stacks={stackParts.map((parts, index) => ({
        label: charts.stackNames[index] ?? '',
        parts: parts.map(money),
        total: sumMoney(parts.map(money)),
      }))}
      format={formatMoney}
      formatShort={formatHryvnias}
      formatTick={hryvniaTick}
    />
  );
}

const rates = [
  { value: 1.2, low: 0.9, high: 1.6 },
  { value: 2.8, low: 2.1, high: 3.6 },
  { value: 3.4, low: 2.9, high: 4 },
  { value: 4.1, low: 1.1, high: 8.2 },
  { value: 6.7, low: 6.2, high: 7.3 },
];

function RankingExample(): JSX.Element {
  return (
    <Ranking
      id="example-ranking"
      title={charts.ranking}
      level={3}
      unit={charts.rankingUnit}
      note={charts.rankingNote}
      itemName={charts.rankingName}
      commentName={charts.comment}
      reference={{ label: charts.rankingMean, value: 3.6 }}
      format={(value) => formatNumber(value, 1)}
      items={rates.map(({ value, low, high }, index) => ({
        label: charts.providers[index] ?? '',
        value,
        interval: { low, high },
        href: '#charts',
        highlighted: index === 2,
        smallSample: index === 3,
        comment: index === 4 ? charts.providerComment : undefined,
      }))}
    />
  );
}

const paidLevels = [
  [88, 89, 90, 91, 92, 92, 93, 94],
  [93, 92, 93, null, 94, 95, 95, 96],
  [81, 82, 82, 84, 83, 85, 86, 88],
];
const quarters = [1, 2].flatMap((year) =>
  ['I', 'II', 'III', 'IV'].map((quarter) => `${quarter} ${2024 + year}`),
);

function LineChartExample(): JSX.Element {
  return (
    <LineChart
      id="example-line"
      title={charts.line}
      level={3}
      unit={charts.lineUnit}
      pointName={sample.monthNow}
      points={quarters}
      series={paidLevels.map((values, index) => ({
        key: String(index),
        label: charts.lineNames[index] ?? '',
        values,
      }))}
      format={(value) => formatNumber(value)}
      formatTick={(value) => formatNumber(value)}
    />
  );
}

const withoutData = new Set<RegionCode>(['UA01', 'UA85', 'UA44']);
const regionLevels = new Map(
  regionTiles
    .filter(({ code }) => !withoutData.has(code))
    .map(({ code, row, column }) => [code, 84 + ((row * 5 + column * 3) % 14)]),
);

function TileMapExample(): JSX.Element {
  return (
    <TileMap
      id="example-map"
      title={charts.map}
      level={3}
      unit={charts.mapUnit}
      note={charts.mapNote}
      values={regionLevels}
      format={(value) => formatPercent(value)}
      formatShort={(value) => `${formatNumber(value)}%`}
      hrefOf={(code) => `#${code}`}
    />
  );
}

export function ChartsExample(): JSX.Element {
  const examples = [
    TileMapExample,
    WaterfallExample,
    MonthBarsExample,
    StackedBarsExample,
    RankingExample,
    LineChartExample,
  ];
  return (
    <>
      {examples.map((Example) => (
        <Card>
          <Example />
        </Card>
      ))}
    </>
  );
}
