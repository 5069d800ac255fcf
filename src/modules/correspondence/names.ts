import type { Holder } from '#engine/documents/holder.ts';
import { readPersonNames } from '#modules/access/index.ts';
import { readSubjectNames } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { holderNames } from './texts.uk.ts';

/** How the sides of a document are called, for those who take part in it. */
export async function nameHolders(
  { db, secrets }: { readonly db: Database; readonly secrets: FieldCipher },
  holders: readonly Holder[],
): Promise<ReadonlyMap<Holder, string>> {
  const ids = (kind: 'person' | 'subject') =>
    holders.flatMap((holder) => {
      const [of = '', id = ''] = holder.split(':');
      return of === kind ? [BigInt(id)] : [];
    });
  const people = await readPersonNames(queryableOf(db), secrets, ids('person'));
  const subjects = await readSubjectNames(db, ids('subject'));
  return new Map<Holder, string>([
    ['platform', holderNames.platform],
    ...Array.from(people, ([personId, name]): [Holder, string] => [`person:${personId}`, name]),
    ...Array.from(subjects.values(), ({ subjectId, shortName }): [Holder, string] => [
      `subject:${subjectId}`,
      shortName,
    ]),
  ]);
}
