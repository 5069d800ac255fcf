import { createHash } from 'node:crypto';
import { z } from 'zod';
import { agreementKeyOf, open, seal } from '#exchange/signature/own/cms/envelope.ts';
import { inspectCertificate } from '#exchange/signature/own/cms/inspect-certificate.ts';
import type { OnlineServices } from '#exchange/signature/own/cms/online.ts';
import type { SignerReport } from '#exchange/signature/own/cms/report.ts';
import { signContent, type SigningKey } from '#exchange/signature/own/cms/sign.ts';
import { upgradeToXL } from '#exchange/signature/own/cms/upgrade.ts';
import { verifySignature } from '#exchange/signature/own/cms/verify.ts';
import { digestOf } from '#exchange/signature/own/crypto/algorithms.ts';
import { DerError } from '#exchange/signature/own/der/error.ts';
import { readCertificate, type Certificate } from '#exchange/signature/own/x509/certificate.ts';
import type { Identity } from '#exchange/signature/own/x509/identity.ts';
import type { TrustList } from '#exchange/signature/own/x509/trust-list.ts';
import type { Clock } from '#platform/clock.ts';

/** What a play module is installed with. */
export interface ModuleKeys {
  readonly trust: TrustList;
  readonly services: OnlineServices;
  readonly clock: Clock;
  readonly seal?: { readonly key: SigningKey; readonly chain: readonly Certificate[] };
  readonly agreement?: { readonly certificate: Certificate; readonly privateKey: bigint };
}

/** A refusal by a code of the contract. */
export class ModuleRefusal extends Error {
  readonly errorCode: number;

  constructor(errorCode: number, message: string) {
    super(message);
    this.errorCode = errorCode;
  }
}

export const errorCodes = {
  malformed: 1,
  unknownMethod: 2,
  noKey: 4,
  noTimestamp: 5,
  notValid: 6,
  cannotOpen: 7,
} as const;

const bytes = z.base64().transform((text) => new Uint8Array(Buffer.from(text, 'base64')));
const signed = z.object({
  signature: bytes,
  content: bytes,
  receivedAt: z.iso.datetime(),
  policy: z.object({
    kinds: z.array(z.enum(['person', 'official', 'seal'])).nullable(),
    qualifications: z
      .array(z.enum(['qualified', 'advanced-on-qualified', 'not-qualified']))
      .nullable(),
  }),
});

type Work = (keys: ModuleKeys, parameters: unknown) => Promise<unknown>;

/** The methods of the contract, done by our own code. */
export const works: Readonly<Record<string, Work>> = {
  VERSION: () => Promise.resolve({ contract: 1, name: 'play', version: '1.0.0' }),

  async VERIFY(keys, parameters) {
    const asked = signed.parse(parameters);
    const { verdict, reasons, signers } = await verifySignature(questionOf(keys, asked));
    return {
      signatureSha256: sha256(asked.signature),
      contentSha256: sha256(asked.content),
      findings: { verdict, reasons, signers: signers.map(tellSigner) },
    };
  },

  async INSPECT({ trust, services, clock }, parameters) {
    const { certificate } = z.object({ certificate: bytes }).parse(parameters);
    const now = clock.now();
    const report = await inspectCertificate({ certificate, trust, services, now });
    const { identity } = report;
    return { ...report, identity: tellIdentity(identity), certificateSha256: sha256(certificate) };
  },

  async SIGN({ seal: own }, parameters) {
    const { content } = z.object({ content: bytes }).parse(parameters);
    if (own === undefined) throw new ModuleRefusal(errorCodes.noKey, 'no seal');
    const signature = await signContent({ ...own, digest: (oid) => digestOf(oid, content) });
    return { signature: base64(signature) };
  },

  async PROLONG(keys, parameters) {
    const upgrade = await upgradeToXL(questionOf(keys, signed.parse(parameters)));
    if (upgrade.ok) return { signature: base64(upgrade.signature) };
    const { notValid, noTimestamp } = errorCodes;
    const code = upgrade.fault === 'not-valid' ? notValid : noTimestamp;
    throw new ModuleRefusal(code, upgrade.fault);
  },

  async ENVELOPE(_keys, parameters) {
    const schema = z.object({ content: bytes, recipients: z.array(bytes).min(1).max(64) });
    const { content, recipients } = schema.parse(parameters);
    try {
      const certificates = recipients.map((raw) => readCertificate(raw));
      return { envelope: base64(await seal({ content, recipients: certificates })) };
    } catch (error) {
      const isRecipient = error instanceof DerError || error instanceof RangeError;
      if (isRecipient) throw new ModuleRefusal(errorCodes.cannotOpen, error.message);
      throw error;
    }
  },

  async OPEN({ agreement }, parameters) {
    const { envelope } = z.object({ envelope: bytes }).parse(parameters);
    if (agreement === undefined) throw new ModuleRefusal(errorCodes.noKey, 'no agreement key');
    const key = agreementKeyOf(agreement.certificate, agreement.privateKey);
    const opened = await open({ envelope, key });
    if (!opened.ok) throw new ModuleRefusal(errorCodes.cannotOpen, opened.fault);
    return { content: base64(opened.content) };
  },
};

function questionOf(keys: ModuleKeys, asked: z.infer<typeof signed>) {
  const { kinds, qualifications } = asked.policy;
  return {
    ...{ trust: keys.trust, services: keys.services, now: keys.clock.now() },
    ...{ signature: asked.signature, content: asked.content },
    receivedAt: Temporal.Instant.from(asked.receivedAt),
    policy: {
      ...(kinds !== null && { kinds }),
      ...(qualifications !== null && { qualifications }),
    },
  };
}

function tellSigner(signer: SignerReport) {
  const { verdict, reasons, warnings, level, time, revocation } = signer;
  return {
    ...{ verdict, reasons, warnings, level },
    identity: tellIdentity(signer.identity),
    time: { at: time.at.toString(), source: time.source },
    revocation: {
      source: revocation.source,
      toldAt: revocation.toldAt?.toString() ?? null,
    },
  };
}

function tellIdentity(identity: Identity | undefined) {
  if (identity === undefined) return null;
  const { kind, qualification, commonName } = identity;
  return {
    ...{ kind, qualification, commonName },
    title: identity.title ?? null,
    organization: identity.organization ?? null,
    rnokpp: identity.rnokpp ?? null,
    passport: identity.passport ?? null,
    edrpou: identity.edrpou ?? null,
  };
}

function base64(value: Uint8Array): string {
  return Buffer.from(value).toString('base64');
}

function sha256(value: Uint8Array): string {
  return createHash('sha256').update(value).digest('hex');
}
