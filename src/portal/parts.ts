import type { VerificationKey } from '#platform/audit/keys.ts';
import type { DocumentKinds } from '#engine/index.ts';
import { everybody } from '#kernel/role.ts';
import type { ModuleParts } from '#platform/http/frame.ts';
import type { TrustFile } from './check/trust-file.ts';

export interface PortalParts extends ModuleParts {
  /** Public keys of the audit log. */
  readonly auditKeys: () => Promise<readonly VerificationKey[]>;
  /** File of published heads of the audit log. */
  readonly auditHeadsPath: string;
  /** File of the program that checks proofs offline. */
  readonly verifierPath: string;
  readonly check: CheckParts;
  readonly documentKinds: DocumentKinds;
}

/** What the page that checks documents needs. */
export interface CheckParts {
  readonly trust: TrustFile;
  /** The island of the page; undefined before a build, when the server checks alone. */
  readonly scriptHref: string | undefined;
  /** Folder with the built parts of the page that works without a network. */
  readonly offlineFolder: string;
}

/**
 * Every page of the portal is open to everybody, without signing in (1039:44).
 * @law 1039:24 1039:44
 */
export const open = { config: { audience: everybody } } as const;
