import { DerError } from '../der/error.ts';
import { time } from '../der/values.ts';
import type { Certificate } from '../x509/certificate.ts';
import { readIdentity, type Identity } from '../x509/identity.ts';
import { purposeOids } from '../x509/oids.ts';
import { findPath } from '../x509/path.ts';
import { clockSkew } from '../x509/ocsp-check.ts';
import { isQualified } from '../x509/trust-list.ts';
import { single } from './attributes.ts';
import { attributeOids } from './oids.ts';
import { areReferencesMet } from './references.ts';
import { levels } from './report.ts';
import type { BestTime, Level, Reason, SignerReport, Verdict, Warning } from './report.ts';
import { evidenceOf, type Evidence } from './revocation-values.ts';
import { isDiscredited, statusAt, type RevocationStatus } from './revocation.ts';
import { checkSigner, type SignerQuestion } from './signer-check.ts';
import { readStamps, type Stamps } from './stamps.ts';
import type { Work } from '../x509/work.ts';
import type { VerificationContext } from './context.ts';

/** What is known so far; grows from step to step. */
interface Findings {
  readonly invalid: Reason[];
  readonly pending: Reason[];
  readonly warnings: Set<Warning>;
  certificate?: Certificate;
  identity?: Identity;
  time: BestTime;
  stamps?: Stamps;
  claimedAt?: Temporal.Instant;
  path: readonly Certificate[];
  statuses: readonly RevocationStatus[];
  stamperStatuses: readonly RevocationStatus[];
  hasReferences: boolean;
}

/** Everything that can be said of one signer, the cheap refusals before the dear ones. */
export async function reportSigner(
  question: SignerQuestion,
  context: VerificationContext,
): Promise<SignerReport> {
  const findings: Findings = {
    invalid: [],
    pending: [],
    warnings: new Set(),
    time: { at: context.receivedAt, source: 'receipt' },
    path: [],
    statuses: [],
    stamperStatuses: [],
    hasReferences: true,
  };
  try {
    await examine(findings, question, context);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    findings.invalid.push('malformed');
  }
  return conclude(findings, context);
}

async function examine(
  findings: Findings,
  question: SignerQuestion,
  context: VerificationContext,
): Promise<void> {
  const { work } = question;
  const others = context.certificates ?? [];
  const check = await checkSigner({ ...question, others });
  if (!check.ok) {
    findings.invalid.push(check.fault);
    return;
  }
  findings.certificate = check.certificate;
  work.read(question.signer.node.raw.length);
  const evidence = evidenceOf(question.data, question.signer);
  findings.hasReferences = await areReferencesMet(question.signer.unsigned, evidence, work);
  if (!findings.hasReferences) findings.warnings.add('references-without-values');
  const certificates = [...evidence.certificates, ...others];
  findings.stamps = await readStamps(question, { ...context, others: certificates });
  findings.invalid.push(...findings.stamps.faults);
  decideTime(findings, question, context);
  if (!maySignDocuments(check.certificate)) findings.invalid.push('key-usage-wrong');
  const found = await findPath({
    certificate: check.certificate,
    others: certificates,
    trust: context.trust,
    at: findings.time.at,
    work,
    ...(context.cache === undefined ? {} : { cache: context.cache }),
  });
  if (!found.ok) {
    findings.invalid.push(found.fault);
    return;
  }
  findings.path = found.path;
  decideIdentity(findings, context);
  // What is refused anyway is not asked about.
  if (findings.invalid.length === 0) await decideRevocation(findings, { evidence, context, work });
}

/** Never the signer's own claim: a trusted stamp, else the receipt; of both the earlier. */
function decideTime(
  findings: Findings,
  { signer }: SignerQuestion,
  { receivedAt }: VerificationContext,
): void {
  const stampedAt = findings.stamps?.signatureAt;
  if (stampedAt !== undefined) {
    const isLater = Temporal.Instant.compare(stampedAt, receivedAt.add(clockSkew)) > 0;
    if (isLater) findings.warnings.add('stamped-after-receipt');
    else findings.time = { at: stampedAt, source: 'timestamp' };
  }
  const attributes = signer.signed?.attributes ?? new Map();
  const claimedAt = single(attributes, attributeOids.signingTime, time);
  if (claimedAt === undefined) return;
  findings.claimedAt = claimedAt;
  const hours = Math.abs(claimedAt.since(findings.time.at).total('hours'));
  if (hours > claimedTimeDifferenceHoursMax) findings.warnings.add('claimed-time-differs');
}

/** A document may wait for a day before it is sent. */
const claimedTimeDifferenceHoursMax = 24;

function maySignDocuments({ extensions }: Certificate): boolean {
  const { keyUsage, basicConstraints, purposes } = extensions;
  if (keyUsage?.has('nonRepudiation') !== true) return false;
  if (basicConstraints?.isAuthority === true) return false;
  if (purposes === undefined) return true;
  const isOfService = purposes.oids.some((oid) => servicePurposes.has(oid));
  return !isOfService && purposes.oids.some((oid) => documentPurposes.has(oid));
}

/** Whoever stamps time or tells status signs nothing else. */
const servicePurposes: ReadonlySet<string> = new Set([
  purposeOids.timeStamping,
  purposeOids.ocspSigning,
]);

/** Of a certificate that says what it is for, one must be among these. */
const documentPurposes: ReadonlySet<string> = new Set([
  purposeOids.any,
  purposeOids.emailProtection,
  purposeOids.documentSigning,
  purposeOids.documentSigningToo,
  purposeOids.ukrainianSeal,
]);

