import { randomUUID } from 'node:crypto';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { Clock } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { GroupWriter } from '#platform/db/group-writer.ts';
import type { AnyGroupCommand, Asked, Operations, Outcome } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { system, type Principal } from '#platform/principal.ts';
import {
  SignatureTrouble,
  type SignatureFindings,
  type SignatureProvider,
  type VerificationRequest,
} from '../signature/ports.ts';
import type { DocumentDesk, FullVersion } from './document-desk.ts';
import { readParties, readVersionFiles } from './documents.sql.ts';
import { holderOf, type Holder } from './holder.ts';
import { judge, type HolderCodes } from './judge.ts';
import { policyOf, signingActs, type Party } from './kind.ts';
import {
  receiveSignatures,
  type ReceivedSignature,
  type ReceiveSignature,
} from './receive-signature.ts';
import { sealSigner } from './signer-names.ts';
import { settleSignaturesCommand, type Numbering } from './settle-signatures.ts';
import {
  countTry,
  findPending,
  findSignature,
  findToProlong,
  readSignatures,
  updateKept,
  type Settled,
  type SignatureRow,
} from './signatures.sql.ts';

/** A signature is a few kilobytes; with everything that validates it, a few tens. */
export const signatureBytesMax = 256 * 1024;
const signatureMediaType = 'application/pkcs7-signature';
/** Longer than the request that received a signature takes to settle it. */
const pendingSeconds = 30;
const batchMax = 200;

export interface SigningDeskParts extends Numbering {
  readonly operations: Operations;
  readonly db: Queryable;
  readonly clock: Clock;
  readonly secrets: FieldCipher;
  readonly desk: DocumentDesk;
  readonly signatures: SignatureProvider;
  /** Codes of a holder, by which certificates know them. */
  readonly codesOf: (holder: Holder) => Promise<HolderCodes>;
}

/** What is asked of somebody who is to sign. */
export interface SigningRequest {
  readonly slot: number;
  readonly version: number;
  /** The bytes to sign, detached. */
  readonly manifest: Uint8Array;
}

/** Signatures from receipt to keeping (1039:10.3, 1039:10.16). */
export class SigningDesk {
  readonly #parts: SigningDeskParts;
  readonly #received: Group<ReceiveSignature, ReceivedSignature | Refusal>;
  readonly #settled: Group<Settled, SignatureRow | undefined>;

  constructor(parts: SigningDeskParts) {
    this.#parts = parts;
    this.#received = groupOf(parts.operations, receiveSignatures);
    this.#settled = groupOf(parts.operations, settleSignaturesCommand(parts));
  }

