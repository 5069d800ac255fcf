import { getSubjectName } from '#modules/registry/index.ts';
import { dayInKyiv, type Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Operations } from '#platform/operations.ts';
import { system, type Principal } from '#platform/principal.ts';
import { createHash, randomBytes } from 'node:crypto';
import { insertAttempt, useAttempt } from './access.sql.ts';
import type { Identity, IdentityFailure, IdentityProvider } from './ports.ts';
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
  | { readonly kind: 'identity'; readonly failure: IdentityFailure }
  | { readonly kind: 'no-role' };

export type SignedIn =
  | { readonly kind: 'signed-in'; readonly principal: Principal; readonly returnTo: string }
  | SignInFailure;

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

/** Ends it: checks the state, exchanges the code, learns who it is and in which role they act. */
export async function endSignIn(
  parts: SignInParts,
  query: unknown,
  browserToken: string,
): Promise<SignedIn> {
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
  const principal = await becomePrincipal(parts, user.value);
  return principal === undefined ? { kind: 'no-role' } : { kind: 'signed-in', principal, returnTo };
}

async function becomePrincipal(
  parts: SignInParts,
  identity: Identity,
): Promise<Principal | undefined> {
  const outcome = await parts.operations.carryOut(recognisePerson, system, {
    rnokpp: identity.rnokpp,
    surname: identity.surname,
    givenName: identity.givenName,
    patronymic: identity.patronymic ?? null,
    email: identity.email ?? null,
    today: dayInKyiv(parts.clock.now()).toString(),
  });
  if (outcome.kind !== 'done') return undefined;
  const { personId, personName, role, subjectId } = outcome.value;
  const subjectName =
    subjectId === null ? null : await getSubjectName(queryableOf(parts.db), subjectId);
  return { role, personId, personName, subjectId, subjectName };
}

/** Only a path of our own: anything else would let a link send people to another site. */
export function localPath(path: string): string {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && !path.includes('\\') ? path : '/cabinet';
}

function hash(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
