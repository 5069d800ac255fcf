import { createHash, randomBytes } from 'node:crypto';

const recoveryCodesCount = 10;
/** Neither of two letters that look alike; 80 bits, so that a stolen hash tells nothing. */
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const codeLength = 16;
const saltBytes = 16;
const groups = /.{4}(?=.)/g;

/** A code as it is shown, once, and what is kept of it. */
export interface RecoveryCode {
  readonly shown: string;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export function makeRecoveryCodes(): readonly RecoveryCode[] {
  return Array.from({ length: recoveryCodesCount }, () => {
    const code = Array.from(randomBytes(codeLength), (byte) => letters[byte % letters.length]).join(
      '',
    );
    const salt = randomBytes(saltBytes);
    return { shown: code.replaceAll(groups, '$&-'), salt, hash: recoveryHash(salt, code) };
  });
}

/** The code as somebody typed it; undefined when it is none. */
export function parseRecoveryCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replaceAll(/[\s\-–]/g, '');
  return code.length === codeLength && Array.from(code).every((one) => letters.includes(one))
    ? code
    : undefined;
}

export function recoveryHash(salt: Uint8Array, code: string): Buffer {
  return createHash('sha256').update(salt).update(code).digest();
}
