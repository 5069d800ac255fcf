import { getSubjectName, type SubjectName } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { texts } from './texts.uk.ts';

/** In whose name an access is: a body's, or the consumer's own. */
export async function nameBody(db: Queryable, subjectId: bigint | null): Promise<string> {
  return subjectId === null ? texts.inPerson : getSubjectName(db, subjectId);
}

/** The same of many, from names that were read together. */
export function bodyNameIn(
  bodies: ReadonlyMap<bigint, SubjectName>,
  subjectId: bigint | null,
): string {
  return subjectId === null ? texts.inPerson : (bodies.get(subjectId)?.shortName ?? '');
}

/** The bodies among them, each once. */
export function bodiesOf(all: readonly { readonly subjectId: bigint | null }[]): readonly bigint[] {
  return Array.from(new Set(all.flatMap(({ subjectId }) => subjectId ?? [])));
}
