import {
  createAuthority,
  type HierarchyKind,
} from '#counterparts/certification-authority/authority.ts';
import { directServices } from '#counterparts/certification-authority/direct.ts';
import { signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { blindMutations, type Mutant } from '#exchange/signature/own/cms/mutants.ts';
import type { SignatureReport } from '#exchange/signature/own/cms/report.ts';
import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { upgradeToXL } from '#exchange/signature/own/cms/upgrade.ts';
import { verifySignature, type Verification } from '#exchange/signature/own/cms/verify.ts';
import { toHex } from '#exchange/signature/own/der/bytes.ts';

/** A kind of signature whose mutants are verified, and how many of every hundred thousand. */
export interface Trial {
  readonly name: string;
  readonly hierarchy: HierarchyKind;
  /** CAdES-X-L, of which nobody is asked. */
  readonly long: boolean;
  readonly count: number;
}

export const trials: readonly Trial[] = [
  { name: 'ECDSA', hierarchy: 'ecdsa', long: false, count: 70_000 },
  { name: 'DSTU 4145', hierarchy: 'dstu', long: false, count: 22_500 },
  { name: 'ECDSA, X-L', hierarchy: 'ecdsa', long: true, count: 6_000 },
  { name: 'DSTU 4145, X-L', hierarchy: 'dstu', long: true, count: 1_500 },
];

const now = Temporal.Instant.from('2026-11-20T10:00:00Z');
const blind: ReadonlySet<string> = new Set(blindMutations);

/** All that somebody may rely on. A mutant that says something else and is valid is a forgery. */
function facts({ signers, content }: SignatureReport): string {
  return JSON.stringify([
    content === undefined ? 'elsewhere' : toHex(content),
    ...signers.map(({ identity, level, time, certificate, claimedAt, contentStampedAt }) => [
      identity,
      level,
      time,
      certificate === undefined ? undefined : toHex(certificate.raw),
      claimedAt,
      contentStampedAt,
    ]),
  ]);
}

/** A valid signature, and the judge of what was made of it. */
export interface OpenedTrial {
  readonly original: Uint8Array;
  readonly judge: (mutant: Mutant) => Promise<'refused' | 'same' | 'forged'>;
}

export async function openTrial({ hierarchy, long }: Trial): Promise<OpenedTrial> {
  const verification = await prepare(hierarchy, long);
  const report = await verifySignature(verification);
  if (report.verdict !== 'valid') throw new Error('the original is not valid');
  const genuine = facts(report);
  return {
    original: verification.signature,
    judge: async ({ mutation, bytes }) => {
      const judged = await verifySignature({ ...verification, signature: bytes });
      if (judged.verdict !== 'valid') return 'refused';
      // Only what nobody signed may differ, and of a short signature hardly anything.
      const isBlind = !long && blind.has(mutation);
      return isBlind || facts(judged) !== genuine ? 'forged' : 'same';
    },
  };
}

async function prepare(hierarchy: HierarchyKind, long: boolean): Promise<Verification> {
  const clock = { now: () => now };
  const authority = await createAuthority({ hierarchy, seed: 'm', url: 'http://ca.test', clock });
  const signer = await authority.issue(people.official);
  const content = new TextEncoder().encode('document, version and act');
  const services = directServices(authority);
  const context = { trust: authority.trust, receivedAt: now, now, cache: new Set<string>() };
  const signature = await signContent({ key: signingKeyOf(signer), content, claimedAt: now });
  if (!long) return { ...context, services, signature };
  const upgraded = await upgradeToXL({ ...context, services, signature });
  if (!upgraded.ok) throw new Error(upgraded.fault);
  // Nobody is asked, and less than was there is not enough.
  return { ...context, signature: upgraded.signature, policy: { levelMin: 'XL' } };
}
