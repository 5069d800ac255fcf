import { assert, bigInt, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kopiykas, parseHryvnias } from '#kernel/money.ts';
import { period } from '#kernel/period.ts';
import { price } from '#kernel/price.ts';
import { quantity } from '#kernel/quantity.ts';
import * as money from './money.ts';
import { formatCount, formatNumber, formatPercent, formatPercentChange } from './number.ts';
import { countOf, plural } from './plural.ts';
import { formatQuantity, formatQuantityColumn } from './quantity.ts';
import * as time from './time.ts';

/** Tests are written with ordinary spaces; pages get non-breaking ones. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('money', () => {
  test.each([
    [0n, '0,00'],
    [5n, '0,05'],
    [123_456n, '1 234,56'],
    [481_234_018n, '4 812 340,18'],
    [-6_120_490n, '−61 204,90'],
    [-5n, '−0,05'],
  ])('%d kopiykas are written %s', (value, text) => {
    expect(plain(money.formatMoney(kopiykas(value)))).toBe(text);
  });

  test('what is written can be read back', () => {
    assert(
      property(bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (value) => {
        expect(parseHryvnias(money.formatMoney(kopiykas(value)))).toBe(value);
      }),
    );
  });

  test('unit, sign, whole hryvnias and large sums', () => {
    expect(money.formatMoneyWithUnit(kopiykas(123_456n))).toBe('1\u00a0234,56\u00a0грн');
    expect(plain(money.formatMoneyChange(kopiykas(118_700n)))).toBe('+1 187,00');
    expect(plain(money.formatMoneyChange(kopiykas(-20_634n)))).toBe('−206,34');
    expect(money.formatMoneyChange(kopiykas(0n))).toBe('0,00');
    expect(plain(money.formatHryvnias(kopiykas(410_250n)))).toBe('4 103');
    expect(plain(money.formatHryvniasChange(kopiykas(118_700n)))).toBe('+1 187');
    expect(plain(money.formatMoneyLarge(kopiykas(302_177_000n)))).toBe('3,0 млн грн');
    expect(plain(money.formatMoneyLarge(kopiykas(51_290_000n)))).toBe('512,9 тис. грн');
    expect(plain(money.formatMoneyLarge(kopiykas(45_000n)))).toBe('450 грн');
  });

  test.each([
    ['1654.41', '1 654,41'],
    ['16.164', '16,164'],
    ['7.2', '7,20'],
    ['4.32123', '4,32123'],
  ])('the tariff %s is written %s', (given, text) => {
    expect(plain(money.formatPrice(price(given)))).toBe(text);
  });

  test('a tariff names the unit it is for', () => {
    expect(plain(money.formatPriceWithUnit(price('1654.41'), 'Gcal'))).toBe('1 654,41 грн/Гкал');
  });
});

describe('numbers and quantities', () => {
  test('quantities end where their digits end, columns keep the decimals of the unit', () => {
    expect(plain(formatQuantity(quantity('12.5', 'm3').micro, 'm3'))).toBe('12,5 м³');
    expect(plain(formatQuantity(quantity('1870', 'kWh').micro, 'kWh'))).toBe('1 870 кВт·год');
    expect(formatQuantityColumn(quantity('12.5', 'm3').micro, 'm3')).toBe('12,500');
    expect(formatQuantityColumn(quantity('0.129103', 'Gcal').micro, 'Gcal')).toBe('0,129103');
  });

  test('counts and percents', () => {
    expect(plain(formatCount(1_234_567))).toBe('1 234 567');
    expect(formatNumber(93.44, 1)).toBe('93,4');
    expect(plain(formatPercent(93))).toBe('93 %');
    expect(plain(formatPercentChange(38))).toBe('+38 %');
    expect(plain(formatPercentChange(-3.2, 1))).toBe('−3,2 %');
    expect(plain(formatPercentChange(0.2))).toBe('0 %');
  });
});

describe('time', () => {
  const date = Temporal.PlainDate.from('2026-11-21');

  test('dates and periods', () => {
    expect(time.formatDate(date)).toBe('21.11.2026');
    expect(plain(time.formatDateLong(date))).toBe('21 листопада 2026 р.');
    expect(plain(time.formatDayAndMonth(date))).toBe('21 листопада');
    expect(plain(time.formatPeriod(period('2026-11')))).toBe('листопад 2026 р.');
    expect(plain(time.formatPeriodShort(period('2026-03')))).toBe('03.2026');
    expect(time.formatMonth(period('2026-10'))).toBe('жовтень');
    expect(time.formatMonthLocative(period('2026-10'))).toBe('жовтні');
    expect(time.formatMonthShort(period('2026-02'))).toBe('лют');
  });

  test('a range is shown with both its days included', () => {
    const from = Temporal.PlainDate.from('2026-11-01');
    const to = Temporal.PlainDate.from('2026-12-01');
    expect(time.formatDateRange({ from, to })).toBe('01.11.2026–30.11.2026');
    expect(plain(time.formatDateRange({ from, to: null }))).toBe('з 01.11.2026');
  });

  test.each([
    ['2026-11-21T12:05:00Z', '21.11.2026, 14:05'],
    ['2026-07-01T21:30:00Z', '02.07.2026, 00:30'],
  ])('%s is shown by the clock of Kyiv', (instant, text) => {
    expect(time.formatInstant(Temporal.Instant.from(instant))).toBe(text);
    expect(time.formatTime(Temporal.Instant.from(instant))).toBe(text.slice(-5));
  });
});

test.each([
  [0, '0 будинків'],
  [1, '1 будинок'],
  [3, '3 будинки'],
  [11, '11 будинків'],
  [21, '21 будинок'],
  [1_004, '1 004 будинки'],
])('%d takes the right form of the word', (count, text) => {
  expect(plain(countOf(count, { one: 'будинок', few: 'будинки', many: 'будинків' }))).toBe(text);
});

test('a fraction takes its own form', () => {
  const forms = { one: 'рахунок', few: 'рахунки', many: 'рахунків', other: 'рахунка' };
  expect(plural(1.5, forms)).toBe('рахунка');
});
