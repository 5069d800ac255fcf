import type { FastifyReply } from 'fastify';
import { dayInKyiv } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { sendFile } from '#platform/spreadsheets/send-sheet.ts';
import type { Stamp } from './content/pdf/stamp.ts';
import { renderDocumentPdf } from './content/to-pdf.ts';
import type { DocumentDesk, FullVersion } from './document-desk.ts';
import { contentFile } from './metadata.ts';
import { openSigner } from './signer-names.ts';
import { readSignatures } from './signatures.sql.ts';

/** Forms in which a document is carried away (1039:74). */
export type CarriedForm = 'html' | 'pdf' | 'asice';

export interface SendingParts {
  readonly desk: DocumentDesk;
  readonly db: Queryable;
  readonly secrets: FieldCipher;
  readonly publicUrl: string;
}

/** Answers with a document as a file. Who may have it has been checked. */
export async function sendDocument(
  reply: FastifyReply,
  parts: SendingParts,
  { version, form }: { readonly version: FullVersion; readonly form: CarriedForm },
): Promise<FastifyReply> {
  const { number, documentId } = version.document;
  const name = `${number ?? documentId}.${form}`;
  const { type, bytes } = await carry(parts, version, form);
  return sendFile(reply, name, type).send(Buffer.from(bytes));
}

async function carry(
  parts: SendingParts,
  version: FullVersion,
  form: CarriedForm,
): Promise<{ readonly type: string; readonly bytes: Uint8Array }> {
  const { desk } = parts;
  switch (form) {
    case 'html': {
      const file = version.files.find(({ name }) => name === contentFile.name);
      if (file === undefined) throw new Error('a version without its content');
      return { type: 'text/html; charset=utf-8', bytes: await desk.bytes(file.address) };
    }
    case 'pdf': {
      const stamp = await stampOf(parts, version);
      const bytes = await renderDocumentPdf(await desk.content(version), stamp);
      return { type: 'application/pdf', bytes };
    }
    case 'asice':
      return {
        type: 'application/vnd.etsi.asic-e+zip',
        bytes: await desk.container(version),
      };
  }
}

/** What ties a paper copy to the document: its number, date, signers and where it is checked. */
async function stampOf(
  { db, secrets, publicUrl }: SendingParts,
  { document }: FullVersion,
): Promise<Stamp | undefined> {
  const { number, registeredAt, version, documentId } = document;
  if (number === null || registeredAt === null) return undefined;
  const signatures = await readSignatures(db, documentId);
  const valid = signatures.filter((one) => one.state === 'valid' && one.version === version);
  const signers = await Promise.all(valid.map((one) => openSigner(secrets, one)));
  return {
    number,
    date: dayInKyiv(registeredAt).toString(),
    checkUrl: `${publicUrl}/check/${encodeURIComponent(number)}`,
    signers: signers.map(({ signerName }) => signerName ?? ''),
  };
}
