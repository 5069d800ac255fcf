import * as encode from '../der/encode.ts';
import { sequence, sequenceOf } from '../der/fields.ts';
import { readDer } from '../der/node.ts';
import { constructedContext } from '../der/tags.ts';
import { octets, smallInteger } from '../der/values.ts';
import { certificateId, encodeCertificateId } from './certificate-id.ts';
import type { CertificateId, Issued } from './certificate-id.ts';
import { extensions } from './extension-values.ts';
import { digestOids, ocspOids } from './oids.ts';
import { DerError } from '../der/error.ts';

/** RFC 9654 §2.1 wants 32 bytes of new nonces. */
export const nonceBytes = 32;

/** The digest that a responder surely knows: the one its own authority signs with. */
function idDigestOf({ issuer }: Issued): string {
  return issuer.publicKey.kind === 'dstu' ? digestOids.gost34311 : digestOids.sha256;
}

/** An OCSPRequest about one certificate (RFC 6960 §4.1.1). */
export async function encodeOcspRequest(issued: Issued, nonce: Uint8Array): Promise<Uint8Array> {
  const id = await encodeCertificateId(issued, idDigestOf(issued));
  const nonceExtension = encodeExtension(ocspOids.nonce, encode.octets(nonce));
  const request = encode.sequence(
    encode.sequence(encode.sequence(id)),
    encode.explicit(2, encode.sequence(nonceExtension)),
  );
  return encode.sequence(request);
}

export interface OcspRequest {
  readonly ids: readonly CertificateId[];
  readonly nonce: Uint8Array | undefined;
}

/** Reads a request, as a responder does; its own signature, which is optional, is not looked at. */
export function readOcspRequest(bytes: Uint8Array): OcspRequest {
  return sequence(readDer(bytes), (outer) => {
    const request = outer.required((node) =>
      sequence(node, (fields) => {
        if ((fields.explicit(0, smallInteger) ?? 0) !== 0) throw new DerError('unexpected-value');
        fields.optional(constructedContext(1), () => undefined);
        const ids = fields.required(
          sequenceOf((one) =>
            sequence(one, (inner) => {
              const id = inner.required(certificateId);
              inner.optional(constructedContext(0), () => undefined);
              return id;
            }),
          ),
        );
        const nonce = fields.explicit(2, extensions)?.get(ocspOids.nonce)?.value;
        return { ids, nonce: nonce === undefined ? undefined : octets(readDer(nonce)) };
      }),
    );
    outer.optional(constructedContext(0), () => undefined);
    return request;
  });
}

/** Extension with `value` inside its OCTET STRING; critical only when said. */
export function encodeExtension(
  oid: string,
  value: Uint8Array,
  { critical = false } = {},
): Uint8Array {
  return encode.sequence(
    encode.oid(oid),
    critical ? encode.boolean(true) : undefined,
    encode.octets(value),
  );
}
