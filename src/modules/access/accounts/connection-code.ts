import {
  createHmac,
  randomBytes,
  timingSafeEqual,
  createSecretKey,
  type KeyObject,
} from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Period } from '#kernel/period.ts';
import { createFile, makeDirectory } from '#platform/files/durable.ts';

const keyBytes = 32;
/** Twelve digits that nobody guesses at five tries an hour, and two that tell a slip of the pen. */
const secretDigits = 12;
const checkDigits = 2;
const codeDigits = secretDigits + checkDigits;
const checkModulus = 97n;
const groups = /\d{4}(?=\d)/g;

/** Codes on paper bills by which their readers connect the account to their cabinet. */
export interface ConnectionCodes {
  /** The code of an account's bill for a month, in groups of four. */
  codeFor(accountId: bigint, month: Period): string;
  /** Whether it is the code of the account's bill for one of the months; takes the same time. */
  isCodeOf(code: string, accountId: bigint, months: readonly Period[]): boolean;
}

/** The key is made at the first start and never changes: bills on paper outlive it otherwise. */
export async function openConnectionCodes(path: string): Promise<ConnectionCodes> {
  await makeDirectory(dirname(path));
  await createFile(path, randomBytes(keyBytes));
  return connectionCodes(createSecretKey(await readFile(path)));
}

export function connectionCodes(key: KeyObject): ConnectionCodes {
  const codeOf = (accountId: bigint, month: Period) =>
    withCheck(
      createHmac('sha256', key).update(`${accountId} ${month}`).digest().readBigUInt64BE() %
        10n ** BigInt(secretDigits),
    );
  return {
    codeFor: (accountId, month) => codeOf(accountId, month).replace(groups, '$& '),
    isCodeOf(code, accountId, months) {
      const given = Buffer.from(code);
      if (given.length !== codeDigits) return false;
      let found = false;
      for (const month of months) {
        if (timingSafeEqual(given, Buffer.from(codeOf(accountId, month)))) found = true;
      }
      return found;
    },
  };
}

/**
 * The digits of a code as somebody typed it; undefined when it is none, which says nothing of any
 * account: a digit was mistaken or left out.
 */
export function parseCode(typed: string): string | undefined {
  const digits = typed.replaceAll(/[\s\-–.]/g, '');
  if (!/^\d+$/.test(digits) || digits.length !== codeDigits) return undefined;
  return withCheck(BigInt(digits.slice(0, secretDigits))) === digits ? digits : undefined;
}

/** ISO 7064 MOD 97-10: finds every single wrong digit and nearly every two exchanged. */
function withCheck(secret: bigint): string {
  const check = (checkModulus + 1n - ((secret * 100n) % checkModulus)) % checkModulus;
  const digits = String(secret).padStart(secretDigits, '0');
  return digits + String(check).padStart(checkDigits, '0');
}
