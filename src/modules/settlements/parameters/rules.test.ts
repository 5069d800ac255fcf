import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { readValue } from '#platform/parameters/rules.ts';
import { readSeedRows } from '#platform/parameters/seed.ts';
import { settlementsSeed } from '../seed-settlements.ts';

const { file, rules } = settlementsSeed;
const rows = readSeedRows(await readFile(file, 'utf8'), 'settlements.csv');

test('every seeded number has bounds and lies inside them, and no bounds are without a number', () => {
  const wrong = rows.filter(({ parameter: { code, value } }) => {
    const bounds = rules.bounds[code];
    return bounds === undefined || readValue(value, bounds) === undefined;
  });
  expect(wrong).toEqual([]);
  const seeded = new Set(rows.map(({ parameter }) => parameter.code));
  expect(Object.keys(rules.bounds).toSorted()).toEqual([...seeded].toSorted());
  expect(rules.partsOfOne.flat().every((code) => seeded.has(code))).toBe(true);
});

describe('a run is not broken by', () => {
  test.each([
    ['water.norm', ['0', '4,6', '100'], ['-0,1', '100,1', '4,6000001']],
    ['gas.norm', ['0', '10,49', '1000'], ['-1', '1000,5']],
    ['electricity.norm', ['0', '60', '10000'], ['-1', '10001']],
    ['waste.norm', ['0', '2,03'], ['-1', '101']],
    ['reading.average_months_max', ['1', '3', '36'], ['0', '2,5', '37']],
    ['hot-water.norm', ['0', '1,6', '100'], ['-0,1', '100,1']],
    ['reading.average_method', ['same-month', 'heating-season'], ['', 'any', '12']],
    ['heat.season_first_month', ['1', '10', '12'], ['0', '13', '10,5']],
    ['heat.season_last_month', ['1', '4', '12'], ['0', '13', 'April']],
    ['reading.history_months', ['1', '12'], ['0', '1,5']],
    ['reading.history_days_min', ['1', '30', '366'], ['0', '29,5', '367']],
    ['reading.far_from_usual_times', ['2', '3', '100'], ['2,5', '1', '0', '-3']],
    ['heat.function_share', ['0', '0,10', '1'], ['1,1', '-0,1', '0,1234567']],
    ['heat.common_share', ['0', '0,08', '1'], ['1,1', '-0,1']],
    ['heat.least_share', ['0', '0,5', '1'], ['1,1', '-0,1']],
    ['bill.due_day', ['1', '20', '31'], ['0', '32', '20,5', '-1']],
    ['fee.overheads', ['0', '2,58'], ['-1', '101']],
    ['fee.share', ['0', '0,15', '1'], ['1,5']],
    ['fee.service_factor', ['0,009', '0,019'], ['-0,009', '2']],
    ['subsistence.minimum', ['0', '3209,00'], ['3209,005', '-1']],
  ])('%s', (code, allowed, refused) => {
    const bounds = rules.bounds[code];
    if (bounds === undefined) throw new Error(`no bounds of ${code}`);
    expect(allowed.filter((text) => readValue(text, bounds) === undefined)).toEqual([]);
    expect(refused.filter((text) => readValue(text, bounds) !== undefined)).toEqual([]);
  });
});
