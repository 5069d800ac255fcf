import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TerritoryLine } from '../generator/demonstration.ts';

const file = join(import.meta.dirname, '../../src/modules/registry/facts/demonstration.csv');

/** The invented hromadas and towns, from the registry's own facts. */
export async function readDemonstrationTerritories(): Promise<TerritoryLine[]> {
  const rows: Record<string, string>[] = parse(await readFile(file), { columns: true });
  return rows.map(({ code = '', parent = '', category = '', name = '' }) => ({
    code,
    parent: parent === '' ? null : parent,
    category,
    name,
  }));
}
