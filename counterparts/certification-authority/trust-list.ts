import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { encodeServices } from '#exchange/signature/own/cms/trust-list-file.ts';
import type { Authority } from './authority.ts';
import type { AuthorityFaults } from './faults.ts';
import { signingKeyOf } from './issue.ts';
import { playKey } from './keys.ts';

const validDays = 30;

/** The signed list of the hierarchy's services; the root signs it, as the one that is pinned. */
export async function encodeTrustList(
  authority: Authority,
  fault?: AuthorityFaults['trustList'],
  services = authority.services,
): Promise<Uint8Array> {
  const now = authority.options.clock.now();
  const content = encodeServices({
    number: Math.floor(now.epochMilliseconds / 1_000),
    issuedAt: now,
    nextUpdate: now.add({ hours: 24 * validDays }),
    services,
  });
  const kind = authority.options.hierarchy === 'dstu' ? 'm431' : 'p384';
  const key = signingKeyOf(authority.root);
  const signed = await signContent({
    key:
      fault === 'other-signer'
        ? { ...key, sign: (await playKey('somebody', 'else', kind)).sign }
        : key,
    content,
  });
  if (fault !== 'changed') return signed;
  const changed = signed.slice();
  // A byte of the content, which begins right after some sixty bytes of wrapping.
  changed[100] = 0x01 ^ (changed[100] ?? 0);
  return changed;
}
