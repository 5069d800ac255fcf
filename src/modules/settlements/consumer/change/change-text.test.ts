import { describe, expect, test } from 'vitest';
import { kopiykas } from '#kernel/money.ts';
import { period } from '#kernel/period.ts';
import { price } from '#kernel/price.ts';
import { waterfallBlocks } from '#ui/charts/waterfall.tsx';
import { formatMoney } from '#ui/format/money.ts';
import { changeParts, changeSentences } from './change-text.ts';
import { explainChange, type ComparedLine, type ComparedMonth } from './explain-change.ts';

const september = period('2026-09');

function line(change: Partial<ComparedLine>): ComparedLine {
  return {
    service: 'cold-water',
    component: 'volume',
    rule: 'metered',
    days: 30,
    volume: 3_000_000n,
    price: price('10'),
    prices: '10',
    amount: kopiykas(30_00n),
    ...change,
  };
}

function month(...lines: ComparedLine[]): ComparedMonth {
  return { lines, corrections: [] };
}

const heat = line({
  service: 'heat',
  rule: 'building-heat-share',
  amount: kopiykas(757_65n),
  days: 31,
});
const moreWater = line({ days: 31, volume: 4_000_000n, amount: kopiykas(40_00n) });
const dearWater = line({ price: price('12'), prices: '12', amount: kopiykas(36_00n) });

function say(before: ComparedMonth, after: ComparedMonth): readonly string[] {
  return changeSentences(explainChange(before, after), september).map((text) =>
    text.replaceAll('\u00a0', ' '),
  );
}

describe('one computed explanation', () => {
  test.each<[string, ComparedMonth, ComparedMonth, string[]]>([
    [
      'nothing changed',
      month(line({})),
      month(line({})),
      ['Нараховано стільки ж, скільки у вересні.'],
    ],
    [
      'heat began',
      month(line({})),
      month(line({ days: 31, amount: kopiykas(30_00n) }), heat),
      [
        'Нараховано на 757,65 грн більше, ніж у вересні.',
        'Головна причина — почалися нарахування: теплопостачання, +757,65 грн.',
        'Тарифи ті самі.',
      ],
    ],
    [
      'less was used',
      month(moreWater),
      month(line({})),
      [
        'Нараховано на 10,00 грн менше, ніж у вересні.',
        'Головна причина — менший обсяг: холодна вода, −8,71 грн.',
        'Тарифи ті самі.',
      ],
    ],
    [
      'the price rose',
      month(line({})),
      month(dearWater),
      [
        'Нараховано на 6,00 грн більше, ніж у вересні.',
        'Головна причина — вищий тариф: холодна вода, +6,00 грн.',
      ],
    ],
    [
      'a correction beside more use',
      month(line({})),
      {
        lines: [moreWater],
        corrections: [{ service: 'cold-water', corrected: kopiykas(-3_00n) }],
      },
      [
        'Нараховано на 7,00 грн більше, ніж у вересні.',
        'Головна причина — більший обсяг: холодна вода, +9,00 грн.',
        'Тарифи ті самі.',
        'Перерахунки дали −3,00 грн.',
      ],
    ],
  ])('%s', (_, before, after, sentences) => {
    expect(say(before, after)).toEqual(sentences);
    for (const sentence of sentences) expect(sentence.split(' ').length).toBeLessThanOrEqual(20);
  });
});

test('the blocks lead from one sum to the other, with at most two services by name', () => {
  const others = (['gas-supply', 'waste', 'management'] as const).map((service) =>
    line({ service, volume: 5_000_000n, amount: kopiykas(50_00n) }),
  );
  const change = explainChange(month(line({})), month(moreWater, heat, ...others));
  const parts = changeParts(change);
  expect(parts.map(({ label }) => label)).toEqual([
    'Теплопостачання: додалося',
    'Управління будинком: додалося',
    'Інші послуги: обсяг',
    'Дні місяця',
    'Тариф',
  ]);
  const props = {
    id: 'why',
    title: '',
    unit: '',
    from: { label: '', value: change.before },
    to: { label: '', value: change.after },
    parts,
    format: formatMoney,
    formatChange: formatMoney,
  };
  expect(waterfallBlocks(props)).toHaveLength(parts.length + 2);
});
