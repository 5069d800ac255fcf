import type { Reason, SignerReport, Warning } from '#exchange/signature/own/cms/report.ts';
import type { Certificate } from '#exchange/signature/own/x509/certificate.ts';
import { readIdentity, type Identity } from '#exchange/signature/own/x509/identity.ts';
import { firstOf } from '#exchange/signature/own/x509/names.ts';
import { nameOids } from '#exchange/signature/own/x509/oids.ts';
import { formatInstant } from '#ui/format/time.ts';
import type { Trust } from './basis.ts';
import { maskCode, maskNumbers } from './mask.ts';
import { reasonTexts, warningTexts } from './reasons/texts.uk.ts';
import { texts } from './texts.uk.ts';
import { say, type CheckTone, type Fact, type Finding, type SignerView } from './view.ts';

/** Faults that only say that nobody was there to compare with. */
const faultsWithoutList: ReadonlySet<Reason> = new Set<Reason>([
  'issuer-unknown',
  'timestamp-authority-untrusted',
  'content-timestamp-authority-untrusted',
]);

/** Whether a signature is genuine but stands alone, since there is no list to check it by. */
export function isUnproved({ certificate, reasons }: SignerReport, trust: Trust): boolean {
  if (trust.state === 'listed' || certificate === undefined) return false;
  return reasons.length > 0 && reasons.every((reason) => faultsWithoutList.has(reason));
}

export function toneOf(report: SignerReport, trust: Trust): CheckTone {
  if (report.verdict === 'valid') return 'good';
  return report.verdict === 'pending' || isUnproved(report, trust) ? 'warn' : 'bad';
}

/** A signer in words: who, when, what is proved and what is not. */
export function signerView(report: SignerReport, trust: Trust): SignerView {
  const unproved = isUnproved(report, trust);
  const identity = report.identity ?? (unproved ? claimed(report.certificate) : undefined);
  const state = unproved ? 'unproved' : report.verdict;
  return {
    tone: toneOf(report, trust),
    state: texts.states[state],
    name: identity === undefined ? texts.nobody : nameOf(identity),
    summary: summaryOf(identity, report),
    facts: identity === undefined ? [] : factsOf(identity, report),
    findings: findingsOf(report, { unproved, identity }),
  };
}

/** What the certificate says of itself, not compared with anything. */
function claimed(certificate: Certificate | undefined): Identity | undefined {
  const reading =
    certificate === undefined ? undefined : readIdentity(certificate, { isQualified: false });
  return reading?.ok === true ? reading.identity : undefined;
}

export function nameOf({ kind, surname, givenName, commonName, organization }: Identity): string {
  if (kind === 'seal') return maskNumbers(organization ?? commonName);
  const isWhole = surname !== undefined && givenName !== undefined;
  return maskNumbers(isWhole ? `${surname} ${givenName}` : commonName);
}

function summaryOf(identity: Identity | undefined, report: SignerReport): string {
  if (identity === undefined) return texts.nobody;
  const { kind, organization = '' } = identity;
  const body = kind === 'official' ? maskNumbers(organization) : texts.kinds[kind];
  return texts.summary({ name: nameOf(identity), body, when: whenOf(report) });
}

function factsOf(identity: Identity, report: SignerReport): readonly Fact[] {
  const { kind, organization, edrpou, title, rnokpp, passport, qualification } = identity;
  const mark = kind === 'seal' ? texts.seals : texts.signatures;
  const [, issuer] = report.path;
  const rows: readonly (readonly [string, string | undefined])[] = [
    [texts.role, texts.kinds[kind]],
    [texts.organization, kind === 'seal' ? undefined : organization],
    [texts.edrpou, edrpou],
    [texts.position, title],
    [texts.rnokpp, rnokpp === undefined ? undefined : maskCode(rnokpp)],
    [texts.passport, passport === undefined ? undefined : maskCode(passport)],
    [texts.mark, mark[qualification]],
    [texts.when, whenOf(report)],
    [texts.issuer, issuer === undefined ? undefined : issuerName(issuer)],
  ];
  return rows.flatMap(([term, value]) =>
    value === undefined || value === '' ? [] : [{ term, value: masked(term, value) }],
  );
}

/** The code of a body has eight digits; anything longer in words is a person's. */
function masked(term: string, value: string): string {
  return term === texts.edrpou ? value : maskNumbers(value);
}

function whenOf({ time, claimedAt }: SignerReport): string {
  if (time.source === 'timestamp') return texts.stamped(formatInstant(time.at));
  return claimedAt === undefined ? texts.timeUnknown : texts.claimed(formatInstant(claimedAt));
}

function issuerName({ subject }: Certificate): string {
  const names = [nameOids.commonName, nameOids.organization].map((oid) => firstOf(subject, oid));
  return names.find((name) => name !== undefined && name !== '') ?? texts.unnamed;
}

interface Known {
  readonly unproved: boolean;
  readonly identity: Identity | undefined;
}

/** The moment of a check says nothing against an earlier time that the signer claims. */
function mattersFor({ time }: SignerReport): (warning: Warning) => boolean {
  return (warning) => warning !== 'claimed-time-differs' || time.source === 'timestamp';
}

function findingsOf(report: SignerReport, { unproved, identity }: Known): readonly Finding[] {
  const { certificate, reasons, warnings, verdict } = report;
  const wrong = new Set(reasons.map((reason) => reasonOf(reason, unproved)));
  return [
    ...say('good', certificate === undefined ? undefined : texts.unchanged),
    ...provedOf(report),
    ...say(verdict === 'invalid' && !unproved ? 'bad' : 'warn', ...wrong),
    ...timeFindings(report),
    ...say('warn', ...warnings.filter(mattersFor(report)).map((warning) => warningTexts[warning])),
    ...say('note', identity?.kind === 'official' ? texts.rightsNotProved : undefined),
  ];
}

function reasonOf(reason: Reason, unproved: boolean): string {
  return unproved && faultsWithoutList.has(reason) ? texts.noListForSigner : reasonTexts[reason];
}

function provedOf({ path, time, revocation, contentStampedAt }: SignerReport): readonly Finding[] {
  const [, issuer] = path;
  const { source, toldAt } = revocation;
  return say(
    'good',
    issuer === undefined ? undefined : texts.issuedByTrusted(issuerName(issuer)),
    time.source === 'timestamp' ? texts.provedTime(formatInstant(time.at)) : undefined,
    contentStampedAt === undefined ? undefined : texts.contentTime(formatInstant(contentStampedAt)),
    toldAt === undefined || source === 'none'
      ? undefined
      : texts.notRevoked[source](formatInstant(toldAt)),
  );
}

function timeFindings({ certificate, time, claimedAt }: SignerReport): readonly Finding[] {
  if (certificate === undefined || time.source === 'timestamp') return [];
  return say(
    'warn',
    texts.timeNotProved(formatInstant(time.at)),
    claimedAt === undefined ? undefined : texts.ownWord(formatInstant(claimedAt)),
  );
}
