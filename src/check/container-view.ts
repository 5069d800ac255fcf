import type {
  AsicReport,
  AsicSignatureReport,
  CheckedFile,
} from '#exchange/signature/own/asic/verify.ts';
import type { SignerReport } from '#exchange/signature/own/cms/report.ts';
import type { Trust } from './basis.ts';
import { actsOf, documentView, registrationName, slotOf } from './document-view.ts';
import { maskNumbers } from './mask.ts';
import { containerTexts, reasonTexts } from './reasons/texts.uk.ts';
import { isUnproved, nameOf, signerView, toneOf } from './signer-view.ts';
import { texts } from './texts.uk.ts';
import { plainView, say, worst, type CheckTone, type CheckView, type FileView } from './view.ts';

interface Judged {
  readonly signature: AsicSignatureReport;
  readonly tone: CheckTone;
}

/** A container in words: its signers, and of every file whether it was signed. */
export function containerView(report: AsicReport, trust: Trust): CheckView {
  const { signatures, reasons, kind } = report;
  if (kind === undefined || signatures.length === 0) {
    const wrong = reasons.map((reason) => containerTexts[reason]);
    return plainView('bad', texts.unreadable, say('bad', ...wrong));
  }
  const judged = signatures.map((signature) => judge(signature, trust));
  const files = coverFiles(report.files, judged);
  const listed = files.map((file) => fileView(file, judged));
  const missing = signatures.flatMap((one) => one.missing).map(missingView);
  const fileViews = [...listed, ...missing];
  const acts = actsOf(files);
  const signers = judged.flatMap(({ signature }) => signersOf(signature, { trust, acts }));
  const tone = worst([...judged.map((one) => one.tone), ...fileViews.map((file) => file.tone)]);
  return {
    tone,
    ...titleOf({ tone, judged, fileViews, trust }),
    document: documentView(files, voucherOf(files, judged)),
    signers,
    files: fileViews,
    findings: signatures.flatMap(wholeFindings),
    basis: [],
  };
}

/** Files that somebody changed make all else of their signature void. */
function judge(signature: AsicSignatureReport, trust: Trust): Judged {
  const { reasons, signature: report } = signature;
  const isWhole = reasons.length === 0 && report.reasons.length === 0 && report.signers.length > 0;
  const tones = report.signers.map((signer) => toneOf(signer, trust));
  return { signature, tone: isWhole ? worst(tones) : 'bad' };
}

/** Without a list of the trusted, what fits its signature is shown all the same. */
function coverFiles(
  files: readonly CheckedFile[],
  judged: readonly Judged[],
): readonly CheckedFile[] {
  const standing = judged.filter(({ tone }) => tone !== 'bad').map(({ signature }) => signature);
  return files.map((file) => ({
    ...file,
    coveredBy: standing.filter(({ covers }) => covers.includes(file.name)).map(({ name }) => name),
  }));
}

/** Whose seal stands over the record of registration: a number is told in its name only. */
function voucherOf(files: readonly CheckedFile[], judged: readonly Judged[]): string | undefined {
  const record = files.find(({ name }) => name === registrationName);
  return judged
    .filter(({ signature }) => record?.coveredBy.includes(signature.name))
    .flatMap(({ signature }) => signature.signature.signers)
    .flatMap(({ identity }) => (identity?.kind === 'seal' ? [nameOf(identity)] : []))
    .at(0);
}

function fileView({ name, coveredBy }: CheckedFile, judged: readonly Judged[]): FileView {
  const shown = maskNumbers(name);
  if (judged.some(({ signature }) => signature.changed.includes(name))) {
    return { name: shown, tone: 'bad', note: texts.fileChanged };
  }
  const covering = judged.filter(({ signature }) => coveredBy.includes(signature.name));
  if (covering.length === 0) {
    const isClaimed = judged.some(({ signature }) => signature.covers.includes(name));
    return { name: shown, tone: 'bad', note: isClaimed ? texts.wronglySigned : texts.notSigned };
  }
  const names = covering.flatMap(({ signature }) => signature.signature.signers.map(signerName));
  const note = texts.signedBy([...new Set(names)].join(', '));
  return { name: shown, tone: worst(covering.map(({ tone }) => tone)), note };
}

function signerName({ identity, certificate }: SignerReport): string {
  if (identity !== undefined) return nameOf(identity);
  return certificate === undefined ? texts.nobody : texts.notCompared;
}

function missingView(name: string): FileView {
  return { name: maskNumbers(name), tone: 'bad', note: texts.fileMissing };
}

interface Known {
  readonly trust: Trust;
  readonly acts: ReadonlyMap<number, string>;
}

function signersOf({ name, reasons, signature }: AsicSignatureReport, { trust, acts }: Known) {
  const act = acts.get(slotOf(name));
  const wrong = say('bad', ...reasons.map((reason) => containerTexts[reason]));
  return signature.signers.map((signer) => {
    const view = signerView(signer, trust);
    const facts = act === undefined ? view.facts : [...view.facts, { term: texts.act, value: act }];
    if (wrong.length === 0) return { ...view, facts };
    const findings = [...wrong, ...view.findings.filter(({ text }) => text !== texts.unchanged)];
    return { ...view, facts, findings, tone: 'bad' as const, state: texts.states.invalid };
  });
}

function wholeFindings({ signature }: AsicSignatureReport): CheckView['findings'] {
  return say('bad', ...signature.reasons.map((reason) => reasonTexts[reason]));
}

interface Title {
  readonly tone: CheckTone;
  readonly judged: readonly Judged[];
  readonly fileViews: readonly FileView[];
  readonly trust: Trust;
}

function titleOf({ tone, judged, fileViews, trust }: Title) {
  const signers = judged.flatMap(({ signature }) => signature.signature.signers);
  if (tone === 'good') return signers.length === 1 ? texts.validOne : texts.validMany;
  if (tone === 'warn') {
    return signers.some((signer) => isUnproved(signer, trust)) ? texts.unproved : texts.pending;
  }
  const isChanged = judged.some(({ signature }) => signature.reasons.length > 0);
  if (isChanged) return texts.changed;
  const isForged = judged.some((one) => one.tone === 'bad');
  const isUncovered = fileViews.some((file) => file.tone === 'bad');
  return !isForged && isUncovered ? texts.notCovered : texts.invalid;
}
