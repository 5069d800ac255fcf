import { refuse, type Refusal } from '#kernel/result.ts';
import type { Tx } from '#platform/db/database.ts';
import { z } from 'zod';
import { checkTerritories } from './check-territories.ts';
import { dateField, flagField, textField } from './fields.ts';
import type { LineFault, TerritoryFault } from './line-fault.ts';
import { rebuildClosure } from './territory-closure.sql.ts';
import {
  findNewestEdition,
  insertNewUnits,
  readChanges,
  recordEdition,
  retireMissingUnits,
  stageUnits,
  updateKnownUnits,
  type EditionDifference,
  type TerritoryChange,
} from './territory-edition.sql.ts';
import { readTerritoryFile } from './territory-file.ts';
import { UnreadableFile } from './territory-line.ts';

const sourceLengthMax = 300;
/** Changes named one by one in the report, of each kind. */
const changesListedMax = 200;
/** Lines named in a refusal; the whole list comes from `checkTerritoryFile`. */
const faultsNamedMax = 10;
/** An edition that ends more units than this is taken for a truncated file. */
const retiredUnitsMax = 2_000;

export const territoryImportInput = z.object({
  editionOn: dateField,
  /** Where the file comes from, for the record. */
  source: textField(sourceLengthMax),
  /** Load the good lines of a file that has faulty ones too; then nothing is retired. */
  takeGoodLines: flagField,
  /** The loss of many units is meant. */
  acceptMassRetirement: flagField,
});

export type TerritoryImportInput = z.infer<typeof territoryImportInput>;

export interface TerritoryImportReport {
  readonly units: number;
  readonly faults: readonly LineFault<TerritoryFault>[];
  readonly difference: EditionDifference;
  /** Up to 200 of each kind. */
  readonly changes: readonly TerritoryChange[];
}

/** Reads and checks a codifier without loading it. */
export async function checkTerritoryFile(
  file: Uint8Array,
): Promise<ReturnType<typeof checkTerritories> | Refusal> {
  try {
    return checkTerritories(await readTerritoryFile(file));
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse('territory-file-unreadable');
    throw error;
  }
}

/**
 * Loads an edition of the codifier: adds, renames, moves and ends units, never deletes one, and
 * leaves demonstration units alone. The same edition again changes nothing. Refuses an unreadable
 * or faulty file, an edition older than the newest loaded, and a suspicious loss of units.
 */
export async function importTerritories(
  context: { readonly tx: Tx; readonly now: Temporal.Instant },
  file: Uint8Array,
  input: TerritoryImportInput,
): Promise<TerritoryImportReport | Refusal> {
  const checked = await checkTerritoryFile(file);
  if ('refusal' in checked) return checked;
  const { units, faults } = checked;
  if (faults.length > 0 && !input.takeGoodLines) return refuseFaulty(faults);
  const { tx, now } = context;
  await stageUnits(tx, units);
  const newest = await findNewestEdition(tx);
  if (newest !== undefined && Temporal.PlainDate.compare(input.editionOn, newest) < 0) {
    return refuse('territory-edition-is-older', undefined, { newest: newest.toString() });
  }
  const found = await readChanges(tx, changesListedMax);
  // A faulty line may hide a unit that is still in force, so a partial load ends none.
  const { difference, changes } = faults.length > 0 ? withoutRetired(found) : found;
  if (difference.retired > retiredUnitsMax && !input.acceptMassRetirement) {
    return refuse('territory-edition-loses-too-many', undefined, {
      retired: difference.retired.toString(),
    });
  }
  await applyEdition(tx, {
    since: newest === undefined ? null : input.editionOn,
    editionOn: input.editionOn,
    retire: faults.length === 0,
  });
  const { editionOn, source } = input;
  const record = { editionOn, source, units: units.length, ...difference, loadedAt: now };
  await recordEdition(tx, record);
  return { units: units.length, faults, difference, changes };
}

async function applyEdition(
  tx: Tx,
  edition: {
    readonly since: Temporal.PlainDate | null;
    readonly editionOn: Temporal.PlainDate;
    readonly retire: boolean;
  },
): Promise<void> {
  await insertNewUnits(tx, edition.since);
  await updateKnownUnits(tx, edition.editionOn);
  if (edition.retire) await retireMissingUnits(tx, edition.editionOn);
  await rebuildClosure(tx);
}

function withoutRetired(found: {
  difference: EditionDifference;
  changes: readonly TerritoryChange[];
}): typeof found {
  return {
    difference: { ...found.difference, retired: 0 },
    changes: found.changes.filter(({ kind }) => kind !== 'retired'),
  };
}

function refuseFaulty(faults: readonly LineFault[]): Refusal {
  return refuse('territory-file-has-faults', undefined, {
    count: faults.length.toString(),
    lines: faults
      .slice(0, faultsNamedMax)
      .map(({ line }) => line)
      .join(', '),
  });
}
