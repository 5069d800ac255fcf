import { openFieldCipher } from '#main-access.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config/config.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';

/** By the keys that a web server started by a bench opens what the bench sealed. */
export function benchSecrets(): Promise<FieldCipher> {
  return openFieldCipher(readConfig({}), systemClock);
}
