import { describe, expect, test } from 'vitest';
import { kopiykas } from '#kernel/money.ts';
import { period } from '#kernel/period.ts';
import { lawTest } from '#test/law-test.ts';
import type { ServiceTotal } from '../../billing/model.ts';
import { yearChange } from './bill-charts.tsx';
import { adviceFor } from './bill-comparison.tsx';
import { shownIban, shownPhone } from './bill-payees.tsx';
import { amountToPay, billState } from './bill-state.ts';
import { compareUse } from './compare-use.ts';
import { monthsOfDebt } from './months-of-debt.ts';

function total(change: Partial<ServiceTotal>): ServiceTotal {
  return {
    service: 'cold-water',
    providerId: 2n,
    opening: 0n,
    charged: 0n,
    corrected: 0n,
    paid: 0n,
    due: 0n,
    ...change,
  };
}

const past = ['2026-09', '2026-08', '2026-07'].map((text) => ({
  period: period(text),
  services: [total({ charged: 100_00n }), total({ service: 'waste', charged: 30_00n })],
}));

describe('the months that a debt comes from', () => {
  test('payments have covered the oldest months of each service', () => {
    const services = [
      total({ opening: 250_00n, paid: 20_00n }),
      total({ service: 'waste', opening: 45_00n }),
    ];
    expect(monthsOfDebt(services, past)).toEqual([
      { period: '2026-09', amount: 130_00n },
      { period: '2026-08', amount: 115_00n },
      { period: '2026-07', amount: 30_00n },
    ]);
  });

  lawTest(['2119:8.3'], 'are those of what all services come to, as the bill asks for it', () => {
    const waste = total({ service: 'waste', opening: 50_00n, corrected: -10_00n });
    // What is overpaid for water covers the oldest month of waste.
    expect(monthsOfDebt([total({ opening: -15_00n }), waste], past)).toEqual([
      { period: '2026-09', amount: 25_00n },
    ]);
    expect(monthsOfDebt([total({ opening: -40_00n }), waste], past)).toEqual([]);
    expect(monthsOfDebt([total({ opening: 10_00n, paid: 10_00n })], past)).toEqual([]);
  });
});

describe('an act', () => {
  const act = { service: 'cold-water', providerId: total({}).providerId } as const;
  const owed = [total({ opening: 250_00n, corrected: -40_00n })];

  lawTest(['2189:26.2'], 'takes off the month that it corrects', () => {
    const off = { ...act, period: period('2026-08'), amount: -40_00n };
    expect(monthsOfDebt(owed, past, [off])).toEqual([
      { period: '2026-09', amount: 100_00n },
      { period: '2026-08', amount: 60_00n },
      { period: '2026-07', amount: 50_00n },
    ]);
  });

  test('adds to the month that it is posted to', () => {
    const more = { ...act, period: period('2026-10'), amount: 30_00n };
    expect(monthsOfDebt([total({ opening: 100_00n, corrected: 30_00n })], past, [more])).toEqual([
      { period: '2026-10', amount: 30_00n },
      { period: '2026-09', amount: 100_00n },
    ]);
  });
});

describe('what is left to pay', () => {
  const totals = {
    opening: kopiykas(0n),
    charged: kopiykas(100n),
    corrected: kopiykas(0n),
    paid: kopiykas(0n),
    due: kopiykas(100_00n),
  };
  const bill = (dueNow: bigint, newest = '2026-10', corrected = 0n) => ({
    period: period('2026-10'),
    newest: period(newest),
    dueNow: kopiykas(dueNow),
    totals,
    correctedSince: kopiykas(corrected),
  });

  test.each([
    [bill(100_00n), 'open', 100_00n],
    [bill(150_00n), 'open', 150_00n],
    [bill(40_00n), 'partly-paid', 40_00n],
    // An act took sixty off: nobody has paid anything.
    [bill(40_00n, '2026-10', -60_00n), 'open', 40_00n],
    [bill(30_00n, '2026-10', -60_00n), 'partly-paid', 30_00n],
    [bill(120_00n, '2026-10', 50_00n), 'partly-paid', 120_00n],
    [bill(0n), 'paid', 0n],
    [bill(-5_00n), 'paid', 0n],
    [bill(0n, '2026-11'), 'past', 100_00n],
  ])('%o', (one, state, amount) => {
    expect(billState(one)).toBe(state);
    expect(amountToPay(one)).toBe(amount);
  });
});

