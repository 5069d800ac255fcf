import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { presentName, readFormerNames } from './former-names.ts';
import { storedKey } from './search-key.ts';
import { readTerritoryFile } from './territory-file.ts';

test('every former name leads to a city of the facts, and is not its name by another spelling', async () => {
  const file = await readFile(join(import.meta.dirname, 'facts', 'regions.csv'));
  const cities = new Set(
    (await readTerritoryFile(file))
      .filter(({ category }) => category === 'M' || category === 'K')
      .map(({ name }) => name),
  );
  const names = await readFormerNames();
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter(({ name }) => !cities.has(name))).toEqual([]);
  expect(names.filter(({ former, name }) => storedKey(former) === storedKey(name))).toEqual([]);
  const dated = names.filter(({ kind }) => kind === 'renamed');
  expect(dated.every(({ until }) => /^\d{4}-\d{2}-\d{2}$/.test(until))).toBe(true);
});

test('a name that was never another place’s is none', async () => {
  expect(await presentName(storedKey('Зразківка'))).toBeUndefined();
  expect(await presentName(storedKey('Кіровоград'))).toBe('Кропивницький');
});
