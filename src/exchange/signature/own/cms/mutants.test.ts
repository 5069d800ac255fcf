import { expect, test } from 'vitest';
import { createAuthority } from '#counterparts/certification-authority/authority.ts';
import { directServices } from '#counterparts/certification-authority/direct.ts';
import { signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { toHex } from '../der/bytes.ts';
import { blindMutations, mutantsOf, mutations } from './mutants.ts';
import type { SignatureReport } from './report.ts';
import { signContent } from './sign.ts';
import { upgradeToXL } from './upgrade.ts';
import { verifySignature, type Verification } from './verify.ts';

const now = Temporal.Instant.from('2026-11-20T10:00:00Z');
const blind: ReadonlySet<string> = new Set(blindMutations);
const minutes = 5;
const timeoutMs = minutes * 60_000;

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

async function prepare(
  hierarchy: 'ecdsa' | 'dstu',
  long: boolean,
): Promise<Verification & { readonly signature: Uint8Array }> {
  const clock = { now: () => now };
  const authority = await createAuthority({ hierarchy, seed: 'm', url: 'http://ca.test', clock });
  const signer = await authority.issue(people.official);
  const content = new TextEncoder().encode('document, version and act');
  const services = directServices(authority);
  const context = { trust: authority.trust, receivedAt: now, now, cache: new Set<string>() };
  const signature = await signContent({
    key: signingKeyOf(signer),
    content,
    claimedAt: now,
  });
  if (!long) return { ...context, services, signature };
  const upgraded = await upgradeToXL({ ...context, services, signature });
  if (!upgraded.ok) throw new Error(upgraded.fault);
  // Nobody is asked, and less than was there is not enough.
  return { ...context, signature: upgraded.signature, policy: { levelMin: 'XL' } };
}

const cases = [
  { name: 'ECDSA', hierarchy: 'ecdsa', long: false, count: 70_000 },
  { name: 'DSTU 4145', hierarchy: 'dstu', long: false, count: 22_500 },
  { name: 'ECDSA, X-L', hierarchy: 'ecdsa', long: true, count: 6_000 },
  { name: 'DSTU 4145, X-L', hierarchy: 'dstu', long: true, count: 1_500 },
] as const;

test('there are a hundred thousand of them', () => {
  expect(cases.reduce((sum, { count }) => sum + count, 0)).toBe(100_000);
});

test.each(cases)(
  'of $count mutants of a signature by $name none is taken for something it is not',
  async ({ hierarchy, long, count }) => {
    const verification = await prepare(hierarchy, long);
    const original = await verifySignature(verification);
    expect(original.verdict).toBe('valid');
    const genuine = facts(original);
    const seen = new Map<string, number>();
    const wrong: string[] = [];
    let examined = 0;
    for (const { mutation, bytes } of mutantsOf(verification.signature, { count, seed: 7 })) {
      const report = await verifySignature({ ...verification, signature: bytes });
      examined += 1;
      seen.set(mutation, (seen.get(mutation) ?? 0) + 1);
      const isValid = report.verdict === 'valid';
      // Only what nobody signed may differ, and of a short signature hardly anything.
      const isForged = isValid && facts(report) !== genuine;
      const isBlind = !long && isValid && blind.has(mutation);
      if (isForged || isBlind) wrong.push(`${mutation} ${toHex(bytes)}`);
    }
    expect(wrong).toEqual([]);
    expect(examined).toBe(count);
    expect(new Set(seen.keys())).toEqual(new Set(mutations));
  },
  timeoutMs,
);
