import { dayInKyiv, type Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Operations } from '#platform/operations.ts';
import { system, type Principal } from '#platform/principal.ts';
import { createHash, randomBytes } from 'node:crypto';
import { localPath } from '../local-path.ts';
import { listMemberships } from '../memberships/list-memberships.ts';
import { inPerson, isOpenTo, principalOf } from '../memberships/membership.ts';
import type { Identity, IdentityFailure, IdentityProvider } from '../ports.ts';
import { insertAttempt, useAttempt } from './attempts.sql.ts';
import { recognisePerson } from './recognise-person.ts';

const tokenBytes = 32;
const attemptLimit = Temporal.Duration.from({ minutes: 10 });

export interface SignInParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly identity: IdentityProvider;
  readonly operations: Operations;
}

export interface Begun {
  readonly location: string;
  /** For a cookie of this browser: a state stolen by another browser is worth nothing. */
  readonly browserToken: string;
}

export type SignInFailure =
  | { readonly kind: 'stale' }
  | { readonly kind: 'identity'; readonly failure: IdentityFailure };

export interface SignedIn {
  readonly kind: 'signed-in';
  readonly principal: Principal;
  /** How they proved who they are. */
  readonly method: string;
  /** They may act in more names than one and have not chosen yet. */
  readonly mustChoose: boolean;
  readonly returnTo: string;
}

/**
 * Begins a sign-in: a state of 256 random bits, used once, for ten minutes (1039:10.1).
 * @law 1039:10.1
 */
export async function beginSignIn(parts: SignInParts, returnTo: string): Promise<Begun> {
  const state = randomBytes(tokenBytes).toString('base64url');
  const browserToken = randomBytes(tokenBytes).toString('base64url');
  await insertAttempt(queryableOf(parts.db), {
    stateHash: hash(state),
    browserHash: hash(browserToken),
    returnTo: localPath(returnTo),
    now: parts.clock.now(),
  });
  return { location: parts.identity.authorisationUrl({ state }), browserToken };
}

/** Ends it: checks the state, exchanges the code, learns who it is and in whose name they act. */
export async function endSignIn(
  parts: SignInParts,
  query: unknown,
  browserToken: string,
): Promise<SignedIn | SignInFailure> {
  const returned = parts.identity.readReturn(query);
  if (!returned.ok) return { kind: 'identity', failure: returned.error };
  const now = parts.clock.now();
  const returnTo = await useAttempt(
    queryableOf(parts.db),
    hash(returned.value.state),
    hash(browserToken),
    { now, notBefore: now.subtract(attemptLimit) },
  );
  if (returnTo === undefined) return { kind: 'stale' };
  const token = await parts.identity.exchangeCode(returned.value.code);
  if (!token.ok) return { kind: 'identity', failure: token.error };
  const user = await parts.identity.fetchUser(token.value.accessToken, token.value.userId);
  if (!user.ok) return { kind: 'identity', failure: user.error };
  return { kind: 'signed-in', ...(await becomePrincipal(parts, user.value)), returnTo };
}

/**
 * Who an identified person acts as: the first name that their way of signing in is enough for, a
 * body's before their own. An official of a state body who came without a signature is let in as
 * the consumer that everybody is, and nothing more.
 * @law 1039:29.2
 */
async function becomePrincipal(
  parts: SignInParts,
  identity: Identity,
): Promise<Pick<SignedIn, 'principal' | 'method' | 'mustChoose'>> {
  const outcome = await parts.operations.carryOut(recognisePerson, system, {
    rnokpp: identity.rnokpp,
    surname: identity.surname,
    givenName: identity.givenName,
    patronymic: identity.patronymic ?? null,
    email: identity.email ?? null,
  });
  if (outcome.kind !== 'done') throw new Error(`nobody was recognised: ${outcome.kind}`);
  const person = outcome.value;
  const today = dayInKyiv(parts.clock.now());
  const memberships = await listMemberships(queryableOf(parts.db), person.personId, today);
  const open = memberships.filter(({ role }) => isOpenTo(identity.authType, role));
  return {
    principal: principalOf(person, open[0] ?? inPerson),
    method: identity.authType,
    mustChoose: open.length > 2,
  };
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
