import type { VerificationKey } from '#platform/audit/keys.ts';
import { everybody } from '#platform/http/assets.ts';
import type { ModuleParts } from '#platform/http/frame.ts';

export interface PortalParts extends ModuleParts {
  /** Public keys of the audit log. */
  readonly auditKeys: () => Promise<readonly VerificationKey[]>;
  /** File of published heads of the audit log. */
  readonly auditHeadsPath: string;
  /** File of the program that checks proofs offline. */
  readonly verifierPath: string;
}

/**
 * Every page of the portal is open to everybody, without signing in (1039:44).
 * @law 1039:24 1039:44
 */
export const open = { config: { audience: everybody } } as const;
