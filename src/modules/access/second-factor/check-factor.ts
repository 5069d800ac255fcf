import { timingSafeEqual } from 'node:crypto';
import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { readRecoveryCodes, useRecoveryCode } from './factors.sql.ts';
import { readGenerators, secretColumn, takeStep } from './generators.sql.ts';
import { looksLikeCode, stepOf } from './one-time-codes.ts';
import { isSignedByPasskey, type Asking, type RelyingParty } from './passkeys.ts';
import { parseRecoveryCode, recoveryHash } from './recovery-codes.ts';
import { z } from 'zod';

const codeCharsMax = 40;
const answerCharsMax = 20_000;

/** What a person shows: a code of a program, a recovery code, or the signature of a passkey. */
export const factorProof = z.union([
  z.object({ code: z.string().max(codeCharsMax) }),
  z.object({ passkey: z.string().max(answerCharsMax) }),
]);
export type FactorProof = z.infer<typeof factorProof>;

export interface FactorParts {
  readonly secrets: FieldCipher;
  readonly party: RelyingParty;
}

export interface FactorCheck {
  readonly db: Queryable;
  readonly now: Temporal.Instant;
  readonly personId: bigint;
  readonly asking: Asking;
}

/**
 * Whether the proof is of a factor of the person, and uses it up: a code works once. What was wrong
 * with one that is not is told to nobody.
 * @law 1039:10.2
 */
export async function checkFactor(
  { secrets, party }: FactorParts,
  check: FactorCheck,
  proof: FactorProof,
): Promise<boolean> {
  if ('passkey' in proof) {
    return isSignedByPasskey({ ...check, party }, check.personId, proof.passkey);
  }
  const typed = proof.code.replaceAll(/\s/g, '');
  if (looksLikeCode(typed)) return isCodeOfGenerator(secrets, check, typed);
  return isRecoveryCode(check, typed);
}

async function isCodeOfGenerator(
  secrets: FieldCipher,
  { db, now, personId }: FactorCheck,
  code: string,
): Promise<boolean> {
  for (const { generatorId, secret } of await readGenerators(db, personId)) {
    const opened = await secrets.open({ column: secretColumn, rowId: generatorId }, secret);
    const step = stepOf(code, opened, now);
    if (step !== undefined && (await takeStep(db, generatorId, step, now))) return true;
  }
  return false;
}

async function isRecoveryCode({ db, now, personId }: FactorCheck, typed: string): Promise<boolean> {
  const code = parseRecoveryCode(typed);
  if (code === undefined) return false;
  const unused = await readRecoveryCodes(db, personId);
  const found = unused.find(({ salt, hash }) => timingSafeEqual(recoveryHash(salt, code), hash));
  return found !== undefined && useRecoveryCode(db, personId, found.hash, now);
}
