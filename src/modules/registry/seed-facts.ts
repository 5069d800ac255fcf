import type { Tx } from '#platform/db/database.ts';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkTerritories } from './check-territories.ts';
import { rebuildClosure } from './territory-closure.sql.ts';
import { insertNewUnits, stageUnits } from './territory-edition.sql.ts';
import { readTerritoryFile } from './territory-file.ts';
import type { TerritoryLine } from './territory-line.ts';

const factsDirectory = join(import.meta.dirname, 'facts');

/**
 * Gives an empty register what every installation needs: the regions and raions of Ukraine and the
 * hromadas of the oblast centres, from the codifier; and, when asked, invented hromadas with
 * invented towns for demonstration. Units that are there already are not touched, so it may run at
 * every start, before or after the whole codifier is loaded. Returns how many units it added.
 */
export async function seedFacts(
  tx: Tx,
  options: { readonly demonstration: boolean },
): Promise<number> {
  const facts = await readFacts('regions.csv');
  const invented = options.demonstration ? await readFacts('demonstration.csv') : [];
  const { units, faults } = checkTerritories([...facts, ...invented]);
  const [fault] = faults;
  if (fault !== undefined) throw new Error(`facts: ${fault.fault} "${fault.value}"`);
  const inventedCodes = new Set<string>(invented.map(({ code }) => code));
  await stageUnits(tx, units, ({ code }) =>
    inventedCodes.has(code) ? 'demonstration' : 'codifier',
  );
  const added = await insertNewUnits(tx, null);
  if (added > 0) await rebuildClosure(tx);
  return added;
}

async function readFacts(file: string): Promise<TerritoryLine[]> {
  return readTerritoryFile(await readFile(join(factsDirectory, file)));
}
