import { verifyAsic } from '#exchange/signature/own/asic/verify.ts';
import type { VerificationContext } from '#exchange/signature/own/cms/context.ts';
import type { SignatureReport } from '#exchange/signature/own/cms/report.ts';
import { verifySignature } from '#exchange/signature/own/cms/verify.ts';
import { formatInstant } from '#ui/format/time.ts';
import { openTrust, type GivenBasis, type Trust } from './basis.ts';
import { containerView } from './container-view.ts';
import { tellApart, type Given, type GivenFile } from './given.ts';
import { checkLimits, mebibytes } from './limits.ts';
import { maskNumbers } from './mask.ts';
import { proofView } from './proof/view.ts';
import { reasonTexts } from './reasons/texts.uk.ts';
import { isUnproved, signerView, toneOf } from './signer-view.ts';
import { texts } from './texts.uk.ts';
import { plainView, say, worst, type CheckView, type Finding } from './view.ts';

export interface Inspection {
  readonly files: readonly GivenFile[];
  readonly basis: GivenBasis;
  readonly now: Temporal.Instant;
  readonly where: 'browser' | 'server';
}

/**
 * Says what is certain of a document with its signature, a container or a proof, and what is not.
 * Asks nobody: what cannot be known from inside is said to be unknown.
 * @law 1039:74 1039:10.16
 */
export async function inspect({ files, basis, now, where }: Inspection): Promise<CheckView> {
  const bytesMax = where === 'server' ? checkLimits.serverBytesMax : checkLimits.browserBytesMax;
  if (files.some(({ bytes }) => bytes.length > bytesMax)) return tooLargeView(bytesMax);
  const given = tellApart(files.filter(({ bytes }) => bytes.length > 0));
  const checkedAt = formatInstant(now);
  const words = where === 'server' ? texts.checkedOnServer : texts.checkedAt;
  const checked = say('note', words(checkedAt));
  if (given.kind === 'unknown') return unknownView(given.why);
  if (given.kind === 'proof') {
    const view = await proofView(textOf(given.file), basis.auditKeys);
    return { ...view, basis: checked };
  }
  const trust = await openTrust(basis, now);
  const context: VerificationContext = {
    trust: trust.state === 'listed' ? trust.list : { services: [] },
    receivedAt: now,
    now,
    cache: new Set<string>(),
  };
  const view = await signedView(given, { trust, context });
  if (view.signers.length === 0) return view;
  return {
    ...view,
    basis: [...trustFindings(trust), ...checked, ...say('note', texts.noNetwork)],
  };
}

export function tooLargeView(bytesMax: number): CheckView {
  return plainView('warn', texts.tooLarge(mebibytes(bytesMax)));
}

/** The check itself came to nothing: that says nothing of the signature. */
export function failedView(why: 'failed' | 'busy'): CheckView {
  return plainView('warn', texts[why]);
}

function textOf({ bytes }: GivenFile): string {
  return bytes.length > checkLimits.proofBytesMax ? '' : new TextDecoder().decode(bytes);
}

function unknownView(why: Extract<Given, { kind: 'unknown' }>['why']): CheckView {
  if (why === 'nothing') return plainView('warn', texts.nothing);
  if (why === 'pdf') return plainView('warn', texts.pdf, say('note', texts.pdfHelp));
  return plainView('warn', texts.noSignature, say('note', texts.noSignatureHelp));
}

interface Means {
  readonly trust: Trust;
  readonly context: VerificationContext;
}

async function signedView(
  given: Extract<Given, { kind: 'container' | 'signature' }>,
  { trust, context }: Means,
): Promise<CheckView> {
  if (given.kind === 'container') {
    return containerView(await verifyAsic(given.file.bytes, context), trust);
  }
  const { signature, document } = given;
  const report = await verifySignature({
    ...context,
    signature: signature.bytes,
    ...(document === undefined ? {} : { content: document.bytes }),
  });
  const isMissing = report.signers.some(({ reasons }) => reasons.includes('content-missing'));
  if (isMissing && document === undefined) return plainView('warn', texts.needsDocument);
  return signatureView(report, { given, trust });
}

interface Signed {
  readonly given: Extract<Given, { kind: 'signature' }>;
  readonly trust: Trust;
}

function signatureView(report: SignatureReport, { given, trust }: Signed): CheckView {
  const { signers, reasons } = report;
  const tone = reasons.length > 0 ? 'bad' : worst(signers.map((signer) => toneOf(signer, trust)));
  const title = titleOf(signers.length, {
    tone,
    isUnproved: signers.some((signer) => isUnproved(signer, trust)),
  });
  const views = signers.map((signer) => signerView(signer, trust));
  const name = given.document?.name ?? given.signature.name;
  const note =
    given.document === undefined
      ? texts.inside
      : texts.signedBy(views.map((signer) => signer.name).join(', '));
  return {
    tone,
    ...title,
    document: undefined,
    signers: views,
    files: tone === 'bad' ? [] : [{ name: maskNumbers(name), tone, note }],
    findings: say('bad', ...reasons.map((reason) => reasonTexts[reason])),
    basis: [],
  };
}

function titleOf(
  count: number,
  { tone, isUnproved: unproved }: { tone: CheckView['tone']; isUnproved: boolean },
) {
  if (tone === 'bad') return texts.invalid;
  if (tone === 'warn') return unproved ? texts.unproved : texts.pending;
  return count === 1 ? texts.validOne : texts.validMany;
}

function trustFindings(trust: Trust): readonly Finding[] {
  if (trust.state === 'none') {
    return say('warn', trust.why === 'not-set' ? texts.noList : texts.listRefused);
  }
  const { number, issuedAt, nextUpdate } = trust.list;
  return [
    ...say('note', texts.listed(String(number), formatInstant(issuedAt))),
    ...say('warn', trust.isStale ? texts.listIsStale(formatInstant(nextUpdate)) : undefined),
  ];
}
