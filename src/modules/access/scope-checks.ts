import { documentScope } from '#engine/documents/scope.ts';
import type { MandateAct } from '#kernel/command.ts';
import { isOneOf, localPowers, overseers, restrictedAskers, suppliers } from '#kernel/role.ts';
import {
  findTerritoryByCode,
  isBillerOfAccount,
  isSubjectOfAccount,
  isWithin,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { Batcher } from '#platform/db/batcher.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { ScopeCheck, ScopeChecks } from '#platform/operations.ts';
import { areLinked, readSubjectAccounts, type Link } from './accounts/account-links.sql.ts';
import { isInRemit } from './lifecycle/remit.ts';
import { findRequest } from './lifecycle/requests.sql.ts';
import { readMandatedAccounts } from './mandates/mandates.sql.ts';
import { isOpenTo } from './restricted/restricted.sql.ts';

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
 * Whose data a principal may touch (1039:25). A consumer: the accounts proved to be theirs, those
 * of the house they act for, or those of their mandate, within its acts. Those who provide or bill:
 * the accounts they bill, those they serve today, and themselves. Overseers and the regulator: any
 * territory; local powers: theirs and all within it, by the tree of territories. The technical
 * administrator: the platform's own parts and nobody's account.
 */
const account: ScopeCheck = async (db, principal, { key, act, now }) => {
  const { role, personId, subjectId, mandate } = principal;
  const accountId = BigInt(key);
  const on = dayInKyiv(now);
  if (role === 'individual-consumer' && personId !== null) {
    return isLinked(db, { personId, accountId });
  }
  if (role === 'collective-consumer' && subjectId !== null) {
    return (await readSubjectAccounts(queryableOf(db), subjectId, on)).includes(accountId);
  }
  if (role === 'trusted-consumer' && mandate !== null && personId !== null) {
    const use = { mandateId: mandate.mandateId, trusteeId: personId, on };
    const reached = await readMandatedAccounts(queryableOf(db), use);
    return reached.some(
      (one) => one.accountId === accountId && one.acts.includes(act as MandateAct),
    );
  }
  if (isOneOf(suppliers, role) && subjectId !== null) {
    if (act === 'bill') return isBillerOfAccount(queryableOf(db), accountId, subjectId);
    return isSubjectOfAccount(queryableOf(db), accountId, { subjectId, on });
  }
  return false;
};

const provider: ScopeCheck = (_db, { role, subjectId }, { key }) =>
  Promise.resolve(isOneOf(suppliers, role) && String(subjectId) === key);

const territory: ScopeCheck = async (db, { role, territoryId }, { key }) => {
  if (isOneOf([...overseers, 'regulator'], role)) return true;
  if (!isOneOf(localPowers, role) || territoryId === null) return false;
  const asked = await findTerritoryByCode(db, key);
  return asked !== undefined && isWithin(db, asked.territoryId, territoryId);
};

/** Submissions that were received, within what somebody may decide on (1039:55). */
const accessRequest: ScopeCheck = async (db, principal, { key, now }) => {
  const request = await findRequest(queryableOf(db), { requestId: BigInt(key) });
  if (request === undefined || request.receivedAt === null) return false;
  return isInRemit(db, principal, request, now);
};

/** What was opened to an official by the request, while it is open to them (1039:95). */
const restrictedRequest: ScopeCheck = (db, { role, personId, membershipId }, { key, now }) => {
  const mayAsk = isOneOf(restrictedAskers, role) && personId !== null && membershipId !== null;
  if (!mayAsk) return Promise.resolve(false);
  const on = dayInKyiv(now);
  return isOpenTo(queryableOf(db), { requestId: BigInt(key), personId, membershipId, on });
};

/**
 * The owner agrees to sets of services, asks who was let in, answers for errors of method, and
 * decides who sees restricted information (1039:20, 1039:40, 1039:88, 1039:95).
 */
const ownersParts: ReadonlySet<string> = new Set<string>([
  ...['access-report', 'service-sets', 'errors', 'restricted-requests'],
]);

const platform: ScopeCheck = (_db, { role }, { key }) =>
  Promise.resolve(role === 'technical-administrator' || (role === 'owner' && ownersParts.has(key)));

export const scopeChecks: ScopeChecks = {
  account,
  provider,
  territory,
  document: documentScope,
  'access-request': accessRequest,
  'restricted-request': restrictedRequest,
  platform,
};
