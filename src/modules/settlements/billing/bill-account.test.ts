import { describe, expect, test } from 'vitest';
import { price } from '#kernel/price.ts';
import { lawTest } from '#test/law-test.ts';
import { billAccount } from './bill-account.ts';
import { tariffKey, type AccountInput, type BilledAccount } from './model.ts';
import {
  energy,
  meter,
  metered,
  micro,
  norm,
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

describe('a tariff', () => {
  function billWith(key: string, days: number, services: AccountInput['services']) {
    const slices = [{ tariffId: 90n, price: price('47.19'), vatPercent: 20n, days }];
    const run = { ...smallRun, tariffs: new Map([...smallRun.tariffs, [key, slices]]) };
    return billAccount({ ...smallAccount, services }, undefined, run);
  }

  lawTest(['2189:9', '808:1'], 'by the month that began on the 22nd is due for ten days', () => {
    const water = { ...received('cold-water', 'norm'), individual: true };
    const billed = billWith(tariffKey(water, 'subscription', 0), 10, [water]);
    expect(lines(billed)[1]).toEqual(['cold-water', 'subscription', 322_581n, 15_22n]);
  });

  test('is that of the consumer’s category, and no other category’s', () => {
    const budget = { ...received('cold-water', 'norm'), category: 'budget' };
    const unpriced = billAccount({ ...smallAccount, services: [budget] }, undefined, smallRun);
    expect(unpriced.questions.map(({ kind }) => kind)).toEqual(['no-tariff']);
    const billed = billWith(tariffKey(budget, 'volume', 0), 31, [budget]);
    expect(lines(billed)).toEqual([['cold-water', 'norm', micro('13.8'), 651_22n]]);
  });
});

describe('a norm', () => {
  const hot = received('hot-water', 'norm');

  lawTest(['2119:9.2'], 'that is not set is a question, not a charge of zero', () => {
    const billed = bill({ services: [hot] });
    expect(billed.charges).toEqual([]);
    expect(billed.questions).toEqual([
      { service: 'hot-water', kind: 'no-norm', details: { provider: '1' } },
    ]);
  });

  lawTest(['2189:17.3'], 'of hot water goes into sewerage with that of cold', () => {
    const norms = { ...smallRun.numbers.norms, 'hot-water': norm('1.6', 'hot-water.norm') };
    const run = { ...smallRun, numbers: { ...smallRun.numbers, norms } };
    const services = [received('sewerage', 'norm'), hot];
    const billed = billAccount({ ...smallAccount, services }, undefined, run);
    expect(billed.charges[0]?.volume).toBe(micro('18.6'));
    expect(billed.charges[0]?.trace.parameters?.map(({ code }) => code)).toEqual([
      'water.norm',
      'hot-water.norm',
    ]);
  });

  test('of a category of consumers goes before the norm of all', () => {
    const numbers = { ...smallRun.numbers, norms: { 'cold-water': norm('2', 'water.norm') } };
    const run = { ...smallRun, numbersByCategory: new Map([['budget', numbers]]) };
    const services = [{ ...received('cold-water', 'norm'), category: 'budget' }];
    const tariffs = new Map(
      [...smallRun.tariffs].map(([key, slices]) => [key.replace('population', 'budget'), slices]),
    );
    const billed = billAccount({ ...smallAccount, services }, undefined, { ...run, tariffs });
    expect(billed.charges[0]?.volume).toBe(micro('6'));
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