function decideIdentity(findings: Findings, { trust }: VerificationContext): void {
  const { path, time: best } = findings;
  const [certificate, anchor] = [path[0], path.at(-1)];
  if (certificate === undefined || anchor === undefined) return;
  const authority = { isQualified: isQualified(trust, anchor, best.at) };
  const reading = readIdentity(certificate, authority);
  if (!reading.ok) {
    findings.invalid.push(reading.fault);
    return;
  }
  const { identity } = reading;
  findings.identity = identity;
  if (identity.qualification === 'not-qualified') findings.warnings.add('not-qualified');
  if (identity.qualification === 'advanced-on-qualified') {
    findings.warnings.add('qualification-is-advanced');
  }
}

const unchecked: RevocationStatus = {
  state: 'undetermined',
  faults: ['timestamp-authority-unchecked'],
};

interface RevocationStep {
  readonly evidence: Evidence;
  readonly context: VerificationContext;
  readonly work: Work;
}

/** Asks of every certificate of the path but the trusted one, then of the stampers' paths. */
async function decideRevocation(findings: Findings, step: RevocationStep): Promise<void> {
  const { path, time: best, stamps } = findings;
  const statuses = await statusesOf({ path, at: best.at }, step);
  for (const status of statuses) {
    if (status.state === 'revoked') findings.invalid.push('certificate-revoked');
    if (status.state === 'unknown') findings.invalid.push('certificate-unknown-to-responder');
    if (status.state === 'good' && status.revokedLater !== undefined) {
      findings.warnings.add('certificate-revoked-later');
    }
  }
  const ofStampers: RevocationStatus[] = [];
  for (const stamp of stamps?.paths ?? []) {
    // Listed, but issued by nobody trusted: there is no one to believe that it is not revoked.
    if (stamp.path.length === 1) ofStampers.push(unchecked);
    else ofStampers.push(...(await statusesOf(stamp, step)));
  }
  if (ofStampers.some(isDiscredited)) findings.invalid.push('timestamp-authority-revoked');
  findings.statuses = statuses;
  findings.stamperStatuses = ofStampers;
  for (const status of [...statuses, ...ofStampers]) {
    if (status.state === 'undetermined') findings.pending.push(...status.faults);
  }
}

async function statusesOf(
  { path, at }: { readonly path: readonly Certificate[]; readonly at: Temporal.Instant },
  { evidence, context, work }: RevocationStep,
): Promise<readonly RevocationStatus[]> {
  const statuses: RevocationStatus[] = [];
  for (const [index, certificate] of path.entries()) {
    const issuer = path[index + 1];
    if (issuer === undefined) break;
    statuses.push(
      await statusAt({
        certificate,
        issuer,
        at,
        now: context.now,
        trust: context.trust,
        work,
        answers: evidence.answers,
        lists: evidence.lists,
        ownLists: context.lists ?? [],
        services: context.services,
      }),
    );
  }
  return statuses;
}

function levelOf(findings: Findings): Level {
  const { stamps, statuses, stamperStatuses, hasReferences, invalid } = findings;
  if (stamps?.signatureAt === undefined) return 'BES';
  const isInside =
    statuses.length > 0 &&
    [...statuses, ...stamperStatuses].every(
      (status) => status.state === 'good' && status.source === 'embedded-ocsp',
    );
  return hasReferences && isInside && invalid.length === 0 ? 'XL' : 'T';
}

function faultsOfPolicy(
  { identity, invalid }: Findings,
  level: Level,
  { policy }: VerificationContext,
): readonly Reason[] {
  if (policy === undefined || identity === undefined || invalid.length > 0) return [];
  const { levelMin = 'BES', kinds, qualifications } = policy;
  const faults: Reason[] = [];
  if (levels.indexOf(level) < levels.indexOf(levelMin)) faults.push('level-not-accepted');
  if (kinds?.includes(identity.kind) === false) faults.push('kind-not-accepted');
  if (qualifications?.includes(identity.qualification) === false) {
    faults.push('qualification-not-accepted');
  }
  return faults;
}

function conclude(findings: Findings, context: VerificationContext): SignerReport {
  const level = levelOf(findings);
  const invalid = [...findings.invalid, ...faultsOfPolicy(findings, level, context)];
  const { pending, statuses, certificate } = findings;
  const verdict: Verdict =
    invalid.length > 0 ? 'invalid' : isAllKnown(findings) ? 'valid' : 'pending';
  const [first] = statuses;
  return {
    verdict,
    reasons: [...new Set([...invalid, ...pending])],
    warnings: [...findings.warnings],
    identity: findings.identity,
    certificate,
    level,
    time: findings.time,
    contentStampedAt: findings.stamps?.contentAt,
    claimedAt: findings.claimedAt,
    revocation: {
      source: first !== undefined && 'source' in first ? first.source : 'none',
      toldAt: first?.state === 'good' ? first.toldAt : undefined,
      revokedAt: statuses.find((status) => status.state === 'revoked')?.at,
      answers: [...statuses, ...findings.stamperStatuses].flatMap((status) =>
        status.state === 'good' && status.answer !== undefined ? [status.answer.raw] : [],
      ),
    },
    path: findings.path,
  };
}

/** Valid is never the default: a path and a "good" for each of its certificates must be there. */
function isAllKnown({ path, statuses, pending, identity }: Findings): boolean {
  return (
    identity !== undefined &&
    pending.length === 0 &&
    path.length > 1 &&
    statuses.length === path.length - 1 &&
    statuses.every(({ state }) => state === 'good')
  );
}