describe('beside comparable homes', () => {
  const weights = { persons: 2n, area: 60_00n };
  const peer = { accounts: 8, weight: 20n, volume: 60_000_000n, amount: 970_00n };

  test('for one person, half up', () => {
    const own = [
      {
        service: 'cold-water' as const,
        rule: 'metered' as const,
        volume: 5_227_000n,
        amount: 84_49n,
      },
    ];
    expect(
      compareUse(own, weights, [{ service: 'cold-water', basis: 'metered', ...peer }]),
    ).toEqual([
      {
        service: 'cold-water',
        per: 'person',
        ownByNorm: false,
        accounts: 8,
        ownVolume: 2_613_500n,
        peerVolume: 3_000_000n,
        ownCost: 42_25n,
        peerCost: 48_50n,
      },
    ]);
  });

  test('heat for a square metre; the norm against meters; sewerage against what follows water', () => {
    const own = [
      { service: 'heat', rule: 'building-heat-share', volume: 1_200_000n, amount: 1_985_29n },
      { service: 'cold-water', rule: 'norm', volume: 9_200_000n, amount: 148_71n },
      { service: 'sewerage', rule: 'norm', volume: 9_200_000n, amount: 130_82n },
      { service: 'waste', rule: 'waste-norm', volume: 338_333n, amount: 69_36n },
    ] as const;
    const peers = [
      { service: 'heat', basis: 'building-heat-share', ...peer, weight: 300_000n },
      { service: 'cold-water', basis: 'metered', ...peer },
      { service: 'sewerage', basis: 'follows-water', ...peer },
      { service: 'waste', basis: 'waste-norm', ...peer },
    ] as const;
    const found = compareUse(own, weights, peers);
    expect(found.map(({ service, per, ownByNorm }) => [service, per, ownByNorm])).toEqual([
      ['heat', 'area', false],
      ['cold-water', 'person', true],
      ['sewerage', 'person', true],
    ]);
    expect(found[0]).toMatchObject({ ownVolume: 20_000n, peerVolume: 20_000n });
  });

  test('an empty home and a correction below zero are compared with nobody', () => {
    const own = { service: 'cold-water', rule: 'metered', volume: 1n, amount: 1n } as const;
    const peers = [{ service: 'cold-water', basis: 'metered', ...peer }] as const;
    expect(compareUse([own], { persons: 0n, area: 0n }, peers)).toEqual([]);
    expect(compareUse([{ ...own, volume: -1n }], weights, peers)).toEqual([]);
  });

  test('advice begins with what is used more than by others', () => {
    const services = [
      { service: 'heat', charged: 900n },
      { service: 'gas-supply', charged: 500n },
      { service: 'cold-water', charged: 100n },
      { service: 'management', charged: 400n },
      { service: 'electricity-supply', charged: 0n },
    ] as const;
    const above = { service: 'cold-water', ownVolume: 2n, peerVolume: 1n } as never;
    expect(adviceFor(services, [above])).toEqual(['cold-water', 'heat', 'gas-supply']);
  });
});

test.each<[bigint | null | undefined, bigint | null | undefined, number | undefined]>([
  [100n, 114n, 14],
  [100n, 86n, -14],
  [3n, 3n, 0],
  [null, 5n, undefined],
  [0n, 5n, undefined],
  [5n, undefined, undefined],
])('from %s to %s in a year: %s %%', (then, now, percent) => {
  expect(yearChange(then, now)).toBe(percent);
});

test('numbers as banks and people write them', () => {
  expect(shownIban('UA869900012600000000000000004')).toBe('UA86 9900 0126 0000 0000 0000 0000 4');
  expect(shownIban(null)).toBe('—');
  expect(shownPhone('+380441234567').replaceAll('\u00a0', ' ')).toBe('+380 44 123 45 67');
});
