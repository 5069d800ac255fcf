import { describe, expect, test } from 'vitest';
import { parseMartialLaw, readHolidayFacts, readMartialLawFacts } from './facts.ts';

const holidays = await readHolidayFacts();
const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030, 2031];

/** Easter of the eastern rite in the new style: Meeus' rule and the 13 days of these centuries. */
function easter(year: number): Temporal.PlainDate {
  const d = (19 * (year % 19) + 15) % 30;
  const e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  return Temporal.PlainDate.from({ year, month: 3, day: 22 }).add({ days: d + e + 13 });
}

describe('the shipped holidays', () => {
  test.each(years)('of %i are those of article 73 of the labour code', (year) => {
    const fixed = ['01-01', '03-08', '05-01', '05-08', '06-28', '07-15', '08-24', '10-01', '12-25'];
    const expected = [
      ...fixed.map((day) => `${year}-${day}`),
      easter(year).toString(),
      easter(year).add({ days: 49 }).toString(),
    ];
    const shipped = holidays.filter(({ day }) => day.year === year);
    expect(shipped.map(({ day }) => day.toString()).sort()).toEqual(expected.sort());
  });

  test('stand in order, each once, and cite the code', () => {
    const days = holidays.map(({ day }) => day.toString());
    expect(days).toEqual(Array.from(new Set(days)).sort());
    expect(holidays.filter(({ act }) => act !== 'labour-code:73')).toEqual([]);
    expect(holidays).toHaveLength(years.length * 11);
  });
});

describe('martial law', () => {
  test('suspends holidays since 24 March 2022, without a known end', async () => {
    const [period] = await readMartialLawFacts();
    expect(period?.valid.from.toString()).toBe('2022-03-24');
    expect(period?.valid.to).toBeNull();
  });

  test('without an end is never shipped as enacted', () => {
    const row = { valid_from: '2022-03-24', valid_to: '', act: '2136:6.6', status: 'enacted' };
    expect(() => parseMartialLaw([row])).toThrow('unverified');
    expect(parseMartialLaw([{ ...row, valid_to: '2027-02-01' }])).toHaveLength(1);
  });
});
