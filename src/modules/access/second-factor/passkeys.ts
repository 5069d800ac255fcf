import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { createHash, randomBytes } from 'node:crypto';
import type { Queryable } from '#platform/db/queryable.ts';
import { z } from 'zod';
import {
  insertChallenge,
  markPasskeyUsed,
  readPasskeys,
  takeChallenge,
  type Passkey,
} from './passkeys.sql.ts';
import { texts } from './texts.uk.ts';

/** Longer than anybody looks for a phone, shorter than a page is left alone. */
const challengeLimit = Temporal.Duration.from({ minutes: 5 });
const challengeBytes = 32;
const answerCharsMax = 20_000;
const transportsMax = 10;
/** EdDSA, ES256, RS256 (COSE): what devices have; newer ones are an experiment of the runtime. */
const supportedAlgorithmIDs = [-8, -7, -257];

/** Whom passkeys are made for: they work on this site alone. */
export interface RelyingParty {
  readonly name: string;
  /** The host. */
  readonly id: string;
  readonly origin: string;
}

export function relyingPartyOf(publicUrl: string): RelyingParty {
  const { hostname, origin } = new URL(publicUrl);
  return { name: texts.platform, id: hostname, origin };
}

/** What a challenge is for and where it was asked: it serves nothing and nowhere else. */
export interface Asking {
  readonly purpose: 'add' | 'prove' | 'sign-in';
  /** The session, or the token of the pending sign-in. */
  readonly place: string;
}

/** One moment of a conversation with a browser. */
export interface Conversation {
  readonly db: Queryable;
  readonly now: Temporal.Instant;
  readonly party: RelyingParty;
  readonly asking: Asking;
}

/** What the browser is asked to make a passkey with. */
export async function askForPasskey(
  conversation: Conversation,
  person: { readonly personId: bigint; readonly personName: string },
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { db, party } = conversation;
  const known = await readPasskeys(db, person.personId);
  return generateRegistrationOptions({
    rpName: party.name,
    rpID: party.id,
    userName: person.personName,
    userDisplayName: person.personName,
    // A number of ours, not of the person: a device may show it to anybody who holds it.
    userID: Uint8Array.from(Buffer.from(`person:${person.personId}`)),
    challenge: await newChallenge(conversation),
    excludeCredentials: known.map(described),
    supportedAlgorithmIDs,
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  });
}

/** What the browser is asked to sign by one of the person's passkeys. */
export async function askToSign(
  conversation: Conversation,
  personId: bigint,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = await readPasskeys(conversation.db, personId);
  return generateAuthenticationOptions({
    rpID: conversation.party.id,
    allowCredentials: known.map(described),
    challenge: await newChallenge(conversation),
    userVerification: 'preferred',
  });
}

/** The passkey that was made; undefined when the answer is not one to what was asked. */
export async function readMadePasskey(
  conversation: Conversation,
  answer: string,
): Promise<Passkey | undefined> {
  const response = parseAnswer<RegistrationResponseJSON>(answer);
  if (response === undefined) return undefined;
  const made = await orNothing(() =>
    verifyRegistrationResponse({
      response,
      ...{ ...expectations(conversation), supportedAlgorithmIDs },
      requireUserVerification: false,
    }),
  );
  if (made?.verified !== true) return undefined;
  const { id, publicKey, counter } = made.registrationInfo.credential;
  const transports = (response.response.transports ?? []).slice(0, transportsMax).map(String);
  return {
    credentialId: id,
    publicKey: Buffer.from(publicKey),
    counter: BigInt(counter),
    transports,
  };
}

/** Whether a passkey of the person signed what was asked for here, and has not been copied. */
export async function isSignedByPasskey(
  conversation: Conversation,
  personId: bigint,
  answer: string,
): Promise<boolean> {
  const response = parseAnswer<AuthenticationResponseJSON>(answer);
  if (response === undefined) return false;
  const { db, now } = conversation;
  const known = await readPasskeys(db, personId);
  const passkey = known.find(({ credentialId }) => credentialId === response.id);
  if (passkey === undefined) return false;
  const { credentialId: id, counter } = passkey;
  const publicKey = Uint8Array.from(passkey.publicKey);
  const { origin, id: host } = conversation.party;
  const signed = await orNothing(() =>
    verifyAuthenticationResponse({
      response,
      expectedChallenge: (challenge) => isAsked(conversation, challenge),
      expectedOrigin: origin,
      expectedRPID: host,
      requireUserVerification: false,
      credential: { id, publicKey, counter: Number(counter) },
    }),
  );
  if (signed?.verified !== true) return false;
  await markPasskeyUsed(db, id, signed.authenticationInfo.newCounter, now);
  return true;
}

function expectations(conversation: Conversation) {
  return {
    expectedChallenge: (challenge: string) => isAsked(conversation, challenge),
    expectedOrigin: conversation.party.origin,
    expectedRPID: conversation.party.id,
  };
}

async function newChallenge({ db, now, asking }: Conversation) {
  const challenge = randomBytes(challengeBytes);
  await insertChallenge(db, challenge.toString('base64url'), boundTo(asking), now);
  return Uint8Array.from(challenge);
}

function isAsked({ db, now, asking }: Conversation, challenge: string): Promise<boolean> {
  return takeChallenge(db, challenge, boundTo(asking), now.subtract(challengeLimit));
}

function boundTo({ purpose, place }: Asking): Buffer {
  return createHash('sha256').update(`${purpose}\n${place}`).digest();
}

function described({ credentialId, transports }: Passkey) {
  return { id: credentialId, transports: [...transports] };
}

const answerShape = z.object({
  id: z.string(),
  rawId: z.string(),
  type: z.string(),
  response: z.record(z.string(), z.unknown()),
});

/** The library looks at each part itself; here only that it is an answer at all. */
function parseAnswer<T>(answer: string): T | undefined {
  if (answer.length > answerCharsMax) return undefined;
  try {
    const parsed: unknown = JSON.parse(answer);
    return answerShape.safeParse(parsed).success ? (parsed as T) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/**
 * The library throws for whatever is wrong with an answer that anybody may send. What the database
 * throws goes on: its errors have a code.
 */
async function orNothing<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify();
  } catch (error) {
    if (error instanceof Error && 'severity' in error) throw error;
    return undefined;
  }
}
