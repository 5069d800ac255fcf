import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import { localPath } from '../local-path.ts';
import type { Person } from '../memberships/membership.ts';
import type { Identity, IdentityFailure, IdentityProvider } from '../ports.ts';
import { insertAttempt, useAttempt } from './attempts.sql.ts';
import type { Identified } from './let-in.ts';
import type { RecognisePerson } from './recognise-person.ts';
import { hashOf, newToken } from './tokens.ts';

const attemptLimit = Temporal.Duration.from({ minutes: 10 });

export interface SignInParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly identity: IdentityProvider;
  readonly operations: Operations;
  readonly recognisePerson: RecognisePerson;
}

export interface Begun {
  readonly location: string;
  /** For a cookie of this browser: a state stolen by another browser is worth nothing. */
  readonly browserToken: string;
}

export type SignInFailure =
  /** The state was used, is late, or another browser's. */
  { readonly kind: 'stale' } | { readonly kind: 'identity'; readonly failure: IdentityFailure };

/**
 * Begins a sign-in: a state of 256 random bits, used once, for ten minutes (1039:10.1).
 * @law 1039:10.1
 */
export async function beginSignIn(
  parts: SignInParts,
  wish: { readonly returnTo: string; readonly provesSession: string | null },
): Promise<Begun> {
  const state = newToken();
  const browserToken = newToken();
  await insertAttempt(queryableOf(parts.db), {
    stateHash: hashOf(state),
    browserHash: hashOf(browserToken),
    returnTo: localPath(wish.returnTo),
    provesSession: wish.provesSession,
    now: parts.clock.now(),
  });
  return { location: parts.identity.authorisationUrl({ state }), browserToken };
}

/** Ends it: checks the state, exchanges the code, learns who it is. */
export async function endSignIn(
  parts: SignInParts,
  query: unknown,
  browserToken: string,
): Promise<({ readonly kind: 'identified' } & Identified) | SignInFailure> {
  const returned = parts.identity.readReturn(query);
  if (!returned.ok) return { kind: 'identity', failure: returned.error };
  const now = parts.clock.now();
  const attempt = await useAttempt(
    queryableOf(parts.db),
    hashOf(returned.value.state),
    hashOf(browserToken),
    { now, notBefore: now.subtract(attemptLimit) },
  );
  if (attempt === undefined) return { kind: 'stale' };
  const token = await parts.identity.exchangeCode(returned.value.code);
  if (!token.ok) return { kind: 'identity', failure: token.error };
  const user = await parts.identity.fetchUser(token.value.accessToken, token.value.userId);
  if (!user.ok) return { kind: 'identity', failure: user.error };
  const person = await recognise(parts, user.value);
  return { kind: 'identified', person, method: user.value.authType, ...attempt };
}

async function recognise(
  { operations, recognisePerson }: SignInParts,
  identity: Identity,
): Promise<Person> {
  const outcome = await operations.carryOut(recognisePerson, system, {
    rnokpp: identity.rnokpp,
    surname: identity.surname,
    givenName: identity.givenName,
    patronymic: identity.patronymic ?? null,
    email: identity.email ?? null,
  });
  if (outcome.kind !== 'done') throw new Error(`nobody was recognised: ${outcome.kind}`);
  return outcome.value;
}
