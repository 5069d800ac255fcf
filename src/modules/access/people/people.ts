import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import {
  findByRnokpp,
  insertPerson,
  personColumns,
  readEmail,
  readPeople,
  suggestEmail,
  updatePerson,
  type SealedPerson,
} from './people.sql.ts';

const nameSchema = z.object({
  surname: z.string(),
  givenName: z.string(),
  patronymic: z.string().nullable(),
});

export type PersonName = Readonly<z.infer<typeof nameSchema>>;

/** A person as somebody tells of them. */
export interface ToldPerson extends PersonName {
  readonly rnokpp: string;
  readonly now: Temporal.Instant;
}

export interface KnownPerson extends PersonName {
  readonly personId: bigint;
}

/** Who a person is, in the clear. */
export interface OpenedPerson extends PersonName {
  readonly rnokpp: string | null;
}

const nobody: PersonName = { surname: '', givenName: '', patronymic: null };

/** By what a tax number is found in the database, which does not hold it. */
export function rnokppIndex(secrets: FieldCipher, rnokpp: string): Buffer {
  return secrets.blindIndex(personColumns.rnokpp, rnokpp);
}

export async function openName(
  secrets: FieldCipher,
  { personId, name }: Pick<SealedPerson, 'personId' | 'name'>,
): Promise<PersonName> {
  if (name === null) return nobody;
  const place = { column: personColumns.name, rowId: String(personId) };
  return nameSchema.parse(JSON.parse(await secrets.open(place, name)));
}

export async function openPerson(
  secrets: FieldCipher,
  person: SealedPerson,
): Promise<OpenedPerson> {
  const place = { column: personColumns.rnokpp, rowId: String(person.personId) };
  return {
    ...(await openName(secrets, person)),
    rnokpp: person.rnokpp === null ? null : await secrets.open(place, person.rnokpp),
  };
}

/**
 * The person with the tax number; made at the first sign-in (1039:45.1), renamed when renamed. An
 * address that they confirmed themselves stays theirs (1039:30.2).
 */
export async function putPerson(
  db: Queryable,
  secrets: FieldCipher,
  told: ToldPerson & {
    readonly email?: string | null;
    /** A name that is known already is better than this one. */
    readonly keepsName?: boolean;
  },
): Promise<KnownPerson> {
  const index = rnokppIndex(secrets, told.rnokpp);
  const known = await findByRnokpp(db, index);
  const personId = known?.personId ?? (await makePerson(db, secrets, told));
  const { surname, givenName, patronymic } = told;
  let name: PersonName = { surname, givenName, patronymic };
  if (known !== undefined) {
    const before = await openName(secrets, known);
    if (told.keepsName === true) name = before;
    else await rename(db, secrets, { personId, name, before });
  }
  if ((told.email ?? null) !== null) await tellEmail(db, secrets, personId, told.email ?? '');
  return { personId, ...name };
}

/**
 * The person with a tax number whom somebody else names: known already, or made until they come
 * themselves. What is known of them is neither changed nor told.
 */
export async function findOrMakePerson(
  db: Queryable,
  secrets: FieldCipher,
  told: ToldPerson,
): Promise<bigint> {
  const known = await findByRnokpp(db, rnokppIndex(secrets, told.rnokpp));
  return known?.personId ?? makePerson(db, secrets, told);
}

/** What is sealed is tied to its row, so the row comes first. */
async function makePerson(
  db: Queryable,
  secrets: FieldCipher,
  { rnokpp, surname, givenName, patronymic, now }: ToldPerson,
): Promise<bigint> {
  const index = rnokppIndex(secrets, rnokpp);
  const personId = await insertPerson(db, index, now);
  if (personId === undefined) {
    const other = await findByRnokpp(db, index);
    if (other === undefined) throw new Error('the person was not written');
    return other.personId;
  }
  const place = { column: personColumns.rnokpp, rowId: String(personId) };
  await updatePerson(db, {
    personId,
    rnokpp: await secrets.seal(place, rnokpp),
    name: await sealName(secrets, personId, { surname, givenName, patronymic }),
  });
  return personId;
}

