import { expect } from 'vitest';
import { kopiykas } from '#kernel/money.ts';
import { period } from '#kernel/period.ts';
import { price } from '#kernel/price.ts';
import { lawTest } from '#test/law-test.ts';
import { explainLine } from './explain-line.ts';
import type { ChargeLine, LineContext } from './line.ts';

const line: ChargeLine = {
  line: 1,
  service: 'cold-water',
  component: 'volume',
  providerId: 2n,
  tariffId: 5n,
  rule: 'metered',
  days: 31,
  volume: -9_000_000n,
  price: price('16.164'),
  amount: kopiykas(-90_00n),
  vat: kopiykas(-15_00n),
  inputs: { returnedBefore: '10', uncharged: '2' },
  parts: [
    {
      tariff: '4',
      zone: 0,
      days: 0,
      volume: '-5000000',
      price: '1500000',
      period: '2026-08',
    },
    { tariff: '3', zone: 0, days: 0, volume: '-2000000', price: '1250000', period: '2026-07' },
    { tariff: '5', zone: 0, days: 0, volume: '-2000000', price: '0' },
  ],
  parameters: [],
};

const context: LineContext = {
  period: period('2026-10'),
  tariffs: new Map(),
  building: new Map(),
  meters: [],
  unverified: new Set(),
};

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

lawTest(
  ['2119:11.4', '1039:26.5.a.5'],
  'a line says which month it gives back at which price',
  () => {
    const explained = explainLine(line, context);
    expect(plain(explained.formula)).toBe(
      '−5 м³ × 15,00 грн/м³ + −2 м³ × 12,50 грн/м³ + 10,00 грн',
    );
    expect(plain(explained.rounding)).toContain('−90,00 грн');
    expect(
      explained.inputs.map(({ label, value, source = '' }) => [label, value, source].map(plain)),
    ).toEqual([
      ['Повертаємо нараховане за серпень 2026 р.', '−5 м³', 'за тодішньою ціною, 15,00 грн/м³'],
      ['Повертаємо нараховане за липень 2026 р.', '−2 м³', 'за тодішньою ціною, 12,50 грн/м³'],
      ['Понад нараховане раніше', '−2 м³', 'грошей за це не брали, тому не повертаємо'],
      ['Уже повернуто перерахунком за актом', '10,00 грн', ''],
    ]);
    expect(explained.tariffs.map(({ tariffId }) => tariffId)).toEqual([4n, 3n]);
  },
);
