import { createSecretKey } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPerson, rnokppIndex, type OpenedPerson } from '#modules/access/people/people.ts';
import type { SealedPerson } from '#modules/access/people/people.sql.ts';
import { openHolder } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { fieldCipher, type FieldCipher } from '#platform/secrets/field-cipher.ts';

const keyBytes = 32;
const key = Buffer.alloc(keyBytes, 7);
const index = Buffer.alloc(keyBytes, 9);
const onlyKey = { number: 1, key: createSecretKey(key) };

/** What seals fields in tests: always under the same key. */
export const testSecrets: FieldCipher = fieldCipher({
  index: createSecretKey(index),
  newest: () => Promise.resolve(onlyKey),
  find: (number) => Promise.resolve(number === onlyKey.number ? onlyKey.key : undefined),
  make: () => Promise.reject(new Error('there is one key in tests')),
});

/** Puts the keys of tests where a process of the platform looks for its own. */
export async function putTestKeys(dataFolder: string): Promise<void> {
  const folder = join(dataFolder, 'keys', 'fields');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, '00000001.key'), key, { mode: 0o600 });
  await writeFile(join(folder, 'index.key'), index, { mode: 0o600 });
}

/** Whoever has a tax number; nobody has the id 0. */
export async function personWith(db: Queryable, rnokpp: string): Promise<bigint> {
  const { rows } = await db.query('select person_id from access.person where rnokpp_index = $1', [
    rnokppIndex(testSecrets, rnokpp),
  ]);
  const [row] = rows as readonly { readonly person_id: bigint }[];
  return row?.person_id ?? 0n;
}

/** Everybody on record, in the clear. */
export async function everybodyOn(
  db: Queryable,
  secrets = testSecrets,
): Promise<readonly (OpenedPerson & { readonly personId: bigint })[]> {
  const { rows } = await db.query(
    'select person_id as "personId", rnokpp, name from access.person order by person_id',
  );
  const people = rows as unknown as readonly SealedPerson[];
  return Promise.all(
    people.map(async (person) => {
      return { ...(await openPerson(secrets, person)), personId: person.personId };
    }),
  );
}

/** The first of those with a surname; nobody has the id 0. */
export async function personCalled(
  db: Queryable,
  surname: string,
  secrets = testSecrets,
): Promise<bigint> {
  const people = await everybodyOn(db, secrets);
  return people.find((one) => one.surname === surname)?.personId ?? 0n;
}

/** Holders of accounts, in the clear. */
export async function holdersOn(db: Queryable): Promise<ReadonlyMap<bigint, string>> {
  const { rows } = await db.query(
    `select hromada_id as "hromadaId", account_id as "accountId", holder_name as holder
     from registry.account`,
  );
  const accounts = rows as unknown as readonly Parameters<typeof openHolder>[1][];
  const named = accounts.map(async (account) => {
    return [account.accountId, await openHolder(testSecrets, account)] as const;
  });
  return new Map(await Promise.all(named));
}
