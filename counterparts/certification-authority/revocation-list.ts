import * as encode from '#exchange/signature/own/der/encode.ts';
import { encodeExtension } from '#exchange/signature/own/x509/ocsp-request.ts';
import { extensionOids } from '#exchange/signature/own/x509/oids.ts';
import type { Authority } from './authority.ts';
import type { AuthorityFaults } from './faults.ts';
import { algorithmOf, playKey } from './keys.ts';

const version2 = 1;
const staleDays = 30;
const validDays = 7;

/** The list of what the authority has revoked, as of now: complete but for what is said of it. */
export async function encodeRevocationList(
  authority: Authority,
  fault?: AuthorityFaults['crl'],
  extensions: readonly Uint8Array[] = [],
): Promise<Uint8Array> {
  if (fault === 'malformed') return Uint8Array.of(0x30, 0x80, 0, 0);
  const { options, revoked } = authority;
  const now = options.clock.now();
  const from = fault === 'stale' ? now.subtract({ hours: 24 * staleDays }) : now;
  const { certificate, key } = authority.authority;
  const entries = revoked
    .entries()
    .map(([serial, { at, reason }]) =>
      encode.sequence(
        encode.integerOfHex(serial),
        encode.time(at),
        encode.sequence(encodeExtension(extensionOids.reasonCode, encode.enumerated(reason))),
      ),
    )
    .toArray();
  const number = encode.integer(Math.floor(from.epochMilliseconds / 1_000));
  const signed = encode.sequence(
    encode.integer(version2),
    algorithmOf(key),
    certificate.subject.raw,
    encode.time(from),
    encode.time(from.add({ hours: 24 * validDays })),
    entries.length === 0 ? undefined : encode.sequenceOf(entries),
    encode.explicit(
      0,
      encode.sequence(encodeExtension(extensionOids.crlNumber, number), ...extensions),
    ),
  );
  const kind = options.hierarchy === 'dstu' ? 'm257' : 'p256';
  const signer = fault === 'other-signer' ? await playKey('somebody', 'else', kind) : key;
  return encode.sequence(signed, algorithmOf(key), encode.bits(await signer.signWrapped(signed)));
}
