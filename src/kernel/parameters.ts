import { contains, type DateRange } from './period.ts';
import { err, ok, refuse, type Refusal, type Result } from './result.ts';
import type { Service } from './service.ts';

/** `unverified` values are used but marked to the reader; `draft` ones only in previews. */
export type ParameterStatus = 'enacted' | 'draft' | 'unverified';

/**
 * One dated value of the law, of a council or of a contract. What the scope leaves out, it covers
 * whole. Never edited: a later act adds a later entry.
 */
export interface ParameterValue<V = string> {
  /** Of the stored row; absent before it is stored. */
  readonly id?: string;
  readonly code: string;
  /** As a rule a decimal written as text, exact. */
  readonly value: V;
  readonly unit: string;
  readonly valid: DateRange;
  readonly territory?: string;
  readonly service?: Service;
  readonly provider?: string;
  readonly category?: string;
  /** The legal act the value stands in. */
  readonly act: string;
  readonly status: ParameterStatus;
}

export interface ParameterQuery {
  readonly code: string;
  readonly date: Temporal.PlainDate;
  /** The territory and those around it, narrowest first: codes cannot be cut into prefixes. */
  readonly territories?: readonly string[];
  readonly service?: Service;
  readonly provider?: string;
  readonly category?: string;
  /** Count drafts too, to show what a change would do. */
  readonly preview?: boolean;
}

/**
 * Finds the value in force on the date. Entries whose scope does not hold the query are left out.
 * Of the rest the most specific wins, compared in this order: an entry for the provider before one
 * for any; then for a narrower territory before a wider one; then for the category; then for the
 * service. Of equally specific ones the newest wins, and of those begun on the same day the
 * enacted before the unverified before the draft. An entry valid later changes nothing earlier.
 *
 * Refuses with 'parameter-missing', or 'parameter-ambiguous' when two entries are equal in all.
 */
export function lookUp<V>(
  list: Iterable<ParameterValue<V>>,
  query: ParameterQuery,
): Result<ParameterValue<V>, Refusal> {
  const [best, rival] = Array.from(list)
    .filter((entry) => applies(entry, query))
    .sort((a, b) => comparePrecedence(a, b, query));
  const details = { code: query.code, date: query.date.toString() };
  if (best === undefined) return err(refuse('parameter-missing', undefined, details));
  if (rival !== undefined && comparePrecedence(best, rival, query) === 0) {
    return err(refuse('parameter-ambiguous', undefined, details));
  }
  return ok(best);
}

function applies(entry: ParameterValue<unknown>, query: ParameterQuery): boolean {
  return (
    entry.code === query.code &&
    contains(entry.valid, query.date) &&
    (entry.status !== 'draft' || query.preview === true) &&
    (entry.provider === undefined || entry.provider === query.provider) &&
    (entry.category === undefined || entry.category === query.category) &&
    (entry.service === undefined || entry.service === query.service) &&
    (entry.territory === undefined || (query.territories ?? []).includes(entry.territory))
  );
}

/** Negative when `a` goes before `b`. */
function comparePrecedence(
  a: ParameterValue<unknown>,
  b: ParameterValue<unknown>,
  query: ParameterQuery,
): number {
  return (
    named(b.provider) - named(a.provider) ||
    territoryDistance(a, query) - territoryDistance(b, query) ||
    named(b.category) - named(a.category) ||
    named(b.service) - named(a.service) ||
    Temporal.PlainDate.compare(b.valid.from, a.valid.from) ||
    statusOrder[a.status] - statusOrder[b.status]
  );
}

const statusOrder: Readonly<Record<ParameterStatus, number>> = {
  enacted: 0,
  unverified: 1,
  draft: 2,
};

function named(dimension: string | undefined): number {
  return dimension === undefined ? 0 : 1;
}

function territoryDistance(entry: ParameterValue<unknown>, query: ParameterQuery): number {
  const territories = query.territories ?? [];
  return entry.territory === undefined ? territories.length : territories.indexOf(entry.territory);
}
