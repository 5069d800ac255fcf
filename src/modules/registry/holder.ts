import { searchKey } from '#kernel/ukrainian.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { rowIdOf, type SealedColumn } from '#platform/secrets/sealed-columns.ts';
import type { Account, AccountKey } from './dwelling.ts';

const holderColumn = 'registry.account.holder_name';
/** Surname, given name and patronymic; of a longer name only the whole is more. */
const wordsIndexed = 3;

/** Who holds an account: sealed in its row, found by the beginning of the name in whole words. */
export function openHolder(
  secrets: FieldCipher,
  { holder, ...account }: AccountKey & Pick<Account, 'holder'>,
): Promise<string> {
  return secrets.open(placeOf(account), holder);
}

export function sealHolder(
  secrets: FieldCipher,
  account: AccountKey,
  name: string,
): Promise<Buffer> {
  return secrets.seal(placeOf(account), name);
}

function placeOf({ hromadaId, accountId }: AccountKey) {
  return { column: holderColumn, rowId: rowIdOf(hromadaId, accountId) };
}

/** By what is typed: a surname, one with the given name, or the whole name. */
export function holderIndex(secrets: FieldCipher, typed: string): Buffer {
  return secrets.blindIndex(holderColumn, searchKey(typed));
}

/** All by which a holder is to be found. */
export function holderIndexes(secrets: FieldCipher, name: string): readonly Buffer[] {
  const words = searchKey(name).split(' ');
  const lengths = Array.from({ length: wordsIndexed }, (_, at) => at + 1);
  const beginnings = [...lengths, words.length].map((length) => words.slice(0, length).join(' '));
  return Array.from(new Set(beginnings), (text) => holderIndex(secrets, text));
}

/** What this module seals. */
export const registrySealedColumns: readonly SealedColumn[] = [
  {
    name: holderColumn,
    keys: [
      { column: 'hromada_id', type: 'integer' },
      { column: 'account_id', type: 'bigint' },
    ],
    index: { column: 'holder_index', of: holderIndexes },
  },
];
