import { describe, expect, test } from 'vitest';
import { kopiykas } from '#kernel/money.ts';
import { period } from '#kernel/period.ts';
import { price } from '#kernel/price.ts';
import { lawTest } from '#test/law-test.ts';
import { explainLine } from './explain-line.ts';
import type { ChargeLine, ExplainedLine, LineContext, TariffDecision } from './line.ts';

const day = (text: string) => Temporal.PlainDate.from(text);

function tariff(change: Partial<TariffDecision>): TariffDecision {
  return {
    tariffId: 5n,
    unit: 'm3',
    grossPrice: price('16.164'),
    vatPercent: 20,
    validFrom: day('2026-09-01'),
    validTo: null,
    authority: 'Зразківська міська рада',
    number: '231',
    decidedOn: day('2026-08-07'),
    ...change,
  };
}

function context(change: Partial<LineContext> = {}): LineContext {
  return {
    period: period('2026-10'),
    tariffs: new Map([[5n, tariff({})]]),
    building: new Map(),
    meters: [],
    unverified: new Set(),
    ...change,
  };
}

const water: ChargeLine = {
  line: 4,
  service: 'cold-water',
  component: 'volume',
  providerId: 2n,
  tariffId: 5n,
  rule: 'metered',
  days: 31,
  volume: 5_227_000n,
  price: price('16.164'),
  amount: kopiykas(84_49n),
  vat: kopiykas(14_08n),
  inputs: {
    previous: '25231.479',
    current: '25236.706',
    previousOn: '2026-09-30',
    currentOn: '2026-10-31',
    source: 'consumer',
  },
  parts: [{ tariff: '5', zone: 0, days: 31, volume: '5227000', price: '1616400' }],
  parameters: [],
};

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

function shown(line: ExplainedLine) {
  return line.inputs.map(({ label, value, source }) =>
    plain([label, value, source].filter((part) => part !== undefined && part !== '').join(' | ')),
  );
}

function explain(change: Partial<ChargeLine>, where = context()): ExplainedLine {
  return explainLine({ ...water, ...change }, where);
}

describe('water by its meter', () => {
  lawTest(['2119:8.3', '1039:26.5.a.4'], 'readings, product, VAT, one rounding, decision', () => {
    const line = explain({});
    expect(plain(line.formula)).toBe('5,227 м³ × 16,164 грн/м³');
    expect(shown(line)).toEqual([
      'Попереднє показання | 25 231,479 м³ | 30.09.2026',
      'Поточне показання | 25 236,706 м³ | 31.10.2026, передали ви',
      'Спожито | 5,227 м³',
    ]);
    expect(plain(line.rounding)).toBe(
      'До округлення 84,489228 грн; округлено один раз до 84,49 грн.',
    );
    expect(plain(line.vat)).toBe('У сумі вже є ПДВ 20 % — 14,08 грн.');
    expect(line.law).toBe('2119:8.1');
    expect(
      line.tariffs.map(({ tariffId, ...texts }) => [tariffId, ...Object.values(texts)]),
    ).toEqual([
      [
        5n,
        '16,164\u00a0грн/м³',
        'Зразківська міська рада',
        '№ 231 від 07.08.2026',
        'чинний з 01.09.2026',
      ],
    ]);
    expect(plain(line.method)).toBe('25 231,479 → 25 236,706');
  });

  test('day and night are two products and two pairs of readings', () => {
    const line = explain(
      {
        service: 'electricity-supply',
        inputs: {
          'previous.1': '100',
          'current.1': '184',
          'previous.2': '10',
          'current.2': '48',
          previousOn: '2026-09-30',
          currentOn: '2026-10-31',
          source: 'provider',
        },
        volume: 122_000_000n,
        amount: kopiykas(247_20n),
        parts: [
          { tariff: '13', zone: 1, days: 31, volume: '84000000', price: '240000' },
          { tariff: '14', zone: 2, days: 31, volume: '38000000', price: '120000' },
        ],
      },
      context({ tariffs: new Map([[5n, tariff({ unit: 'kWh' })]]) }),
    );
    expect(plain(line.formula)).toBe(
      '84 кВт·год × 2,40 грн/кВт·год + 38 кВт·год × 1,20 грн/кВт·год',
    );
    expect(shown(line)).toContain('Спожито, день | 84 кВт·год');
    expect(shown(line)).toContain(
      'Поточне показання, ніч | 48 кВт·год | 31.10.2026, зняв виконавець',
    );
    expect(line.law).toBe('nerc-312:4');
    expect(plain(line.price)).toBe('2,40 грн/кВт·год; 1,20 грн/кВт·год');
    expect(plain(line.rounding)).toBe('Точно 247,20 грн, округлення не було.');
  });

  test('a meter that ran over its last digit says so', () => {
    const line = explain({ inputs: { ...water.inputs, previous: '99999.5', current: '3.5' } });
    expect(shown(line)).toContain('Спожито | лічильник почав відлік спочатку');
  });

  test('what was charged without readings is taken off', () => {
    const line = explain({ inputs: { ...water.inputs, chargedSince: '4.2' } });
    expect(shown(line)).toContain('Уже нараховано раніше, без показань | −4,2 м³');
  });

  test('a replaced meter shows both', () => {
    const line = explain({
      inputs: {
        'replaced.previous': '10',
        'replaced.current': '12',
        'replaced.previousOn': '2026-09-30',
        'replaced.currentOn': '2026-10-10',
        previous: '0',
        current: '3.227',
        previousOn: '2026-10-10',
        currentOn: '2026-10-31',
        source: 'consumer',
      },
    });
    expect(shown(line)).toContain('Спожито, знятий лічильник | 2 м³');
    expect(shown(line)).toContain('Спожито | 3,227 м³');
    expect(plain(line.method)).toBe('10 → 12; 0 → 3,227');
  });

  test('a tariff that changed inside the month gives two products and two decisions', () => {
    const line = explain(
      {
        service: 'sewerage',
        rule: 'follows-water',
        parts: [
          { tariff: '7', zone: 0, days: 15, volume: '2614000', price: '1308240' },
          { tariff: '8', zone: 0, days: 16, volume: '2613000', price: '1422000' },
        ],
      },
      context({
        tariffs: new Map([
          [7n, tariff({ tariffId: 7n, validTo: day('2026-10-16') })],
          [8n, tariff({ tariffId: 8n, validFrom: day('2026-10-16') })],
        ]),
      }),
    );
    expect(plain(line.formula)).toBe('2,614 м³ × 13,0824 грн/м³ + 2,613 м³ × 14,22 грн/м³');
    expect(line.tariffs.map(({ validity }) => validity)).toEqual([
      'був чинний 01.09.2026–15.10.2026',
      'чинний з 16.10.2026',
    ]);
    expect(line.law).toBe('2189:17.3');
  });
});

