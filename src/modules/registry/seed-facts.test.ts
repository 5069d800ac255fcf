import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkTerritories, ownNumber } from './check-territories.ts';
import { storedKey } from './search-key.ts';
import { readTerritoryFile } from './territory-file.ts';

const facts = async (file: string) =>
  readTerritoryFile(await readFile(join(import.meta.dirname, 'facts', file)));
const codifier = join(import.meta.dirname, '../../../../shared/data/katottg-2025-05-16.csv.gz');

test('the facts hold 27 regions, 136 raions and 24 centres with their hromadas', async () => {
  const { units, faults } = checkTerritories(await facts('regions.csv'));
  expect(faults).toEqual([]);
  const count = (categories: string) =>
    units.filter(({ category }) => categories.includes(category)).length;
  expect([count('OK'), count('P'), count('H'), count('M')]).toEqual([27, 136, 24, 24]);
  expect(units.filter(({ category }) => category === 'H').map((unit) => unit.hromadaType)).toEqual(
    Array.from({ length: 24 }, () => 'urban'),
  );
});

test('23 oblasts have an invented hromada with an invented town, each of its own name', async () => {
  const real = await facts('regions.csv');
  const invented = await facts('demonstration.csv');
  const { units, faults } = checkTerritories([...real, ...invented]);
  expect(faults).toEqual([]);
  const codes = new Set<string>(invented.map(({ code }) => code));
  const towns = units.filter(({ code, category }) => codes.has(code) && category === 'M');
  expect(new Set(towns.map(({ code }) => code.slice(0, 4))).size).toBe(23);
  expect(new Set(towns.map(({ name }) => name)).size).toBe(23);
  expect(towns[0]).toMatchObject({ code: 'UA05029900100099002', name: 'Зразківка' });
});

test.skipIf(!existsSync(codifier))(
  'no invented name or number occurs in the codifier, and every fact does (needs ../shared/data)',
  async () => {
    const all = await readTerritoryFile(await readFile(codifier));
    const names = new Set(all.map(({ name }) => storedKey(name)));
    const numbers = new Set(all.map(({ code }) => ownNumber(code)));
    for (const { code, name } of await facts('demonstration.csv')) {
      expect(names.has(storedKey(name)), name).toBe(false);
      expect(numbers.has(ownNumber(code)), code).toBe(false);
    }
    const known = new Map(all.map(({ line: _line, ...unit }) => [unit.code, unit]));
    for (const { line: _line, ...unit } of await facts('regions.csv')) {
      expect(known.get(unit.code)).toEqual(unit);
    }
  },
);
