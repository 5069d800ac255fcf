import * as encode from '../der/encode.ts';
import { encodeAlgorithm } from '../x509/algorithm.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readOcspAnswer } from '../x509/ocsp-response.ts';
import { digest } from '../x509/primitives.ts';
import {
  encodeIssuerSerial,
  encodeSignedData,
  partsOf,
  withUnsigned,
  type NewAttribute,
} from './build.ts';
import type { VerificationContext } from './context.ts';
import { attributeOids } from './oids.ts';
import { askTimeStamp, type StampFault } from './online.ts';
import type { SignatureReport, SignerReport } from './report.ts';
import { encodeRevocationValues } from './revocation-values.ts';
import { readSignedData, type SignerInfo } from './signed-data.ts';
import { verifySignature, type Verification } from './verify.ts';

export type UpgradeFault = StampFault | 'no-timestamp-address' | 'not-valid';

export type Upgrade =
  | { readonly ok: true; readonly signature: Uint8Array }
  | { readonly ok: false; readonly fault: UpgradeFault; readonly report?: SignatureReport };

export interface UpgradeQuestion extends Verification {
  readonly services: NonNullable<VerificationContext['services']>;
  /** Where stamps are got; without it, where each signer's certificate says. */
  readonly timeStampUrl?: string;
}

/**
 * CAdES-T: stamps every signature that has no stamp yet. Nobody is asked, and no address of anybody
 * is believed, before all signers are genuine and have a path; their revocation may be unknown yet.
 */
export async function upgradeToT(question: UpgradeQuestion): Promise<Upgrade> {
  const { services: _notAsked, policy: _notYet, ...verification } = question;
  const report = await verifySignature(verification);
  if (report.verdict === 'invalid') return { ok: false, fault: 'not-valid', report };
  const data = readSignedData(question.signature, { attributeOrder: 'as-signed' });
  const signers: Uint8Array[] = [];
  for (const [at, signer] of data.signers.entries()) {
    if (signer.unsigned.has(attributeOids.signatureTimeStamp)) {
      signers.push(signer.node.raw);
      continue;
    }
    const stamp = await stampSigner(signer, report.signers[at]?.path ?? [], question);
    if (!stamp.ok) return stamp;
    const attribute = { type: attributeOids.signatureTimeStamp, values: [stamp.token] };
    signers.push(withUnsigned(signer.node, [attribute]));
  }
  return { ok: true, signature: encodeSignedData({ ...partsOf(data), signers }) };
}

type StampOutcome =
  | { readonly ok: true; readonly token: Uint8Array }
  | { readonly ok: false; readonly fault: UpgradeFault };

async function stampSigner(
  signer: SignerInfo,
  [proved]: readonly Certificate[],
  { services, trust, now, timeStampUrl }: UpgradeQuestion,
): Promise<StampOutcome> {
  const url = timeStampUrl ?? proved?.extensions.addresses.timeStamping[0];
  if (url === undefined) return { ok: false, fault: 'no-timestamp-address' };
  const oid = signer.digestAlgorithm.oid;
  const hash = await digest(oid, signer.signature);
  if (hash === undefined) return { ok: false, fault: 'not-valid' };
  return askTimeStamp({ url, imprint: { digest: oid, hash }, services, trust, now });
}

/**
 * CAdES-X-L ("X Long"): stamps, verifies with fresh answers and puts what proved it inside. Refuses
 * when any signer is not valid: nothing is kept for good that is not proved.
 */
export async function upgradeToXL(question: UpgradeQuestion): Promise<Upgrade> {
  const stamped = await upgradeToT(question);
  if (!stamped.ok) return stamped;
  const report = await verifySignature({ ...question, signature: stamped.signature });
  if (report.verdict !== 'valid') return { ok: false, fault: 'not-valid', report };
  const data = readSignedData(stamped.signature, { attributeOrder: 'as-signed' });
  const signers: Uint8Array[] = [];
  for (const [at, signer] of data.signers.entries()) {
    const found = report.signers[at];
    if (found === undefined) return { ok: false, fault: 'not-valid', report };
    signers.push(withUnsigned(signer.node, await longValues(found, signer.digestAlgorithm.oid)));
  }
  return { ok: true, signature: encodeSignedData({ ...partsOf(data), signers }) };
}

/** References and values of RFC 5126 §6.2–6.3. */
async function longValues(
  { path, revocation }: SignerReport,
  digestOid: string,
): Promise<readonly NewAttribute[]> {
  const [, ...authorities] = path;
  const references = await Promise.all(
    authorities.map(async (one) =>
      encode.sequence(await otherHash(digestOid, one.raw), encodeIssuerSerial(one)),
    ),
  );
  const answers = await Promise.all(
    revocation.answers.map((answer) => answerReference(digestOid, answer)),
  );
  const { certificateRefs, revocationRefs, certificateValues, revocationValues } = attributeOids;
  return [
    { type: certificateRefs, values: [encode.sequence(...references)] },
    { type: revocationRefs, values: [encode.sequence(ocspReferences(answers))] },
    { type: certificateValues, values: [encode.sequence(...authorities.map(({ raw }) => raw))] },
    { type: revocationValues, values: [encodeRevocationValues(revocation.answers)] },
  ];
}

/** CrlOcspRef with OCSP references only. */
function ocspReferences(references: readonly Uint8Array[]): Uint8Array {
  const list = encode.sequence(encode.sequence(...references));
  return encode.sequence(encode.explicit(1, list));
}

async function answerReference(digestOid: string, answer: Uint8Array): Promise<Uint8Array> {
  const { responder, producedAt } = readOcspAnswer(answer);
  const id =
    'name' in responder
      ? encode.explicit(1, responder.name.raw)
      : encode.explicit(2, encode.octets(responder.keyHash));
  return encode.sequence(
    encode.sequence(id, encode.generalizedTime(producedAt)),
    await otherHash(digestOid, answer),
  );
}

/** OtherHash: OtherHashAlgAndValue. */
async function otherHash(digestOid: string, bytes: Uint8Array): Promise<Uint8Array> {
  const hash = await digest(digestOid, bytes);
  if (hash === undefined) throw new TypeError('unknown digest');
  return encode.sequence(encodeAlgorithm(digestOid, true), encode.octets(hash));
}
