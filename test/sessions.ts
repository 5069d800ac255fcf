import type { Principal } from '#platform/principal.ts';
import type { SessionStart } from '#platform/sessions/sessions.ts';

/** How somebody in a test signed in: by a key, on a browser of no name. */
export function signedIn(principal: Principal): SessionStart {
  return { principal, method: 'dig_sign', device: 'Firefox, Linux' };
}
