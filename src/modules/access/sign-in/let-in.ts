import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { ownCookie, sessionCookie, type OwnCookie } from '#platform/http/cookies.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasConfirmedContacts } from '../contacts/contacts.sql.ts';
import { localPath } from '../local-path.ts';
import { listMemberships } from '../memberships/list-memberships.ts';
import { isOpenTo, principalOf, type Person } from '../memberships/membership.ts';
import { rolePath } from '../memberships/role-routes.ts';
import { keepIfOpen } from '../memberships/still-open.ts';
import type { AccessParts } from '../parts.ts';
import { proofPath } from '../proof/ask-proof-again.ts';
import { readFactors } from '../second-factor/factors.sql.ts';
import { deviceOf } from './device.ts';
import { signInPage } from './sign-in-page.tsx';
import { readShutOut, shutOutPage } from './shut-out-page.tsx';
import { pendingMinutes } from './pass-factor.ts';
import { insertPending } from './pending.sql.ts';
import { hashOf, newToken } from './tokens.ts';

export const factorPath = '/sign-in/factor';
const secondsInMinute = 60;
const forbidden = 403;

/** Whose second factor is asked for, in this browser. */
export function pendingCookie(publicUrl: string): OwnCookie {
  return ownCookie(publicUrl, 'zhkp-pending');
}

/** Somebody who has proved who they are, how, and what for. */
export interface Identified {
  readonly person: Person;
  readonly method: string;
  readonly returnTo: string;
  /** The session that asked for the proof again; null when one is to begin. */
  readonly provesSession: string | null;
}

/** Why a proof that a session asked for is none: of somebody else, or too weak for the role. */
export type ProofFault = 'other-person' | 'auth-type-not-allowed';

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/**
 * What follows when it is known who came: their session is renewed as proved, their second factor
 * is asked for if they have set one up, or a session begins.
 * @law 1039:10.2 1039:31
 */
export async function letIn(
  parts: AccessParts,
  exchange: Exchange,
  identified: Identified,
): Promise<FastifyReply | ProofFault> {
  const { person, provesSession, returnTo } = identified;
  const factors = await readFactors(queryableOf(parts.db), person.personId);
  const hasFactor = factors.length > 0;
  if (provesSession === null && hasFactor) return askForFactor(parts, exchange.reply, identified);
  if (provesSession === null) return beginSession(parts, exchange, identified);
  if (!hasFactor) return proveAgain(parts, exchange, identified);
  // Whoever has set a second factor up shows it, and nothing weaker, when the proof is asked again.
  const back = encodeURIComponent(localPath(returnTo));
  return exchange.reply.redirect(`${proofPath}?return=${back}`, 303);
}

async function proveAgain(
  { sessions, publicUrl }: AccessParts,
  { request, reply }: Exchange,
  { person, method, provesSession, returnTo }: Identified,
): Promise<FastifyReply | ProofFault> {
  const { session } = request;
  const cookie = sessionCookie(publicUrl);
  const token = cookie.read(request);
  if (session === undefined || token === undefined) return 'other-person';
  const { sessionId, principal } = session;
  const isTheirs = sessionId === provesSession && principal.personId === person.personId;
  if (!isTheirs) return 'other-person';
  if (!isOpenTo(method, principal.role)) return 'auth-type-not-allowed';
  const next = await sessions.renew(token, { proved: true });
  cookie.set(reply, next);
  return reply.redirect(localPath(returnTo), 303);
}

async function askForFactor(
  { db, clock, publicUrl }: AccessParts,
  reply: FastifyReply,
  { person, method, returnTo }: Identified,
): Promise<FastifyReply> {
  const token = newToken();
  const now = clock.now();
  await insertPending(queryableOf(db), {
    ...{ tokenHash: hashOf(token), personId: person.personId, method, now },
    returnTo: localPath(returnTo),
  });
  pendingCookie(publicUrl).set(reply, token, { seconds: pendingMinutes * secondsInMinute });
  return reply.redirect(factorPath, 303);
}

/**
 * Begins a session in the first name that the way of signing in is enough for, a body's before
 * their own. An official of a state body who came without a signature is let in as the consumer
 * that everybody is, and nothing more. Whom a decision has left no name at all is told which.
 * @law 1039:29.2 1039:32.1 1039:36
 */
export async function beginSession(
  parts: AccessParts,
  { request, reply }: Exchange,
  { person, method, returnTo }: Pick<Identified, 'person' | 'method' | 'returnTo'>,
): Promise<FastifyReply> {
  const { db, clock, sessions, publicUrl } = parts;
  const queryable = queryableOf(db);
  const today = dayInKyiv(clock.now());
  const memberships = await listMemberships(
    { db: queryable, secrets: parts.secrets },
    person.personId,
    today,
  );
  const open = memberships.filter(({ role }) => isOpenTo(method, role));
  const [first] = open;
  if (first === undefined && memberships.length > 0) return tellNeedsSignature({ request, reply });
  if (first === undefined) return tellShutOut(parts, { request, reply }, person);
  const isKnown = await hasConfirmedContacts(queryable, person.personId);
  // A new sign-in never goes on under an old token: that would let one be planted beforehand.
  const cookie = sessionCookie(publicUrl);
  const old = cookie.read(request);
  if (old !== undefined) await sessions.end(old);
  const principal = principalOf(person, first);
  const begun = await sessions.begin({
    principal,
    method,
    device: deviceOf(request.headers['user-agent']),
    awaits: isKnown ? null : 'contacts',
  });
  const token = await keepIfOpen(parts, begun, principal);
  cookie.set(reply, token);
  const back = localPath(returnTo);
  const choice = `${rolePath}?return=${encodeURIComponent(back)}`;
  // Two may be had without choosing: a body and the person in person.
  return reply.redirect(open.length > 2 ? choice : back, 303);
}

function tellNeedsSignature({ request, reply }: Exchange): FastifyReply {
  return reply.html(signInPage(request.frame(), '/cabinet', 'auth-type-not-allowed'), forbidden);
}

async function tellShutOut(
  { db, secrets }: AccessParts,
  { request, reply }: Exchange,
  { personId }: Person,
): Promise<FastifyReply> {
  const why = await readShutOut(queryableOf(db), secrets, personId);
  if (why === undefined) throw new Error(`person ${personId} may act in no name, nobody knows why`);
  return reply.html(shutOutPage(request.frame(), why), forbidden);
}
