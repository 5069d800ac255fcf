import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { storedKey } from './search-key.ts';
import { readCsv } from './territory-file.ts';

const file = join(import.meta.dirname, 'facts', 'former-names.csv');

/** A name that people still look a place up by, and the one that the codifier knows it by. */
export interface FormerName {
  readonly former: string;
  readonly name: string;
  readonly kind: 'renamed' | 'russian';
  /** The ISO day of the renaming; empty where the name was never the place's own. */
  readonly until: string;
}

export async function readFormerNames(): Promise<readonly FormerName[]> {
  const lines = await readCsv(await readFile(file), ['former', 'name', 'kind', 'until']);
  return lines.map(({ cells: [former = '', name = '', kind = '', until = ''] }) => ({
    former,
    name,
    kind: kind === 'russian' ? 'russian' : 'renamed',
    until,
  }));
}

let known: Promise<ReadonlyMap<string, string>> | undefined;

/** The present name of a place by the key of its former one or of its Russian spelling. */
export async function presentName(key: string): Promise<string | undefined> {
  known ??= readFormerNames().then(
    (names) => new Map(names.map(({ former, name }) => [storedKey(former), name])),
  );
  return (await known).get(key);
}
