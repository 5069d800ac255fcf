import { readFile } from 'node:fs/promises';
import {
  SignatureTrouble,
  type CertificateFindings,
  type SignatureFindings,
  type SignerFinding,
  type SignerIdentity,
} from '#engine/signature/ports.ts';
import type { Clock } from '#platform/clock.ts';
import { agreementKeyOf, open, seal } from '#exchange/signature/own/cms/envelope.ts';
import { inspectCertificate } from '#exchange/signature/own/cms/inspect-certificate.ts';
import type { OnlineServices } from '#exchange/signature/own/cms/online.ts';
import type { SignatureReport, SignerReport } from '#exchange/signature/own/cms/report.ts';
import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { upgradeToXL } from '#exchange/signature/own/cms/upgrade.ts';
import { verifySignature } from '#exchange/signature/own/cms/verify.ts';
import { digestOf } from '#exchange/signature/own/crypto/algorithms.ts';
import { DerError } from '#exchange/signature/own/der/error.ts';
import { readKeyFile, type KeyFileReading } from '#exchange/signature/own/keys/key-file.ts';
import { readCertificate } from '#exchange/signature/own/x509/certificate.ts';
import { createLinkCache } from '#exchange/signature/own/x509/link-cache.ts';
import { createOnlineServices } from './online.ts';
import { createTrust } from './trust.ts';
import type { KeyFilePlace, Task, ThreadSettings, WireRequest } from './work.ts';

type OpenedKey = Extract<KeyFileReading, { ok: true }>;
type KeyUse = 'seal' | 'agreement';

/** The work itself, in one thread: what each task comes to, as values that can be cloned. */
export class OwnSignatures {
  readonly #settings: ThreadSettings;
  readonly #clock: Clock;
  readonly #services: OnlineServices;
  readonly #trust: ReturnType<typeof createTrust>;
  readonly #cache = createLinkCache();
  readonly #keys = new Map<KeyUse, Promise<OpenedKey>>();

  constructor(settings: ThreadSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    this.#services = createOnlineServices(clock);
    this.#trust = createTrust(settings.trust, clock);
  }

  carryOut(task: Task): Promise<unknown> {
    switch (task.kind) {
      case 'verify':
        return this.#verify(task.request);
      case 'prolong':
        return this.#prolong(task.request);
      case 'inspect':
        return this.#inspect(task.certificate);
      case 'seal':
        return this.#seal(task.content);
      case 'envelope':
        return envelope(task.content, task.recipients);
      case 'open':
        return this.#open(task.envelope);
    }
  }

  async #question({ signature, content, receivedAt, policy }: WireRequest) {
    return {
      ...{ signature, content, cache: this.#cache, services: this.#services },
      ...(policy !== undefined && { policy }),
      trust: await this.#trust(),
      receivedAt: Temporal.Instant.from(receivedAt),
      now: this.#clock.now(),
    };
  }

  async #verify(request: WireRequest): Promise<unknown> {
    return wireFindings(await verifySignature(await this.#question(request)));
  }

  async #prolong(request: WireRequest): Promise<Uint8Array> {
    const upgrade = await upgradeToXL(await this.#question(request));
    if (upgrade.ok) return upgrade.signature;
    const code = upgrade.fault === 'not-valid' ? 'not-valid' : 'no-timestamp';
    throw new SignatureTrouble(code, upgrade.fault);
  }

  async #inspect(certificate: Uint8Array): Promise<CertificateFindings> {
    const { verdict, reasons, identity, isForAgreement } = await inspectCertificate({
      ...{ certificate, services: this.#services, cache: this.#cache },
      trust: await this.#trust(),
      now: this.#clock.now(),
    });
    return { verdict, reasons, identity: tellIdentity(identity), isForAgreement };
  }

  async #seal(content: Uint8Array): Promise<Uint8Array> {
    const { key, chain } = await this.#ownKey('seal');
    return signContent({ key, chain, digest: (oid) => digestOf(oid, content) });
  }

  async #open(bytes: Uint8Array): Promise<Uint8Array> {
    const { key, privateKey } = await this.#ownKey('agreement');
    if (privateKey.kind !== 'dstu') throw new SignatureTrouble('no-key', 'not a key for agreement');
    const opened = await open({
      envelope: bytes,
      key: agreementKeyOf(key.certificate, privateKey.scalar),
    });
    if (!opened.ok) throw new SignatureTrouble('cannot-open', opened.fault);
    return opened.content;
  }

  #ownKey(use: KeyUse): Promise<OpenedKey> {
    const known = this.#keys.get(use) ?? readOwnKey(use, this.#settings[use]);
    this.#keys.set(use, known);
    return known;
  }
}

async function readOwnKey(use: KeyUse, file: KeyFilePlace | undefined): Promise<OpenedKey> {
  if (file === undefined) throw new SignatureTrouble('no-key', `no key file is set for ${use}`);
  const text = await readFile(file.path, 'utf8').catch((error: unknown) => {
    throw new SignatureTrouble('no-key', `${file.path} cannot be read`, error);
  });
  const reading = await readKeyFile(text, file.password);
  if (!reading.ok) throw new SignatureTrouble('no-key', `${file.path}: ${reading.fault}`);
  return reading;
}

async function envelope(
  content: Uint8Array,
  recipients: readonly Uint8Array[],
): Promise<Uint8Array> {
  try {
    return await seal({ content, recipients: recipients.map((raw) => readCertificate(raw)) });
  } catch (error) {
    if (error instanceof DerError || error instanceof RangeError) {
      throw new SignatureTrouble('cannot-open', `a recipient: ${error.message}`);
    }
    throw error;
  }
}

/** Findings with instants as text. */
function wireFindings({ verdict, reasons, signers }: SignatureReport) {
  return { verdict, reasons, signers: signers.map(wireSigner) };
}

function wireSigner(signer: SignerReport) {
  const { verdict, reasons, warnings, identity, level, time, revocation } = signer;
  const { source, toldAt } = revocation;
  return {
    ...{ verdict, reasons, warnings, level, identity: tellIdentity(identity) },
    time: { at: time.at.toString(), source: time.source },
    revocation: { source, toldAt: toldAt?.toString() },
  };
}

/** What is told of whoever is named, and no more. */
function tellIdentity(identity: SignerIdentity | undefined): SignerIdentity | undefined {
  if (identity === undefined) return undefined;
  const { kind, qualification, commonName, title, organization, rnokpp, passport, edrpou } =
    identity;
  return { kind, qualification, commonName, title, organization, rnokpp, passport, edrpou };
}

/** What the thread told, with instants again. */
export function readFindings(wire: unknown): SignatureFindings {
  const { verdict, reasons, signers } = wire as ReturnType<typeof wireFindings>;
  return { verdict, reasons, signers: signers.map(readSigner) };
}

function readSigner(signer: ReturnType<typeof wireSigner>): SignerFinding {
  const { time, revocation } = signer;
  const { toldAt } = revocation;
  return {
    ...signer,
    time: { at: Temporal.Instant.from(time.at), source: time.source },
    revocation: {
      source: revocation.source,
      toldAt: toldAt === undefined ? undefined : Temporal.Instant.from(toldAt),
    },
  };
}