  /** What somebody who acts for a holder is still asked to sign; undefined when nothing. */
  async asked(version: FullVersion, holder: Holder): Promise<SigningRequest | undefined> {
    const { db, desk } = this.#parts;
    const { document, files } = version;
    const slot = await this.#freeSlot(version, ({ act, holder: whose }) => {
      return whose === holder && act !== 'confirm' && signingActs.includes(act);
    });
    if (slot === undefined || db === undefined) return undefined;
    return { slot, version: document.version, manifest: desk.manifest(slot, files) };
  }

  async #freeSlot(
    { document }: FullVersion,
    accepts: (party: Party) => boolean,
  ): Promise<number | undefined> {
    const { db } = this.#parts;
    const { documentId, version } = document;
    const signatures = await readSignatures(db, documentId);
    const taken = new Set(
      signatures
        .filter((one) => one.version === version && one.state !== 'refused')
        .map(({ slot }) => slot),
    );
    const parties = await readParties(db, documentId);
    return parties.find((party) => !taken.has(party.slot) && accepts(party))?.slot;
  }

  /**
   * Takes a signature: fixes when it came, then finds out about it and registers the document. When
   * not everything can be found out now the signature stays pending and is settled later.
   */
  async sign(
    principal: Principal,
    signed: {
      readonly documentId: bigint;
      readonly version: number;
      readonly slot: number;
      readonly signature: Uint8Array;
    },
  ): Promise<Outcome<SignatureRow | Refusal>> {
    const { desk } = this.#parts;
    const { documentId, version, slot, signature } = signed;
    if (signature.length === 0 || signature.length > signatureBytesMax) {
      return { kind: 'refused', refusal: refuse('signature-too-big') };
    }
    const { address } = await desk.keep(signature, signatureMediaType);
    const signatureId = randomUUID();
    const input = { documentId, version, slot, signatureId, address };
    const received = await this.#received.write({ principal, input });
    if (received.kind !== 'done') return received;
    const settled = await this.#settleFor(received.value, signature);
    return { kind: 'done', value: settled ?? (await this.#known(received.value.signature)) };
  }

  /** Seals a slot with the platform's own key: its documents, and confirmations made on it. */
  async seal(principal: Principal, documentId: bigint): Promise<Outcome<SignatureRow | Refusal>> {
    const { desk, signatures } = this.#parts;
    const version = await desk.version(documentId);
    if (version === undefined) return { kind: 'hidden' };
    const holder = holderOf(principal);
    const slot = await this.#freeSlot(version, ({ act, holder: whose }) => {
      return act === 'seal' ? whose === 'platform' : act === 'confirm' && whose === holder;
    });
    if (slot === undefined) return { kind: 'refused', refusal: refuse('not-asked-to-sign') };
    const signature = await signatures.seal(desk.manifest(slot, version.files));
    const signed = { documentId, version: version.document.version, slot, signature };
    return this.sign(principal, signed);
  }

  /** What became of a signature that somebody else has settled meanwhile. */
  async #known(row: SignatureRow): Promise<SignatureRow> {
    const known = await findSignature(this.#parts.db, row);
    if (known === undefined) throw new Error(`signature ${row.signatureId} is gone`);
    return known;
  }

  /** Finds out about a signature and writes what came of it. */
  async settle(signature: SignatureRow): Promise<void> {
    const { db, desk } = this.#parts;
    const { documentId, version, slot, address } = signature;
    const parties = await readParties(db, documentId);
    const party = parties.find((one) => one.slot === slot);
    if (party === undefined) throw new Error(`document ${documentId} has no slot ${slot}`);
    const files = await readVersionFiles(db, documentId, version);
    await this.#settleFor({ signature, party, files }, await desk.bytes(address));
  }

  /** Undefined when somebody has settled the signature meanwhile. */
  async #settleFor(
    { signature, party, files }: ReceivedSignature,
    bytes: Uint8Array,
  ): Promise<SignatureRow | undefined> {
    const { clock, desk, codesOf, calendar, secrets } = this.#parts;
    const own = party.act === 'confirm' || party.holder === 'platform';
    const [findings, holder, sender] = await Promise.all([
      this.#verify({
        signature: bytes,
        content: desk.manifest(signature.slot, files),
        receivedAt: signature.receivedAt,
        policy: party.act === 'confirm' ? { kinds: ['seal'] } : policyOf(party),
      }),
      codesOf(own ? 'platform' : party.holder),
      codesOf(senderOf(signature)),
      // Known before the transaction, which may not wait for a second connection.
      calendar(),
    ]);
    const found = judge({ signature, party, findings, holder, sender, now: clock.now() });
    const input = await sealSigner(secrets, found);
    const settled = await this.#settled.write({ principal: system, input });
    if (settled.kind === 'done') return settled.value;
    throw new Error(`a signature was not settled: ${settled.kind}`);
  }

  async #verify(request: VerificationRequest): Promise<SignatureFindings> {
    try {
      return await this.#parts.signatures.verify(request);
    } catch (error) {
      // Without the driver nothing is known, and nothing is lost.
      if (error instanceof SignatureTrouble) return unknown;
      throw error;
    }
  }

  /** Settles what a dead service or a killed process left pending; returns how many. */
  async settlePending(signal: AbortSignal): Promise<number> {
    const { db, clock } = this.#parts;
    const before = clock.now().subtract({ seconds: pendingSeconds });
    const pending = await findPending(db, before, batchMax);
    return this.#each(pending, signal, async (signature) => {
      await this.settle(signature);
      return true;
    });
  }

  /**
   * Works on signatures in turn; returns how many it was done with. One that fails comes after the
   * others the next time, and is told of when they are done.
   */
  async #each(
    signatures: readonly SignatureRow[],
    signal: AbortSignal,
    work: (signature: SignatureRow) => Promise<boolean>,
  ): Promise<number> {
    let count = 0;
    const failures: unknown[] = [];
    for (const signature of signatures) {
      if (signal.aborted) break;
      const isDone = await work(signature).catch((error: unknown) => {
        failures.push(error);
        return false;
      });
      if (isDone) count += 1;
      else await countTry(this.#parts.db, signature);
    }
    if (failures.length > 0) throw new AggregateError(failures, `${failures.length} failed`);
    return count;
  }

  /** Puts what validates them into valid signatures, for keeping; returns how many. */
  async prolong(signal: AbortSignal): Promise<number> {
    const { db, desk, signatures } = this.#parts;
    return this.#each(await findToProlong(db, batchMax), signal, async (signature) => {
      const { documentId, version, slot } = signature;
      const kept = await signatures
        .prolong({
          signature: await desk.bytes(signature.address),
          content: desk.manifest(slot, await readVersionFiles(db, documentId, version)),
          receivedAt: signature.receivedAt,
        })
        .catch((error: unknown) => {
          if (error instanceof SignatureTrouble) return undefined;
          throw error;
        });
      if (kept === undefined) return false;
      const { address } = await desk.keep(kept, signatureMediaType);
      await updateKept(db, signature, address);
      return true;
    });
  }

  /** Makes a sealed document of the platform's own once; goes on with what a kill left undone. */
  async issueOwn(make: {
    readonly kind: string;
    readonly hromadaId: number;
    readonly about: string;
    readonly recipients: readonly Holder[];
    readonly content: () => Promise<Parameters<DocumentDesk['write']>[1]['content']>;
  }): Promise<FullVersion> {
    const { desk } = this.#parts;
    const { content, ...opening } = make;
    const { documentId, version, state } = await desk.openOwn(opening);
    if (state === 'draft') {
      // Of two who make it at once the first writes it; the other goes on with what was written.
      if (version === 0) {
        await desk.write(system, { documentId, content: await content(), version: 1 });
      }
      await this.seal(system, documentId);
    }
    const made = await desk.version(documentId);
    if (made === undefined) throw new Error(`document ${documentId} came to nothing`);
    return made;
  }
}

type Group<I, O> = GroupWriter<Asked<I>, Outcome<O>>;

/** Gathers those who ask for a command, one of each document at a time. */
function groupOf<I extends { readonly documentId: bigint }, O>(
  operations: Operations,
  command: AnyGroupCommand<I, O>,
): Group<I, O> {
  return new GroupWriter({
    write: (group) => operations.carryOutTogether(command, group),
    keyOf: ({ input }) => input.documentId,
  });
}

/** What is known while the driver does not answer. */
const unknown: SignatureFindings = {
  verdict: 'pending',
  reasons: ['driver-unavailable'],
  signers: [],
};

/** `person:12:provider:4` and the like: who sent it. */
function senderOf({ receivedFrom }: SignatureRow): Holder {
  const person = /^person:(\d+)/.exec(receivedFrom)?.[1];
  return person === undefined ? 'platform' : `person:${BigInt(person)}`;
}
