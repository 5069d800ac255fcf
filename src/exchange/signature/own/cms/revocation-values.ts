import * as encode from '../der/encode.ts';
import { atMost, sequence, sequenceOf } from '../der/fields.ts';
import type { DerNode } from '../der/node.ts';
import { constructedContext } from '../der/tags.ts';
import { DerError } from '../der/error.ts';
import { certificate, type Certificate } from '../x509/certificate.ts';
import { revocationList, type RevocationList } from '../x509/crl.ts';
import { ocspAnswer, type OcspAnswer } from '../x509/ocsp-response.ts';
import { single } from './attributes.ts';
import { certificatesMax, revocationValuesMax } from './limits.ts';
import { attributeOids } from './oids.ts';
import type { SignedData, SignerInfo } from './signed-data.ts';

/** What came along to validate a signature with; nothing of it is proved yet. */
export interface Evidence {
  readonly certificates: readonly Certificate[];
  readonly answers: readonly OcspAnswer[];
  readonly lists: readonly RevocationList[];
}

/** Certificates, OCSP answers and lists of the container and of one signer (RFC 5126 §6.3.3–4). */
export function evidenceOf(data: SignedData, { unsigned }: SignerInfo): Evidence {
  const certificates = single(unsigned, attributeOids.certificateValues, certificateValues);
  const revocation = single(unsigned, attributeOids.revocationValues, revocationValues);
  const evidence = {
    certificates: [...data.certificates, ...(certificates ?? [])],
    answers: [...(revocation?.answers ?? []), ...data.answers],
    lists: [...(revocation?.lists ?? []), ...data.lists],
  };
  const { answers, lists } = evidence;
  if (answers.length + lists.length > revocationValuesMax) throw new DerError('too-many-elements');
  return evidence;
}

const certificateValues = atMost(certificatesMax, sequenceOf(certificate));
const revocationLists = atMost(revocationValuesMax, sequenceOf(revocationList));
const ocspAnswers = atMost(revocationValuesMax, sequenceOf(ocspAnswer));

/** RevocationValues ::= SEQUENCE { crlVals [0], ocspVals [1], otherRevVals [2] }. */
function revocationValues(node: DerNode): Pick<Evidence, 'answers' | 'lists'> {
  return sequence(node, (fields) => {
    const lists = fields.explicit(0, revocationLists) ?? [];
    const answers = fields.explicit(1, ocspAnswers) ?? [];
    fields.optional(constructedContext(2), () => undefined);
    return { lists, answers };
  });
}

export function encodeRevocationValues(answers: readonly Uint8Array[]): Uint8Array {
  return encode.sequence(encode.explicit(1, encode.sequence(...answers)));
}
