import { Secret, TOTP } from 'otpauth';

/** What programs on phones agree on: six digits each half a minute (RFC 6238). */
const settings = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
const periodMs = settings.period * 1_000;
const secretBytes = 20;
/** A phone whose clock is off by so many steps is let in. */
const stepsOff = 1;
const codeDigits = /^\d{6}$/;

/** A new secret, in Base32 as it is typed into a phone. */
export function newSecret(): string {
  return new Secret({ size: secretBytes }).base32;
}

/** In groups of four, for whoever types it. */
export function spacedSecret(secret: string): string {
  return secret.replaceAll(/.{4}(?=.)/g, '$& ');
}

/** The address that a phone reads from the QR code. */
export function secretAddress(
  secret: string,
  names: { readonly issuer: string; readonly label: string },
): string {
  return new TOTP({ ...settings, ...names, secret }).toString();
}

export function looksLikeCode(typed: string): boolean {
  return codeDigits.test(typed);
}

/** The step of time whose code it is, of those near the present one; undefined when it is none. */
export function stepOf(code: string, secret: string, now: Temporal.Instant): number | undefined {
  const timestamp = now.epochMilliseconds;
  const delta = TOTP.validate({
    ...{ ...settings, token: code, timestamp, window: stepsOff },
    secret: Secret.fromBase32(secret),
  });
  return delta === null ? undefined : Math.floor(timestamp / periodMs) + delta;
}
