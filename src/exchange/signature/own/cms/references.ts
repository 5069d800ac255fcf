import { sameBytes } from '../der/bytes.ts';
import { atMost, sequence, sequenceOf } from '../der/fields.ts';
import type { DerNode } from '../der/node.ts';
import { tags } from '../der/tags.ts';
import { generalizedTime, octets } from '../der/values.ts';
import { algorithmIdentifier } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { digestOids } from '../x509/oids.ts';
import type { OcspAnswer } from '../x509/ocsp-response.ts';
import type { Work } from '../x509/work.ts';
import { single, type Attributes } from './attributes.ts';
import { certificatesMax, revocationValuesMax } from './limits.ts';
import { attributeOids } from './oids.ts';
import { isIssuerSerialOf, issuerSerial, type IssuerSerial } from './signing-certificate.ts';

/** OtherHash, RFC 5126 §5.8.1: bare octets are a SHA-1. */
interface OtherHash {
  readonly digest: string;
  readonly hash: Uint8Array;
}

function otherHash(node: DerNode): OtherHash {
  if (node.tag === tags.octetString) return { digest: digestOids.sha1, hash: octets(node) };
  return sequence(node, (fields) => ({
    digest: fields.required(algorithmIdentifier).oid,
    hash: fields.required(octets),
  }));
}

interface CertificateReference {
  readonly hash: OtherHash;
  readonly issuerSerial: IssuerSerial | undefined;
}

/** OtherCertID in CompleteCertificateRefs, RFC 5126 §6.2.1. */
function certificateReference(node: DerNode): CertificateReference {
  return sequence(node, (fields) => ({
    hash: fields.required(otherHash),
    issuerSerial: fields.optional(tags.sequence, issuerSerial),
  }));
}

const certificatesListed = atMost(certificatesMax, sequenceOf(certificateReference));

interface AnswerReference {
  readonly producedAt: Temporal.Instant;
  readonly hash: OtherHash | undefined;
}

/** CrlOcspRef in CompleteRevocationRefs, RFC 5126 §6.2.2: what it says of OCSP answers. */
function answerReferences(node: DerNode): readonly AnswerReference[] {
  return sequence(node, (fields) => {
    fields.explicit(0, () => undefined);
    const listed = fields.explicit(1, (list) =>
      sequence(list, (inner) => inner.required(answersListed)),
    );
    fields.explicit(2, () => undefined);
    return listed ?? [];
  });
}

const answersListed = atMost(revocationValuesMax, sequenceOf(answerReference));

function answerReference(node: DerNode): AnswerReference {
  return sequence(node, (fields) => ({
    producedAt: fields.required((id) =>
      sequence(id, (inner) => {
        inner.required(() => undefined);
        return inner.required(generalizedTime);
      }),
    ),
    hash: fields.optionalOneOf([tags.octetString, tags.sequence], otherHash),
  }));
}

/** CompleteRevocationRefs: one CrlOcspRef for each certificate. */
const answersOfAll = atMost(certificatesMax, sequenceOf(answerReferences));

export interface Referenced {
  readonly certificates: readonly Certificate[];
  readonly answers: readonly OcspAnswer[];
}

/**
 * Whether everything that the references of CAdES-C name is among the values; true when there are
 * no references, which nobody needs to validate.
 */
export async function areReferencesMet(
  unsigned: Attributes,
  { certificates, answers }: Referenced,
  work: Work,
): Promise<boolean> {
  const { certificateRefs, revocationRefs } = attributeOids;
  const named = single(unsigned, certificateRefs, certificatesListed) ?? [];
  for (const { hash, issuerSerial: id } of named) {
    const found = await findByHash(certificates, hash, work);
    if (found === undefined) return false;
    if (id !== undefined && !isIssuerSerialOf(id, found)) return false;
  }
  const answered = single(unsigned, revocationRefs, answersOfAll)?.flat() ?? [];
  for (const { hash, producedAt } of answered) {
    const found = hash === undefined ? undefined : await findByHash(answers, hash, work);
    if (found === undefined || !found.producedAt.equals(producedAt)) return false;
  }
  return true;
}

async function findByHash<T extends { readonly raw: Uint8Array }>(
  values: readonly T[],
  { digest: oid, hash }: OtherHash,
  work: Work,
): Promise<T | undefined> {
  for (const value of values) {
    const actual = await work.digest(oid, value.raw);
    if (actual !== undefined && sameBytes(actual, hash)) return value;
  }
  return undefined;
}
