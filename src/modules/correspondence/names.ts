import type { Holder } from '#engine/documents/holder.ts';
import type { DocumentHistory } from '#engine/documents/find-document.ts';
import { findMandate, readPersonNames } from '#modules/access/index.ts';
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

/**
 * The sides of a document for one of them. Whoever names somebody by their tax number is told no
 * more of them than they typed themselves (1039:93).
 */
export async function nameParties(
  db: Database,
  { document, parties, holder }: DocumentHistory,
): Promise<ReadonlyMap<Holder, string>> {
  const holders = parties.map((party) => party.holder);
  const names = new Map(await nameHolders(db, holders));
  if (document.sender !== holder) return names;
  const { documentId } = document;
  const mandate = await findMandate(queryableOf(db), { documentId });
  if (mandate !== undefined) names.set(`person:${mandate.trusteeId}`, mandate.trusteeName);
  return names;
}
