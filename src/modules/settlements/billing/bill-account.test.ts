import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { billAccount } from './bill-account.ts';
import type { AccountInput, BilledAccount } from './model.ts';
import {
  energy,
  meter,
  metered,
  micro,
  received,
  smallAccount,
  smallRun,
  water,
  zone,
} from './fixtures/small-run.ts';

function bill(change: Partial<AccountInput>): BilledAccount {
  return billAccount({ ...smallAccount, ...change }, undefined, smallRun);
}

function lines({ charges }: BilledAccount) {
  return charges.map(({ service, component, basis, volume, amount }) => [
    service,
    component === 'volume' ? basis : component,
    volume,
    amount,
  ]);
}

const waterAndSewerage = [metered('cold-water'), metered('sewerage')];

describe('what an account is charged', () => {
  lawTest(['1039:15.1', '2189:17.3'], 'water by its meter, sewerage follows the water', () => {
    const billed = bill({ services: waterAndSewerage, meters: [meter()] });
    expect(lines(billed)).toEqual([
      ['cold-water', 'metered', 7_250_000n, 117_19n],
      ['sewerage', 'follows-water', 7_250_000n, 103_10n],
    ]);
    expect(billed.charges.map(({ vat }) => vat)).toEqual([19_53n, 17_18n]);
    expect(billed.questions).toEqual([]);
  });

  lawTest(['2119:11.4'], 'by the average when the reading is missing', () => {
    const zones = [zone('120.5', undefined)];
    const billed = bill({ services: waterAndSewerage, meters: [meter({ zones })] });
    expect(lines(billed)).toEqual([
      ['cold-water', 'metered-average', 7_185_000n, 116_14n],
      ['sewerage', 'follows-water', 7_185_000n, 102_17n],
    ]);
  });

  lawTest(['2119:11.4', '2119:9.2'], 'after three months by the norm for each person', () => {
    const zones = [zone('120.5', undefined, { billedOn: '2026-06-30' })];
    const billed = bill({ services: waterAndSewerage, meters: [meter({ zones })] });
    expect(lines(billed)).toEqual([
      ['cold-water', 'norm-after-three-months', micro('13.8'), 223_06n],
      ['sewerage', 'norm-after-three-months', micro('13.8'), 196_24n],
    ]);
  });

  test('back after a gap: what was charged too much is given back', () => {
    const zones = [zone('120.5', '122.5', { charged: '14.37' })];
    const billed = bill({ services: [metered('cold-water')], meters: [meter({ zones })] });
    expect(lines(billed)).toEqual([['cold-water', 'metered', -micro('12.37'), -199_95n]]);
    expect(billed.totals[0]?.due).toBe(-199_95n);
  });

  test('with an expired verification as without a meter', () => {
    const billed = bill({
      services: [metered('cold-water')],
      meters: [meter({ verifiedUntil: '2026-01-01' })],
    });
    expect(billed.charges[0]?.amount).toBe(223_06n);
    expect(billed.questions.map(({ kind }) => kind)).toEqual(['verification-expired']);
  });

  test('two zones of electricity make one line of 982.80', () => {
    const zones = [zone('1000', '1180', { zone: 1 }), zone('500', '595', { zone: 2 })];
    const billed = bill({
      services: [metered('electricity-supply', energy)],
      meters: [meter({ service: 'electricity-supply', zones })],
    });
    expect(lines(billed)).toEqual([['electricity-supply', 'metered', micro('275'), 982_80n]]);
    expect(billed.charges[0]?.trace.parts).toHaveLength(2);
  });

  lawTest(['2189:10.3', '2320:34'], 'management by area, waste by the norm for a person', () => {
    const billed = bill({
      services: [received('management', 'area'), received('waste', 'person')],
      residents: 2,
    });
    expect(lines(billed)).toEqual([
      ['management', 'area', micro('58'), 417_60n],
      ['waste', 'waste-norm', 338_333n, 69_36n],
    ]);
  });

  test('nobody at home and no meter: the norm of nobody', () => {
    const billed = bill({ services: [received('cold-water', 'norm')], residents: 0 });
    expect(lines(billed)).toEqual([['cold-water', 'norm', 0n, 0n]]);
  });
});

describe('the subscriber fee', () => {
  lawTest(['808:1'], 'is asked for under individual contracts only', () => {
    const collective = bill({ services: [metered('cold-water')], meters: [meter()] });
    expect(collective.charges).toHaveLength(1);
    const individual = bill({
      services: [{ ...metered('cold-water'), individual: true }],
      meters: [meter()],
    });
    expect(lines(individual)[1]).toEqual(['cold-water', 'subscription', micro('1'), 47_19n]);
  });
});

describe('what an account owes', () => {
  test('no tariff is a question, not a charge of zero', () => {
    const billed = bill({ services: [received('management', 'area', 9n)] });
    expect(billed.charges).toEqual([]);
    expect(billed.questions).toEqual([
      { service: 'management', kind: 'no-tariff', details: { provider: '9' } },
    ]);
  });

  lawTest(['2119:8.3'], 'opening and charged and corrected, less paid', () => {
    const billed = bill({
      services: waterAndSewerage,
      meters: [meter()],
      balances: [
        { service: 'cold-water', providerId: water, opening: 50_00n, paid: 60_00n, corrected: 0n },
        { service: 'heat', providerId: energy, opening: 900_00n, paid: 0n, corrected: -100_00n },
      ],
    });
    expect(billed.totals.map(({ service, charged, due }) => [service, charged, due])).toEqual([
      ['heat', 0n, 800_00n],
      ['cold-water', 117_19n, 107_19n],
      ['sewerage', 103_10n, 103_10n],
    ]);
  });
});
