import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cost, price } from '#kernel/price.ts';
import { quantity } from '#kernel/quantity.ts';
import { lawTest } from '#test/law-test.ts';
import { priceByDay, type TariffSlice, type ZoneVolume } from './price-by-day.ts';

function slice(text: string, days = 30, tariffId = 1n): TariffSlice {
  return { tariffId, price: price(text), vatPercent: 20n, days };
}

function wholeDay(volume: string, slices: readonly TariffSlice[]): ZoneVolume {
  return { zone: 0, volume: quantity(volume, 'm3').micro, slices };
}

describe('one tariff for the whole month', () => {
  test.each([
    ['management of 58 m² at 7.20', ['58', '7.20'], { amount: 417_60n, vat: 69_60n }],
    ['heat of 1.088469 Gcal', ['1.088469', '1654.41'], { amount: 1_800_77n, vat: 300_13n }],
    ['cold water at three decimals', ['4', '16.164'], { amount: 64_66n, vat: 10_78n }],
    ['gas, half up', ['6.6', '7.96'], { amount: 52_54n, vat: 8_76n }],
    ['nothing used', ['0', '16.164'], { amount: 0n, vat: 0n }],
  ] as const)('%s', (_, [volume, tariff], expected) => {
    expect(priceByDay([wholeDay(volume, [slice(tariff)])])).toMatchObject(expected);
  });

  test('VAT is a sixth of the price: 205.00 holds 34.17', () => {
    expect(priceByDay([wholeDay('1', [slice('205.00')])])).toMatchObject({
      amount: 205_00n,
      vat: 34_17n,
    });
  });

  test('a provider without VAT has none in the line', () => {
    const line = priceByDay([wholeDay('1', [{ ...slice('205.00'), vatPercent: 0n }])]);
    expect(line.vat).toBe(0n);
  });

  test('what is given back is negative with its VAT', () => {
    const volume = -quantity('2', 'm3').micro;
    const line = priceByDay([{ zone: 0, volume, slices: [slice('16.164')] }]);
    expect(line).toMatchObject({ amount: -32_33n, vat: -5_39n });
  });
});

describe('waste by a norm for the year', () => {
  lawTest(['2320:34'], '205.00 UAH for 2.03 m³ a year is 34.68 a month for a person', () => {
    expect(priceByDay([wholeDay('2.03', [slice('205.00')])], 12n).amount).toBe(34_68n);
    expect(priceByDay([wholeDay('2.08', [slice('205.00')])], 12n).amount).toBe(35_53n);
  });

  test('two persons are rounded once, not twice', () => {
    const line = priceByDay([wholeDay('4.06', [slice('205.00')])], 12n);
    expect(line).toMatchObject({ amount: 69_36n, volume: 338_333n });
  });
});

describe('zones of the day', () => {
  test('180 kWh by day and 95 at half price by night cost 982.80', () => {
    const line = priceByDay([
      { zone: 1, volume: quantity('180', 'kWh').micro, slices: [slice('4.32', 30, 1n)] },
      { zone: 2, volume: quantity('95', 'kWh').micro, slices: [slice('2.16', 30, 2n)] },
    ]);
    expect(line).toMatchObject({ amount: 982_80n, volume: 275_000_000n });
    expect(line.parts).toEqual([
      { tariff: '1', zone: 1, days: 30, volume: '180000000', price: '432000' },
      { tariff: '2', zone: 2, days: 30, volume: '95000000', price: '216000' },
    ]);
  });
});

describe('a tariff that changed inside the month', () => {
  const changed = [slice('15.00', 10, 1n), slice('18.00', 20, 2n)];

  lawTest(['2189:9'], 'the volume is split by days and the line rounded once', () => {
    const line = priceByDay([wholeDay('9', changed)]);
    expect(line).toMatchObject({ amount: 153_00n, tariffId: 2n, price: price('18.00') });
    expect(line.parts.map(({ days, volume }) => [days, volume])).toEqual([
      [10, '3000000'],
      [20, '6000000'],
    ]);
  });

  test('the parts of a volume that no days divide sum to it', () => {
    const { parts, volume } = priceByDay([wholeDay('10', [slice('1', 7), slice('2', 23)])]);
    expect(parts.map((part) => part.volume)).toEqual(['2333333', '7666667']);
    expect(volume).toBe(10_000_000n);
  });

  test('without any tariff nothing can be priced', () => {
    expect(() => priceByDay([wholeDay('1', [])])).toThrow(RangeError);
    expect(() => priceByDay([])).toThrow(RangeError);
  });

  test('two tariffs of one price cost what one would', () => {
    const days = fc.integer({ min: 1, max: 30 });
    const volume = fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n });
    const tariff = fc.bigInt({ min: 0n, max: 10n ** 9n });
    fc.assert(
      fc.property(volume, tariff, days, days, (micro, units, first, second) => {
        const one = { ...slice('0'), price: units as TariffSlice['price'] };
        const slices = [
          { ...one, days: first },
          { ...one, days: second },
        ];
        const line = priceByDay([{ zone: 0, volume: micro, slices }]);
        expect(line.amount).toBe(cost(micro, one.price));
        expect(line.parts.reduce((sum, part) => sum + BigInt(part.volume), 0n)).toBe(micro);
      }),
    );
  });
});
