import { Secret, TOTP } from 'otpauth';

/** The code that a program on a phone shows at an instant. */
export function codeAt(secret: string, at: Temporal.Instant): string {
  const timestamp = at.epochMilliseconds;
  return TOTP.generate({ secret: Secret.fromBase32(secret), timestamp });
}
