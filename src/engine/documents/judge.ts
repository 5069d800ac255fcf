import type { SignatureFindings, SignerFinding } from '../signature/ports.ts';
import type { Party } from './kind.ts';
import type { Settled, SignatureRow } from './signatures.sql.ts';

/** Codes by which a holder is known in certificates; undefined where there is none. */
export interface HolderCodes {
  readonly rnokpp?: string | undefined;
  readonly edrpou?: string | undefined;
}

export interface Judged {
  readonly signature: SignatureRow;
  readonly party: Party;
  readonly findings: SignatureFindings;
  /** Of the party whose slot it is. */
  readonly holder: HolderCodes;
  /** Of the person whose session sent it. */
  readonly sender: HolderCodes;
  readonly now: Temporal.Instant;
}

/**
 * What a signature is to the document: valid only when it is genuine, of one signer, and that
 * signer is the party whose slot it fills. A private person signs for themselves; for a body its
 * official, who is the one signed in, or its seal.
 * @law 1039:10.16 1039:29.2
 */
/** What was found out, with the name of whoever signed. */
export type Found = Omit<Settled, 'signerName'> & { readonly signerName: string | null };

export function judge(judged: Judged): Found {
  const { signature, findings, now } = judged;
  const [signer, ...others] = findings.signers;
  const reasons = [
    ...findings.reasons,
    ...findings.signers.flatMap((one) => one.reasons),
    ...(others.length > 0 ? ['one-signer-expected'] : []),
    ...(findings.verdict === 'valid' && signer !== undefined ? mismatch(judged, signer) : []),
  ];
  const pending = findings.verdict === 'pending' && others.length === 0;
  const valid = findings.verdict === 'valid' && reasons.length === 0 && signer !== undefined;
  return {
    documentId: signature.documentId,
    signatureId: signature.signatureId,
    state: valid ? 'valid' : pending ? 'pending' : 'refused',
    reasons: Array.from(new Set(reasons)),
    warnings: signer?.warnings ?? [],
    tries: signature.tries + 1,
    checkedAt: now,
    ...tellOf(signer),
  };
}

function tellOf(signer: SignerFinding | undefined) {
  const identity = signer?.identity;
  return {
    level: signer?.level ?? null,
    signedAt: signer?.time.at ?? null,
    timeSource: signer?.time.source ?? null,
    revocationSource: signer?.revocation.source ?? null,
    signerName: identity?.commonName ?? null,
    signerTitle: identity?.title ?? null,
    signerOrganization: identity?.organization ?? null,
    signerKind: identity?.kind ?? null,
    qualification: identity?.qualification ?? null,
  };
}

function mismatch(
  { party, holder, sender }: Judged,
  { identity }: SignerFinding,
): readonly string[] {
  if (identity === undefined) return ['nobody-named'];
  // The platform's own seal is proved by its key, wherever it stands for somebody's confirmation.
  if (party.holder === 'platform' || party.act === 'confirm') {
    return isSame(identity.edrpou, holder.edrpou) ? [] : ['signer-is-another'];
  }
  if (party.holder.startsWith('person:')) {
    return isSame(identity.rnokpp, holder.rnokpp) ? [] : ['signer-is-another'];
  }
  if (!isSame(identity.edrpou, holder.edrpou)) return ['signer-is-another'];
  if (identity.kind === 'seal') return [];
  return isSame(identity.rnokpp, sender.rnokpp) ? [] : ['signer-is-not-signed-in'];
}

export function isSame(found: string | undefined, expected: string | undefined): boolean {
  return found !== undefined && found === expected;
}
