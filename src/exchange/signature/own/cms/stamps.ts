import { DerError } from '../der/error.ts';
import type { DerNode } from '../der/node.ts';
import type { Certificate } from '../x509/certificate.ts';
import type { Path } from '../x509/path.ts';
import type { Work } from '../x509/work.ts';
import { timeStampsMax } from './limits.ts';
import { attributeOids } from './oids.ts';
import type { Reason } from './report.ts';
import type { ContentDigest, SignerQuestion } from './signer-check.ts';
import { checkTimeStamp, type TimeStampFault } from './timestamp-check.ts';
import type { VerificationContext } from './context.ts';

/** What the time stamps of a signer prove. */
export interface Stamps {
  /** The earliest trusted stamp on the signature. */
  readonly signatureAt: Temporal.Instant | undefined;
  /** The earliest trusted stamp on the content. */
  readonly contentAt: Temporal.Instant | undefined;
  /** Paths of the stampers that are right, whose revocation is yet to be found out. */
  readonly paths: readonly StampPath[];
  /** A stamp that is wrong makes the signature invalid, not stampless. */
  readonly faults: readonly Reason[];
}

export interface StampPath {
  readonly path: Path;
  readonly at: Temporal.Instant;
}

interface Context extends VerificationContext {
  readonly others: readonly Certificate[];
}

/** Checks stamps on the signature value and on the content (RFC 5126 §6.1.1, §5.11.4). */
export async function readStamps(question: SignerQuestion, context: Context): Promise<Stamps> {
  const { signer, contentDigest, work } = question;
  const onSignature = await checkAll(
    signer.unsigned.get(attributeOids.signatureTimeStamp) ?? [],
    (oid) => work.digest(oid, signer.signature),
    { ...context, work },
  );
  const onContent = await checkAll(
    signer.signed?.attributes.get(attributeOids.contentTimeStamp) ?? [],
    contentDigest,
    { ...context, work },
  );
  return {
    signatureAt: onSignature.earliest,
    contentAt: onContent.earliest,
    paths: [...onSignature.paths, ...onContent.paths],
    faults: [...onSignature.faults, ...onContent.faults.map((fault): Reason => `content-${fault}`)],
  };
}

async function checkAll(
  tokens: readonly DerNode[],
  stamped: ContentDigest,
  context: Context & { readonly work: Work },
) {
  if (tokens.length > timeStampsMax) throw new DerError('too-many-elements');
  const paths: StampPath[] = [];
  const faults: TimeStampFault[] = [];
  for (const token of tokens) {
    const check = await checkTimeStamp({ ...context, token, stamped });
    if (check.ok) paths.push({ path: check.path, at: check.info.generatedAt });
    else faults.push(check.fault);
  }
  const times = paths.map(({ at }) => at);
  const [earliest] = times.sort((a, b) => Temporal.Instant.compare(a, b));
  return { earliest, paths, faults };
}
