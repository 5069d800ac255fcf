import { holders } from '#kernel/role.ts';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { Execution, Operations, Outcome } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { SignatureTrouble, type SignatureProvider } from '../signature/ports.ts';
import type { DocumentDesk, FullVersion } from './document-desk.ts';
import { holderOf, type Holder } from './holder.ts';
import type { HolderCodes } from './judge.ts';
import { faultOfRecipient, type RecipientFault } from './recipient.ts';

/** Ukrainian certificates have some two kilobytes. */
export const certificateBytesMax = 8 * 1024;

export interface TransferDeskParts {
  readonly operations: Operations;
  readonly desk: DocumentDesk;
  readonly signatures: SignatureProvider;
  readonly codesOf: (holder: Holder) => Promise<HolderCodes>;
}

/** Documents with restricted access leave the platform for one reader's key only (1039:10.18). */
export class TransferDesk {
  readonly #parts: TransferDeskParts;

  constructor(parts: TransferDeskParts) {
    this.#parts = parts;
  }

  /**
   * The container of a document, encrypted for a certificate that the reader gives. That the reader
   * may see the document has been checked.
   */
  async envelope(
    principal: Principal,
    version: FullVersion,
    certificate: Uint8Array,
  ): Promise<Outcome<Uint8Array | Refusal>> {
    const { desk, signatures, operations } = this.#parts;
    const holder = holderOf(principal);
    if (holder === undefined) return { kind: 'hidden' };
    try {
      const fault = await this.#faultOf(principal, holder, certificate);
      if (fault !== undefined) return { kind: 'refused', refusal: refuse(fault, '1039:10.18') };
      const bytes = await signatures.envelope(await desk.container(version), [certificate]);
      const transferred = await operations.carryOut(transferEnveloped, principal, {
        documentId: String(version.document.documentId),
        version: version.document.version,
        certificateSha256: createHash('sha256').update(certificate).digest('hex'),
      });
      return transferred.kind === 'done' ? { kind: 'done', value: bytes } : transferred;
    } catch (error) {
      if (!(error instanceof SignatureTrouble)) throw error;
      const code = error.code === 'cannot-open' ? 'certificate-unfit' : 'driver-unavailable';
      return { kind: 'refused', refusal: refuse(code, '1039:10.18') };
    }
  }

  async #faultOf(
    { personId }: Principal,
    holder: Holder,
    certificate: Uint8Array,
  ): Promise<RecipientFault | undefined> {
    const { signatures, codesOf } = this.#parts;
    const isLike = certificate.length > 0 && certificate.length <= certificateBytesMax;
    if (!isLike) return 'certificate-malformed';
    const findings = await signatures.inspectCertificate(certificate);
    return faultOfRecipient(findings, {
      holder,
      holderCodes: await codesOf(holder),
      personCodes: personId === null ? {} : await codesOf(`person:${personId}`),
    });
  }
}

const input = z.object({
  documentId: z.string().regex(/^\d{1,18}$/),
  version: z.number().int().min(1),
  certificateSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
type Transferred = z.infer<typeof input>;

/** Writes down for which certificate a document left, before it leaves. */
const transferEnveloped = defineCommand({
  id: 'documents.transfer-enveloped',
  law: ['1039:10.18', '1039:71'],
  audience: holders,
  scope: { kind: 'document', key: ({ documentId }: Transferred) => documentId },
  input,
  auditSubject: ({ documentId }: Transferred) => `document:${documentId}`,
  handle: (_execution: Execution, _transferred: Transferred) => Promise.resolve({}),
});
