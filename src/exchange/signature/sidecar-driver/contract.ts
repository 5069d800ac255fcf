import { z } from 'zod';
import type { SignatureTrouble, SignaturePolicy } from '#engine/signature/ports.ts';
import { parseEdrpou, parseRnokpp } from '#kernel/identifiers.ts';

/** The contract with a module, version 1: docs/operations/signature-sidecar.md says it in words. */
const contractVersion = 1;

export type Method = 'VERSION' | 'VERIFY' | 'INSPECT' | 'SIGN' | 'PROLONG' | 'ENVELOPE' | 'OPEN';

/** Any answer, before it is known what it answers. */
export const answerSchema = z.object({
  id: z.string().max(40),
  errorCode: z.int().min(0).max(65_535),
  error: z.string().max(500).optional(),
  result: z.unknown().optional(),
});
export type ModuleAnswer = z.infer<typeof answerSchema>;

/** What a module says it could not do; a code that is not here is trouble of the module itself. */
export const troubleOfCode: ReadonlyMap<number, SignatureTrouble['code']> = new Map([
  [3, 'unavailable'],
  [4, 'no-key'],
  [5, 'no-timestamp'],
  [6, 'not-valid'],
  [7, 'cannot-open'],
]);

/** Methods that may answer so; a verification has findings and never an error. */
export const codesOfMethod: Readonly<Record<Method, readonly number[]>> = {
  VERSION: [],
  VERIFY: [],
  INSPECT: [],
  SIGN: [4],
  PROLONG: [5, 6],
  ENVELOPE: [7],
  OPEN: [4, 7],
};

export const versionSchema = z.object({
  contract: z.literal(contractVersion),
  name: z.string().min(1).max(100),
  version: z.string().min(1).max(100),
});

/** Reasons and warnings: codes like our own, in words that the page of documents knows or shows. */
const code = z.string().regex(/^[a-z][a-z0-9-]{0,59}$/);
const codesMax = 32;
const codes = z.array(code).max(codesMax);
const signersMax = 16;
const verdict = z.enum(['valid', 'invalid', 'pending']);
const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime({ offset: true }).transform((text) => Temporal.Instant.from(text));
const text = z.string().min(1).max(300);

/** Every field is there, with null where there is nothing: what was forgotten is a defect. */
function orNothing<T extends z.ZodType>(schema: T) {
  return schema.nullable().transform((value) => value ?? undefined);
}

const identity = z
  .object({
    kind: z.enum(['person', 'official', 'seal']),
    qualification: z.enum(['qualified', 'advanced-on-qualified', 'not-qualified']),
    commonName: text,
    title: orNothing(text),
    organization: orNothing(text),
    rnokpp: orNothing(z.string().refine(isWritten(parseRnokpp))),
    passport: orNothing(z.string().regex(/^(?:\p{Lu}{2}\d{6}|\d{9})$/u)),
    edrpou: orNothing(z.string().refine(isWritten(parseEdrpou))),
  })
  .refine(({ kind, rnokpp, passport, edrpou }) => {
    const isPerson = (rnokpp === undefined) !== (passport === undefined);
    if (kind === 'seal') return !isPerson && rnokpp === undefined && edrpou !== undefined;
    return isPerson && (kind === 'official') === (edrpou !== undefined);
  }, 'codes that do not make this kind of signer');

/** Exactly as certificates have it: a code that needs tidying up is none. */
function isWritten(parse: typeof parseRnokpp | typeof parseEdrpou) {
  return (given: string): boolean => {
    const parsed = parse(given);
    return parsed.ok && parsed.value === given;
  };
}

const signer = z
  .object({
    verdict,
    reasons: codes,
    warnings: codes,
    identity: orNothing(identity),
    level: z.enum(['BES', 'T', 'XL']),
    time: z.object({ at: instant, source: z.enum(['timestamp', 'receipt']) }),
    revocation: z.object({ source: code, toldAt: orNothing(instant) }),
  })
  .refine((one) => (one.verdict === 'valid') === (one.reasons.length === 0), 'reasons')
  .refine(
    (one) =>
      one.verdict !== 'valid' ||
      (one.identity !== undefined && one.revocation.toldAt !== undefined),
    'valid, but nobody is named or nobody has told that it is not revoked',
  )
  .refine((one) => one.time.source === 'receipt' || one.level !== 'BES', 'level');

const findings = z
  .object({ verdict, reasons: codes, signers: z.array(signer).max(signersMax) })
  .refine(
    ({ verdict: whole, reasons, signers }) => whole === togetherOf(reasons, signers),
    'the whole does not follow from its parts',
  );

/** What several signers come to together: nobody at all is never valid. */
function togetherOf(
  reasons: readonly string[],
  signers: readonly { readonly verdict: z.infer<typeof verdict> }[],
): z.infer<typeof verdict> {
  if (reasons.length > 0 || signers.length === 0) return 'invalid';
  if (signers.some((one) => one.verdict === 'invalid')) return 'invalid';
  return signers.every((one) => one.verdict === 'valid') ? 'valid' : 'pending';
}

/** What a verification was asked about: the answer must be about the same. */
export interface Asked {
  readonly signatureSha256: string;
  readonly contentSha256: string;
  readonly receivedAt: Temporal.Instant;
  readonly policy: SignaturePolicy | undefined;
}

export function verifySchema(asked: Asked) {
  return z
    .object({ signatureSha256: sha256, contentSha256: sha256, findings })
    .refine(
      (answer) =>
        answer.signatureSha256 === asked.signatureSha256 &&
        answer.contentSha256 === asked.contentSha256,
      'an answer about something else',
    )
    .refine((answer) => answer.findings.signers.every((one) => isTimely(one, asked)), 'time')
    .refine(
      (answer) => answer.findings.signers.every((one) => isWanted(one, asked.policy)),
      'valid against the policy',
    )
    .transform((answer) => answer.findings);
}

type ToldSigner = z.infer<typeof signer>;

/** Without a stamp the best time is the receipt that we told, and nothing else. */
function isTimely({ time }: ToldSigner, { receivedAt }: Asked): boolean {
  return time.source === 'timestamp' || time.at.equals(receivedAt);
}

function isWanted(told: ToldSigner, policy: SignaturePolicy | undefined): boolean {
  if (told.verdict !== 'valid' || told.identity === undefined) return true;
  const { kind, qualification } = told.identity;
  return (
    policy?.kinds?.includes(kind) !== false &&
    policy?.qualifications?.includes(qualification) !== false
  );
}

export function inspectSchema(certificateSha256: string) {
  return z
    .object({
      certificateSha256: z.literal(certificateSha256),
      verdict,
      reasons: codes,
      identity: orNothing(identity),
      isForAgreement: z.boolean(),
    })
    .refine((one) => (one.verdict === 'valid') === (one.reasons.length === 0), 'reasons')
    .refine((one) => one.verdict !== 'valid' || one.identity !== undefined, 'nobody is named')
    .transform(({ verdict: found, reasons, identity: named, isForAgreement }) => ({
      ...{ verdict: found, reasons, identity: named, isForAgreement },
    }));
}

export const signatureSchema = z.object({ signature: bytes }).transform((one) => one.signature);
export const envelopeSchema = z.object({ envelope: bytes }).transform((one) => one.envelope);
export const contentSchema = z.object({ content: bytes }).transform((one) => one.content);
