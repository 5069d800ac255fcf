import { documentScope } from '#engine/documents/scope.ts';
import type { ScopeCheck, ScopeChecks } from '#platform/operations.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { isSubjectOfAccount } from '#modules/registry/index.ts';
import { Batcher } from '#platform/db/batcher.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { areLinked, type Link } from './access.sql.ts';

const linksAsked = new WeakMap<Database, Batcher<Link, boolean>>();

/** Queries of many visitors are checked together; a command looks inside its own transaction. */
async function isLinked(db: Database | Tx, link: Link): Promise<boolean> {
  if (db.isTransaction) return (await areLinked(queryableOf(db), [link]))[0] === true;
  let batcher = linksAsked.get(db);
  if (batcher === undefined) {
    batcher = new Batcher((links) => areLinked(queryableOf(db), links));
    linksAsked.set(db, batcher);
  }
  return batcher.ask(link);
}

/**
 * Whose data a principal may touch (1039:25). A consumer: the accounts proved to be theirs. A
 * provider: the accounts it bills, those it serves today, and itself. The ministry: any territory.
 * The technical administrator: the platform's own parts and nobody's account.
 */
const account: ScopeCheck = async (db, principal, key, now) => {
  const accountId = BigInt(key);
  if (principal.role === 'individual-consumer' && principal.personId !== null) {
    return isLinked(db, { personId: principal.personId, accountId });
  }
  if (principal.role === 'provider' && principal.subjectId !== null) {
    const subject = { subjectId: principal.subjectId, on: dayInKyiv(now) };
    return isSubjectOfAccount(queryableOf(db), accountId, subject);
  }
  return false;
};

const provider: ScopeCheck = (_db, principal, key) =>
  Promise.resolve(principal.role === 'provider' && String(principal.subjectId) === key);

const territory: ScopeCheck = (_db, principal) => Promise.resolve(principal.role === 'ministry');

const platform: ScopeCheck = (_db, principal) =>
  Promise.resolve(principal.role === 'technical-administrator');

export const scopeChecks: ScopeChecks = {
  account,
  provider,
  territory,
  document: documentScope,
  platform,
};
