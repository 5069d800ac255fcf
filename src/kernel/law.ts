import type { OtherActClause } from './acts.ts';
import type { Resolution1039Clause } from './law-clauses.ts';

/**
 * A clause of a legal act: '1039:86.1' is a requirement of resolution 1039 from the generated list,
 * '2119:11.4' is article 11 part 4 of another listed act. Anything else does not compile.
 */
export type ClauseId = Resolution1039Clause | OtherActClause;

const clauseIdPattern = /^[a-z0-9-]+:[a-z0-9][a-z0-9.-]*$/;

/**
 * Names a clause. Throws RangeError when the part after the colon is not Latin letters, digits,
 * dots and hyphens: a Cyrillic look-alike in an id would hide the clause from the law map.
 */
export function law(id: ClauseId): ClauseId {
  if (!clauseIdPattern.test(id)) throw new RangeError(`not a clause id: "${id}"`);
  return id;
}
