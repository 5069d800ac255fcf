import { contentOids } from '#exchange/signature/own/cms/oids.ts';
import { signContent } from '#exchange/signature/own/cms/sign.ts';
import {
  encodeTimeStampInfo,
  encodeTimeStampResponse,
  readTimeStampRequest,
} from '#exchange/signature/own/cms/timestamp-info.ts';
import { toUnsigned } from '#exchange/signature/own/der/bytes.ts';
import type { Authority } from './authority.ts';
import type { AuthorityFaults } from './faults.ts';
import { signingKeyOf } from './issue.ts';
import { derivedBytes, playKey } from './keys.ts';

type Fault = AuthorityFaults['tsp'];

const rejection = 2;
const futureHours = 2;
/** Policy of the play authority; of nobody's arc but the examples' (2.999). */
const policy = '2.999.1';

/** A TimeStampResp to a TimeStampReq; throws DerError when the request cannot be read. */
export async function stampTime(
  authority: Authority,
  bytes: Uint8Array,
  fault?: Fault,
): Promise<Uint8Array> {
  const { imprint, nonce } = readTimeStampRequest(bytes);
  if (fault === 'refused') return encodeTimeStampResponse({ status: rejection });
  if (fault === 'malformed') return Uint8Array.of(0x30, 0x80, 0, 0);
  const hash =
    fault === 'wrong-imprint' ? derivedBytes('wrong', 'hash', imprint.hash.length) : imprint.hash;
  const now = authority.options.clock.now();
  const info = encodeTimeStampInfo({
    policy,
    imprint: { ...imprint, hash },
    serialNumber: toUnsigned(imprint.hash.subarray(0, 8)),
    generatedAt: fault === 'from-the-future' ? now.add({ hours: futureHours }) : now,
    nonce: fault === 'wrong-nonce' && nonce !== undefined ? nonce + 1n : nonce,
  });
  const kind = authority.options.hierarchy === 'dstu' ? 'm257' : 'p256';
  const key = signingKeyOf(authority.timeStamping);
  const token = await signContent({
    key:
      fault === 'other-signer'
        ? { ...key, sign: (await playKey('somebody', 'else', kind)).sign }
        : key,
    content: info,
    contentType: contentOids.timeStampInfo,
    chain: [authority.authority.certificate],
  });
  return encodeTimeStampResponse({ token });
}