async function rename(
  db: Queryable,
  secrets: FieldCipher,
  change: {
    readonly personId: bigint;
    readonly name: PersonName;
    readonly before: PersonName;
  },
): Promise<void> {
  const { personId, name, before } = change;
  const isSame = JSON.stringify(name) === JSON.stringify(nameSchema.parse(before));
  if (isSame) return;
  const sealed = await sealName(secrets, personId, name);
  await updatePerson(db, { personId, rnokpp: null, name: sealed });
}

function sealName(secrets: FieldCipher, personId: bigint, name: PersonName): Promise<Buffer> {
  const place = { column: personColumns.name, rowId: String(personId) };
  return secrets.seal(place, JSON.stringify(name));
}

async function tellEmail(
  db: Queryable,
  secrets: FieldCipher,
  personId: bigint,
  email: string,
): Promise<void> {
  const place = { column: personColumns.email, rowId: String(personId) };
  await suggestEmail(db, personId, await secrets.seal(place, email));
}

/** What a submission tells of a person who has not told it themselves. */
export async function fillPerson(
  db: Queryable,
  secrets: FieldCipher,
  personId: bigint,
  told: { readonly patronymic: string | null; readonly email: string | null },
): Promise<void> {
  const [known] = await readPeople(db, [personId]);
  if (known === undefined) return;
  const before = await openName(secrets, known);
  const name = { ...before, patronymic: before.patronymic ?? told.patronymic };
  await rename(db, secrets, { personId, name, before });
  if (told.email !== null && (await readEmail(db, personId)) === null) {
    await tellEmail(db, secrets, personId, told.email);
  }
}

/** The tax number of each person, by which certificates know them. */
export async function readPersonCodes(
  db: Queryable,
  secrets: FieldCipher,
  personIds: readonly bigint[],
): Promise<readonly (string | undefined)[]> {
  const people = await readPeople(db, personIds);
  const codes = new Map(
    await Promise.all(
      people.map(async (person) => {
        const { rnokpp } = await openPerson(secrets, person);
        return [person.personId, rnokpp ?? undefined] as const;
      }),
    ),
  );
  return personIds.map((personId) => codes.get(personId));
}

/** Names of people by their ids, in full: a list asks for all of its rows at once. */
export async function readPersonNames(
  db: Queryable,
  secrets: FieldCipher,
  personIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, string>> {
  const people = await readPeople(db, Array.from(new Set(personIds)));
  const named = await Promise.all(
    people.map(async (person) => {
      return [person.personId, fullName(await openName(secrets, person))] as const;
    }),
  );
  return new Map(named);
}

/** Where notices to a person go; undefined when nothing is known. */
export async function readPersonEmail(
  db: Queryable,
  secrets: FieldCipher,
  personId: bigint,
): Promise<string | undefined> {
  const sealed = await readEmail(db, personId);
  const place = { column: personColumns.email, rowId: String(personId) };
  return sealed === null ? undefined : secrets.open(place, sealed);
}

/** The surname of whoever has a tax number, when the platform knows them. */
export async function readNamesake(
  db: Queryable,
  secrets: FieldCipher,
  rnokpp: string,
): Promise<string | undefined> {
  const known = await findByRnokpp(db, rnokppIndex(secrets, rnokpp));
  return known && (await openName(secrets, known)).surname;
}

export function fullName({ surname, givenName, patronymic }: PersonName): string {
  return [surname, givenName, patronymic].filter((part) => (part ?? '') !== '').join(' ');
}

/** As somebody is greeted. */
export function shortName({ surname, givenName }: PersonName): string {
  return [givenName, surname].filter((part) => part !== '').join(' ');
}
