import { refuse, type Refusal } from '#kernel/result.ts';
import type { Tx } from '#platform/db/database.ts';
import { checkTerritories, type CheckedTerritories } from './check-territories.ts';
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

/** Changes named one by one in the report, of each kind. */
const changesListedMax = 200;
/** Faulty lines named one by one in the report. */
const faultsListedMax = 200;
/** Lines named in a refusal; the report of the file names more. */
const faultsNamedMax = 10;
/** An edition that ends more units than this is taken for a truncated file. */
export const retiredUnitsMax = 2_000;

export interface TerritoryEdition {
  readonly editionOn: Temporal.PlainDate;
  /** Where the file comes from, for the record. */
  readonly source: string;
  /** Load the good lines of a file that has faulty ones too; then nothing is retired. */
  readonly takeGoodLines: boolean;
  /** The loss of many units is meant. */
  readonly acceptMassRetirement: boolean;
}

export interface TerritoryImportReport {
  /** Good lines of the file. */
  readonly units: number;
  /** Of these, what is in the register already, just so. */
  readonly unchanged: number;
  readonly faultyLines: number;
  /** Up to 200. */
  readonly faults: readonly LineFault<TerritoryFault>[];
  readonly difference: EditionDifference;
  /** Up to 200 of each kind. */
  readonly changes: readonly TerritoryChange[];
}

/** Reads and checks a codifier without loading it. */
export async function checkTerritoryFile(file: Uint8Array): Promise<CheckedTerritories | Refusal> {
  try {
    return checkTerritories(await readTerritoryFile(file));
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse('territory-file-unreadable');
    throw error;
  }
}

/**
 * Says what an edition would change. Refuses one older than the newest loaded. Leaves nothing but
 * the staged units, which end with the transaction.
 */
export async function compareTerritories(
  tx: Tx,
  { units, faults }: CheckedTerritories,
  editionOn: Temporal.PlainDate,
): Promise<TerritoryImportReport | Refusal> {
  await stageUnits(tx, units);
  const newest = await findNewestEdition(tx);
  if (newest !== undefined && Temporal.PlainDate.compare(editionOn, newest) < 0) {
    return refuse('territory-edition-is-older', undefined, { newest: newest.toString() });
  }
  const { changedUnits, ...found } = await readChanges(tx, changesListedMax);
  return {
    units: units.length,
    unchanged: units.length - changedUnits,
    faultyLines: faults.length,
    faults: faults.slice(0, faultsListedMax),
    // A faulty line may hide a unit that is still in force, so a partial load ends none.
    ...(faults.length > 0 ? withoutRetired(found) : found),
  };
}

/**
 * Loads an edition of the codifier: adds, renames, moves and ends units, never deletes one, and
 * leaves demonstration units alone. The same edition again changes nothing. Refuses a faulty file,
 * an older edition, and a suspicious loss of units.
 */
export async function importTerritories(
  { tx, now }: { readonly tx: Tx; readonly now: Temporal.Instant },
  checked: CheckedTerritories,
  edition: TerritoryEdition,
): Promise<TerritoryImportReport | Refusal> {
  const { faults } = checked;
  const { editionOn, source } = edition;
  if (faults.length > 0 && !edition.takeGoodLines) return refuseFaulty(faults);
  const firstEdition = (await findNewestEdition(tx)) === undefined;
  const report = await compareTerritories(tx, checked, editionOn);
  if ('refusal' in report) return report;
  const { difference, units } = report;
  if (difference.retired > retiredUnitsMax && !edition.acceptMassRetirement) {
    return refuse('territory-edition-loses-too-many', undefined, {
      retired: difference.retired.toString(),
    });
  }
  await insertNewUnits(tx, firstEdition ? null : editionOn);
  await updateKnownUnits(tx, editionOn);
  if (faults.length === 0) await retireMissingUnits(tx, editionOn);
  await rebuildClosure(tx);
  await recordEdition(tx, { editionOn, source, units, ...difference, loadedAt: now });
  return report;
}

function withoutRetired({
  difference,
  changes,
}: Pick<TerritoryImportReport, 'difference' | 'changes'>): Pick<
  TerritoryImportReport,
  'difference' | 'changes'
> {
  return {
    difference: { ...difference, retired: 0 },
    changes: changes.filter(({ kind }) => kind !== 'retired'),
  };
}

/** Names the first faulty lines; a file without any line at all is no codifier. */
export function refuseFaulty(faults: readonly LineFault[]): Refusal {
  if (faults.length === 0) return refuse('territory-file-unreadable');
  return refuse('territory-file-has-faults', undefined, {
    count: faults.length.toString(),
    lines: faults
      .slice(0, faultsNamedMax)
      .map(({ line }) => line)
      .join(', '),
  });
}
