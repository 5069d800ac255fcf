import { z } from 'zod';
import { toJson } from '#platform/json.ts';
import { documentContentSchema, type DocumentContent } from './content/content.ts';
import type { DocumentKind, Party } from './kind.ts';

/** The two files that every document has, before its attachments. */
export const contentFile = { name: 'document.html', mediaType: 'text/html' } as const;
export const metadataFile = { name: 'document.json', mediaType: 'application/json' } as const;

/** What ties words to a document, a version of it, and the acts of those who sign. */
export interface DocumentMetadata {
  readonly format: 'zhkp-document/1';
  /** Which platform: a document of a test installation is none of another. */
  readonly platform: string;
  readonly document: string;
  readonly version: number;
  readonly kind: string;
  /** What the kind is called. */
  readonly kindName: string;
  readonly title: string;
  readonly parties: readonly { readonly slot: number; readonly act: string }[];
  /** What attachments are called; a name may say what only the document's readers may know. */
  readonly attachments: readonly AttachmentName[];
  readonly content: DocumentContent;
}

export interface AttachmentName {
  /** Among the files of the version: says nothing. */
  readonly file: string;
  /** As it was called by whoever attached it. */
  readonly name: string;
}

export interface MetadataFacts {
  readonly platform: string;
  readonly documentId: bigint;
  readonly version: number;
  readonly kind: DocumentKind;
  readonly parties: readonly Party[];
  readonly attachments: readonly AttachmentName[];
  readonly content: DocumentContent;
}

/** The bytes of `document.json`: the same facts, the same bytes. */
export function encodeMetadata(facts: MetadataFacts): Uint8Array {
  const { platform, documentId, version, kind, parties, attachments, content } = facts;
  const metadata: DocumentMetadata = {
    format: 'zhkp-document/1',
    platform,
    document: String(documentId),
    version,
    kind: kind.code,
    kindName: kind.name,
    title: content.title,
    // Who signs is told by the certificates; a name here would be one more place for it.
    parties: parties.map(({ slot, act }) => ({ slot, act })),
    attachments,
    content,
  };
  return Buffer.from(toJson(metadata));
}

const said = z.object({
  attachments: z.array(z.object({ file: z.string(), name: z.string() })),
  content: documentContentSchema,
});

/** What is read back of `document.json`. */
export function readMetadata(bytes: Uint8Array): z.infer<typeof said> {
  return said.parse(JSON.parse(Buffer.from(bytes).toString()));
}

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'application/vnd.etsi.asic-e+zip': 'asice',
};

/** What the file of an attachment is called in the list that signatures cover, from 1 on. */
export function attachmentFileName(number: number, mediaType: string): string {
  return `attachment-${number}.${extensions[mediaType] ?? 'bin'}`;
}
