import { randomBytes } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import type { AuthType, DemonstrationPerson } from './people.ts';

const codeLifeSeconds = 60;
export const tokenLifeSeconds = 3_600;
const secretBytes = 32;

/** Who signed in, how, and for which client. */
export interface SignIn {
  readonly clientId: string;
  readonly person: DemonstrationPerson;
  readonly authType: AuthType;
}

export interface Token {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly userId: string;
}

interface Kept {
  readonly signIn: SignIn;
  readonly until: Temporal.Instant;
}

/** Codes and tokens given out; a code works once and for a minute. */
export interface Grants {
  issueCode(signIn: SignIn): string;
  exchangeCode(code: string, clientId: string): Token | undefined;
  exchangeRefreshToken(refreshToken: string, clientId: string): Token | undefined;
  findSignIn(accessToken: string, userId: string): SignIn | undefined;
  forget(accessToken: string, userId: string): boolean;
}

/** Keeps codes and tokens in memory; what is over its time is dropped when the next is given. */
export function createGrants(clock: Clock): Grants {
  const codes = new Map<string, Kept>();
  const accessTokens = new Map<string, Kept>();
  const refreshTokens = new Map<string, Kept>();

  function keep(where: Map<string, Kept>, signIn: SignIn, lifeSeconds: number): string {
    for (const [secret, { until }] of where) if (isOver(until)) where.delete(secret);
    const secret = randomBytes(secretBytes).toString('hex');
    where.set(secret, { signIn, until: clock.now().add({ seconds: lifeSeconds }) });
    return secret;
  }

  function isOver(until: Temporal.Instant): boolean {
    return Temporal.Instant.compare(clock.now(), until) >= 0;
  }

  function take(where: Map<string, Kept>, secret: string, clientId: string): SignIn | undefined {
    const kept = where.get(secret);
    where.delete(secret);
    if (kept === undefined || isOver(kept.until)) return undefined;
    return kept.signIn.clientId === clientId ? kept.signIn : undefined;
  }

  function issueToken(signIn: SignIn | undefined): Token | undefined {
    if (signIn === undefined) return undefined;
    return {
      accessToken: keep(accessTokens, signIn, tokenLifeSeconds),
      refreshToken: keep(refreshTokens, signIn, tokenLifeSeconds),
      userId: userIdOf(signIn.person),
    };
  }

  function findSignIn(accessToken: string, userId: string): SignIn | undefined {
    const kept = accessTokens.get(accessToken);
    if (kept === undefined || isOver(kept.until)) return undefined;
    return userIdOf(kept.signIn.person) === userId ? kept.signIn : undefined;
  }

  return {
    issueCode: (signIn) => keep(codes, signIn, codeLifeSeconds),
    exchangeCode: (code, clientId) => issueToken(take(codes, code, clientId)),
    exchangeRefreshToken: (token, clientId) => issueToken(take(refreshTokens, token, clientId)),
    findSignIn,
    forget(accessToken, userId) {
      return findSignIn(accessToken, userId) !== undefined && accessTokens.delete(accessToken);
    },
  };
}

/** The same for a person at every sign-in. */
function userIdOf(person: DemonstrationPerson): string {
  return Buffer.from(person.key).toString('hex');
}
