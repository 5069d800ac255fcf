import type { Holder } from '#engine/documents/holder.ts';
import { readPersonNames } from '#modules/access/index.ts';
import { readSubjectNames } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { holderNames } from './texts.uk.ts';

/** How the sides of a document are called, for those who take part in it. */
export async function nameHolders(
  db: Database,
  holders: readonly Holder[],
): Promise<ReadonlyMap<Holder, string>> {
  const ids = (kind: 'person' | 'subject') =>
    holders.flatMap((holder) => {
      const [of = '', id = ''] = holder.split(':');
      return of === kind ? [BigInt(id)] : [];
    });
  const people = await readPersonNames(queryableOf(db), ids('person'));
  const subjects = await readSubjectNames(db, ids('subject'));
  return new Map<Holder, string>([
    ['platform', holderNames.platform],
    ...people.map(({ personId, name }): [Holder, string] => [`person:${personId}`, name]),
    ...Array.from(subjects.values(), ({ subjectId, shortName }): [Holder, string] => [
      `subject:${subjectId}`,
      shortName,
    ]),
  ]);
}