describe('without a reading and without a meter', () => {
  lawTest(['2119:11.4'], 'the average of the year, days and months before', () => {
    const unverified = new Set(['reading.history_days_min']);
    const line = explain(
      {
        rule: 'metered-average',
        inputs: {
          historyVolume: '84.6',
          historyDays: '365',
          monthsBefore: '1',
          previousOn: '2026-08-31',
        },
      },
      context({ unverified }),
    );
    expect(shown(line)).toEqual([
      'Останнє показання | 31.08.2026',
      'Спожито за попередній час | 84,6 м³ | за 365 дн.',
      'Середнє за добу | 0,23178 м³ | ваше споживання, не сусідів',
      'Днів у місяці | 31',
      'Місяців за середнім до цього | 1 | закон дозволяє не більше трьох',
    ]);
    expect(line.inputs.filter((input) => input.unverified === true)).toHaveLength(1);
    expect(line.method).toBe('за середнім, без показань');
  });

  test('the norm, marked when nobody has confirmed it', () => {
    const line = explain(
      { rule: 'norm', inputs: { norm: '4.6', residents: '3' } },
      context({ unverified: new Set(['water.norm']) }),
    );
    expect(shown(line)).toEqual([
      'Норма споживання | 4,6 м³ на особу за місяць | встановлює місцева рада',
      'Зареєстровано мешканців | 3 ос. | реєстр приміщень',
    ]);
    expect(line.inputs[0]?.unverified).toBe(true);
    expect(line.method).toBe('норма 4,6 × 3 ос.');
  });

  test.each([
    [{ why: 'too-long' }, 'Чому за нормою | показань не було понад три місяці'],
    [{ verifiedUntil: '2026-05-31' }, 'Чому за нормою | строк повірки лічильника минув 31.05.2026'],
  ])('why the norm: %o', (why, text) => {
    const inputs = { norm: '4.6', residents: '3', ...why };
    expect(shown(explain({ rule: 'norm-after-three-months', inputs }))[0]).toBe(text);
  });

  lawTest(['2320:34'], 'waste: the norm of a year for each person, by twelve', () => {
    const line = explain({
      service: 'waste',
      rule: 'waste-norm',
      inputs: { norm: '2.03', residents: '3' },
      amount: kopiykas(104_04n),
      parts: [{ tariff: '5', zone: 0, days: 31, volume: '6090000', price: '20500000' }],
    });
    expect(plain(line.formula)).toBe('6,09 м³ ÷ 12 × 205,00 грн/м³');
    expect(plain(line.rounding)).toBe(
      'До округлення 104,0375 грн; округлено один раз до 104,04 грн.',
    );
    expect(shown(line)[0]).toContain('2,03 м³ на особу за рік');
  });

  lawTest(['2189:10.3'], 'management by area, monthly fees by the month', () => {
    const where = (unit: 'm2' | 'month') => context({ tariffs: new Map([[5n, tariff({ unit })]]) });
    const area = explain({ rule: 'area', inputs: { area: '47.59' } }, where('m2'));
    expect(shown(area)).toEqual(['Площа приміщення | 47,59 м² | реєстр приміщень']);
    const fee = explain(
      {
        component: 'subscription',
        rule: 'subscription',
        volume: 1_000_000n,
        parts: [{ tariff: '5', zone: 0, days: 31, volume: '1000000', price: '2520000' }],
      },
      where('month'),
    );
    expect(plain(fee.formula)).toBe('1 міс. × 25,20 грн/міс.');
    expect(fee.inputs).toEqual([]);
    expect(fee.method).toBe('щомісяця');
  });
});

