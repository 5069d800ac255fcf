import type { SignatureProvider, SignerFinding } from '#engine/signature/ports.ts';
import { SignatureTrouble } from '#engine/signature/ports.ts';
import { parseRnokpp, type Rnokpp } from '#kernel/identifiers.ts';
import { queryableOf, type Connection } from '#platform/db/queryable-of.ts';
import type { Clock } from '#platform/clock.ts';
import type { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { localPath } from '../../local-path.ts';
import type { Identified } from '../let-in.ts';
import type { RecognisePerson } from '../recognise-person.ts';
import { hashOf, newToken } from '../tokens.ts';
import {
  insertChallenge,
  readChallenge,
  useChallenge,
  type ChallengeOf,
} from './challenges.sql.ts';
import { nameInCertificate } from './name-in-certificate.ts';
import { texts } from './texts.uk.ts';

export const challengeMinutes = 5;
const challengeLimit = Temporal.Duration.from({ minutes: challengeMinutes });

/** A seal is of a body, and a body does not sign in. */
const policy = {
  kinds: ['person', 'official'],
  qualifications: ['qualified', 'advanced-on-qualified'],
} as const;

export interface KeyParts {
  readonly db: Connection;
  readonly clock: Clock;
  readonly operations: Operations;
  readonly recognisePerson: RecognisePerson;
  readonly signatures: SignatureProvider;
  readonly publicUrl: string;
}

export interface KeyChallenge {
  readonly challengeId: string;
  readonly content: string;
}

export type KeyFailure =
  /** Used, late, or another browser's. */
  | 'stale'
  /** The signature is not of this text, not genuine, or its certificate is of no use. */
  | 'not-valid'
  /** Whether the certificate is revoked could not be found out now. */
  | 'pending'
  | 'no-tax-number';

/**
 * Makes a text to sign: it says in words what signing it does, and names the site, the time and 256
 * random bits, so that no signature of anything else is one of it, and it is of no use elsewhere.
 * @law 1039:10.2
 */
export async function makeChallenge(
  { db, clock, publicUrl }: KeyParts,
  wish: {
    readonly browserToken: string;
    readonly returnTo: string;
    readonly provesSession: string | null;
  },
): Promise<KeyChallenge> {
  const now = clock.now();
  const challengeId = randomUUID();
  const content = texts.challenge({
    origin: new URL(publicUrl).origin,
    at: now.round({ smallestUnit: 'second' }).toString(),
    until: now.add(challengeLimit).round({ smallestUnit: 'second' }).toString(),
    nonce: newToken(),
  });
  await insertChallenge(queryableOf(db), {
    ...{ challengeId, content, now, provesSession: wish.provesSession },
    browserHash: hashOf(wish.browserToken),
    returnTo: localPath(wish.returnTo),
  });
  return { challengeId, content };
}

/** The text again, for whoever signs by a program of their own. */
export async function findChallenge(
  parts: KeyParts,
  challengeId: string,
  browserToken: string,
): Promise<string | undefined> {
  const asked = askedOf(parts, challengeId, browserToken);
  if (asked === undefined) return undefined;
  return (await readChallenge(queryableOf(parts.db), asked))?.content;
}

/**
 * Who signed the text: the challenge is used up, the signature verified as it stands today.
 * @law 1039:10.2 1039:29.2
 */
export async function endKeySignIn(
  parts: KeyParts,
  given: {
    readonly challengeId: string;
    readonly browserToken: string;
    readonly signature: Uint8Array;
  },
): Promise<Identified | KeyFailure> {
  const now = parts.clock.now();
  const asked = askedOf(parts, given.challengeId, given.browserToken);
  if (asked === undefined) return 'stale';
  const challenge = await useChallenge(queryableOf(parts.db), asked, now);
  if (challenge === undefined) return 'stale';
  const signer = await verify(parts, given.signature, challenge.content);
  if (typeof signer === 'string') return signer;
  const { commonName, rnokpp } = signer;
  const outcome = await parts.operations.carryOut(parts.recognisePerson, system, {
    ...{ rnokpp, ...nameInCertificate(commonName), keepsName: true },
  });
  if (outcome.kind !== 'done') throw new Error(`nobody was recognised: ${outcome.kind}`);
  const { returnTo, provesSession } = challenge;
  return { person: outcome.value, method: 'key', returnTo, provesSession };
}

interface Signer {
  readonly commonName: string;
  readonly rnokpp: Rnokpp;
}

/** One signer, genuine and trusted now: several would leave open who came. */
async function verify(
  { signatures, clock }: KeyParts,
  signature: Uint8Array,
  content: string,
): Promise<Signer | KeyFailure> {
  const request = {
    ...{ signature, policy, receivedAt: clock.now() },
    content: new TextEncoder().encode(content),
  };
  const findings = await signatures.verify(request).catch((error: unknown) => {
    if (error instanceof SignatureTrouble) return undefined;
    throw error;
  });
  if (findings === undefined || findings.verdict === 'pending') return 'pending';
  const [finding, ...others] = findings.signers;
  if (findings.verdict !== 'valid' || finding === undefined || others.length > 0) {
    return 'not-valid';
  }
  return signerOf(finding);
}

function signerOf({ identity }: SignerFinding): Signer | KeyFailure {
  if (identity === undefined) return 'not-valid';
  const rnokpp = parseRnokpp(identity.rnokpp ?? '');
  if (!rnokpp.ok) return 'no-tax-number';
  return { commonName: identity.commonName, rnokpp: rnokpp.value };
}

function askedOf(
  { clock }: KeyParts,
  challengeId: string,
  browserToken: string,
): ChallengeOf | undefined {
  if (!z.uuid().safeParse(challengeId).success || browserToken === '') return undefined;
  const notBefore = clock.now().subtract(challengeLimit);
  return { challengeId, browserHash: hashOf(browserToken), notBefore };
}