describe('heat of a building', () => {
  const heat = {
    total: 6_240_000n,
    distributed: 6_240_000n,
    inputs: {
      previous: '100',
      current: '106.24',
      previousOn: '2026-09-30',
      currentOn: '2026-10-31',
      source: 'provider',
      system: '0.624',
      common: '0.4992',
      premises: '5.1168',
      functionShare: '0.1',
      commonShare: '0.08',
      leastShare: '0.5',
      area: '290',
    },
  };
  const flat = {
    service: 'heat' as const,
    rule: 'building-heat-share' as const,
    volume: 1_870_843n,
    inputs: {
      own: '1.638457',
      system: '0.129103',
      common: '0.103283',
      area: '60',
      heating: 'central',
    },
    parts: [{ tariff: '5', zone: 0, days: 31, volume: '1870843', price: '165441000' }],
    amount: kopiykas(3_095_14n),
  };
  const where = (change: Partial<LineContext> = {}) =>
    context({
      building: new Map([['heat', heat]]),
      tariffs: new Map([[5n, tariff({ unit: 'Gcal' })]]),
      unverified: new Set(['heat.function_share', 'heat.common_share']),
      ...change,
    });

  lawTest(
    ['1039:26.5.a.5', '2119:10.2'],
    'the meter, the shares, the flat, and that all flats make the whole',
    () => {
      const line = explain(flat, where());
      expect(shown(line)).toEqual([
        'Лічильник будинку за місяць | 6,24 Гкал | 100 Гкал → 106,24 Гкал, 30.09.2026–31.10.2026, зняв виконавець',
        'Робота системи опалення, 10 % | 0,624 Гкал | за площею на всі квартири',
        'Під’їзди й інші спільні місця, 8 % | 0,4992 Гкал | за площею на всі квартири',
        'Залишилося на квартири | 5,1168 Гкал',
        'Опалювана площа всіх квартир | 290 м² | реєстр приміщень',
        'Опалювана площа квартири | 60 м² | реєстр приміщень',
        'Опалення вашої квартири | 1,638457 Гкал | пропорційно площі',
        'Ваша частка роботи системи | 0,129103 Гкал | за площею на всі квартири',
        'Ваша частка спільних місць | 0,103283 Гкал | за площею на всі квартири',
        'Разом на вашу квартиру | 1,870843 Гкал',
        'Сума всіх квартир будинку | 6,24 Гкал | дорівнює лічильнику будинку: 6,24 Гкал',
      ]);
      expect(line.inputs.filter((input) => input.unverified === true)).toHaveLength(2);
      expect(plain(line.formula)).toBe('1,870843 Гкал × 1 654,41 грн/Гкал');
    },
  );

  test.each([
    [{ heating: 'own' }, false, 'у квартирі власне опалення'],
    [{ lifted: 'yes' }, true, 'підвищено до найменшої частки, 50 % середнього'],
    [{}, true, 'за лічильником квартири'],
  ])('%o, own meter %s: %s', (inputs, hasHeatMeter, source) => {
    const line = explain(
      { ...flat, inputs: { ...flat.inputs, ...inputs } },
      where({ meters: hasHeatMeter ? [{ service: 'heat', zones: 1 }] : [] }),
    );
    expect(plain(line.inputs[6]?.source ?? '')).toBe(source);
  });

  test('sewerage of a flat with hot water names both waters', () => {
    const line = explain({
      service: 'sewerage',
      rule: 'follows-water',
      inputs: { ...water.inputs, hotWater: '2.1' },
    });
    expect(shown(line)).toContain('З них гарячої води | 2,1 м³');
  });
});
