import type { Outcome, Operations } from '#platform/operations.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { system, type Principal } from '#platform/principal.ts';
import type { FileAddress, FileStore, StoredFile } from '#platform/files/store.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { ContainerSignature, CoveredFile, DocumentContainers } from '../signature/ports.ts';
import { documentContentSchema, type DocumentContent } from './content/content.ts';
import { renderDocumentHtml } from './content/to-html.ts';
import {
  findDocumentAbout,
  findDocumentRow,
  readParties,
  readVersionFiles,
  type DocumentRow,
  type VersionFile,
} from './documents.sql.ts';
import type { Holder } from './holder.ts';
import { recordFile } from './record.ts';
import { findRecord } from './records.sql.ts';
import {
  attachmentFileName,
  contentFile,
  encodeMetadata,
  metadataFile,
  readMetadata,
} from './metadata.ts';
import { openDocumentCommand } from './open-document.ts';
import { saveVersion } from './save-version.ts';
import type { Numbering } from './settle-signatures.ts';
import { readSignatures } from './signatures.sql.ts';
import { submitUnsignedCommand } from './submit-unsigned.ts';

/** Of the two files that the platform makes itself. */
const madeBytesMax = 4 * 1024 * 1024;
/** Of all attachments of a document together: a container is made in memory. */
const attachmentsBytesMax = 48 * 1024 * 1024;

export interface Attachment {
  readonly name: string;
  readonly file: StoredFile;
}

/** An attachment of a version: what its author called it, and its file. */
export interface AttachedFile {
  readonly name: string;
  readonly file: VersionFile;
}

export interface DocumentDeskParts extends Numbering {
  readonly operations: Operations;
  readonly db: Queryable;
  readonly store: FileStore;
  readonly containers: DocumentContainers;
  /** Names this installation inside documents: its public address. */
  readonly platform: string;
}

export interface ToOpen {
  readonly kind: string;
  readonly hromadaId: number;
  readonly recipients: readonly Holder[];
  readonly about?: string;
  readonly emergency?: boolean;
}

/** A version with everything that is signed of it. */
export interface FullVersion {
  readonly document: DocumentRow;
  readonly files: readonly VersionFile[];
}

/**
 * Documents from the first word to the container (1039:10.6): bytes go into the store before the
 * command that tells of them, so that no transaction waits for a disk or another system.
 */
export class DocumentDesk {
  readonly #parts: DocumentDeskParts;
  readonly #open: ReturnType<typeof openDocumentCommand>;
  readonly #submit: ReturnType<typeof submitUnsignedCommand>;

  constructor(parts: DocumentDeskParts) {
    this.#parts = parts;
    this.#open = openDocumentCommand(parts.kinds);
    this.#submit = submitUnsignedCommand(parts);
  }

  open(
    principal: Principal,
    document: ToOpen,
  ): Promise<Outcome<{ readonly documentId: bigint } | Refusal>> {
    return this.#parts.operations.carryOut(this.#open, principal, document);
  }

  /** Writes what a draft says now: its next version. */
  async write(
    principal: Principal,
    {
      documentId,
      content,
      attachments = [],
      version: meant,
    }: {
      readonly documentId: bigint;
      readonly content: DocumentContent;
      readonly attachments?: readonly Attachment[];
      /** Which version is to be made: refused when it is not the next. The next when left out. */
      readonly version?: number;
    },
  ): Promise<Outcome<{ readonly version: number } | Refusal>> {
    const { db, operations } = this.#parts;
    const document = await findDocumentRow(db, documentId);
    if (document === undefined) return { kind: 'hidden' };
    const size = attachments.reduce((sum, { file }) => sum + file.sizeBytes, 0);
    if (size > attachmentsBytesMax) {
      return { kind: 'refused', refusal: refuse('attachments-too-big') };
    }
    const version = meant ?? document.version + 1;
    const attached = attachments.map(({ name, file }, index) => {
      return { name, file: fileOf(attachmentFileName(index + 1, file.mediaType), file) };
    });
    const made = await this.#makeFiles(document, version, { content, attached });
    const files = [...made, ...attached.map(({ file }) => file)];
    return operations.carryOut(saveVersion, principal, { documentId, version, files });
  }

  async #makeFiles(
    { documentId, kind: code }: DocumentRow,
    version: number,
    said: { readonly content: DocumentContent; readonly attached: readonly AttachedFile[] },
  ): Promise<readonly VersionFile[]> {
    const { db, platform, kinds } = this.#parts;
    // What is signed must be what can be read back: a module that says more has a defect.
    const content = documentContentSchema.parse(said.content);
    const attachments = said.attached.map(({ name, file }) => ({ file: file.name, name }));
    const kind = kinds.get(code);
    if (kind === undefined) throw new Error(`no kind of documents ${code}`);
    const parties = await readParties(db, documentId);
    const metadata = { platform, documentId, version, kind, parties, attachments, content };
    const html = await this.keep(renderDocumentHtml(content), contentFile.mediaType);
    const json = await this.keep(encodeMetadata(metadata), metadataFile.mediaType);
    return [fileOf(contentFile.name, html), fileOf(metadataFile.name, json)];
  }

  /** Keeps bytes that the platform made or has already checked. */
  async keep(bytes: Uint8Array, mediaType: string): Promise<StoredFile> {
    const put = await this.#parts.store.put([bytes] as never as AsyncIterable<Uint8Array>, {
      bytesMax: madeBytesMax,
      check: () => Promise.resolve({ accepted: true, mediaType }),
    });
    if (!put.kept) throw new RangeError(`a file of ours is refused: ${put.refusal}`);
    return put.file;
  }

  /** Registers a document whose kind needs no signature. */
  async submitUnsigned(
    principal: Principal,
    input: { readonly documentId: bigint; readonly version: number },
  ): Promise<Outcome<{ readonly number: string } | Refusal>> {
    // Known before the transaction, which may not wait for a second connection.
    await this.#parts.calendar();
    return this.#parts.operations.carryOut(this.#submit, principal, input);
  }

  async version(documentId: bigint): Promise<FullVersion | undefined> {
    const { db } = this.#parts;
    const document = await findDocumentRow(db, documentId);
    if (document === undefined || document.version === 0) return undefined;
    return { document, files: await readVersionFiles(db, documentId, document.version) };
  }

  /** What a slot's signature signs: a list of the files of the version by their digests. */
  manifest(slot: number, files: readonly VersionFile[]): Uint8Array {
    return this.#parts.containers.manifest(slot, files.map(coveredOf));
  }

  async bytes(address: string): Promise<Uint8Array> {
    return Buffer.concat(
      await Array.fromAsync(await this.#parts.store.read(address as FileAddress)),
    );
  }

  /** What a version says, for showing and printing. */
  async content(version: FullVersion): Promise<DocumentContent> {
    return (await this.#metadata(version)).content;
  }

  /** Attachments of a version under the names that only its readers know. */
  async attachments(version: FullVersion): Promise<readonly AttachedFile[]> {
    const { attachments } = await this.#metadata(version);
    return attachments.flatMap(({ file: fileName, name }) => {
      const file = version.files.find((one) => one.name === fileName);
      return file === undefined ? [] : [{ name, file }];
    });
  }

  async #metadata({ files }: FullVersion): Promise<ReturnType<typeof readMetadata>> {
    const file = files.find(({ name }) => name === metadataFile.name);
    if (file === undefined) throw new Error('a version without its metadata');
    return readMetadata(await this.bytes(file.address));
  }

  /** The document with its valid signatures in one file: ASiC-E (1039:74). */
  async container(version: FullVersion): Promise<Uint8Array> {
    const { db, containers } = this.#parts;
    const { document, files } = version;
    const all = await readSignatures(db, document.documentId);
    const valid = all.filter((one) => one.state === 'valid' && one.version === document.version);
    const signatures: ContainerSignature[] = [];
    for (const { slot, keptAddress, address } of valid) {
      const signature = await this.bytes(keptAddress ?? address);
      signatures.push({ number: slot, manifest: this.manifest(slot, files), signature });
    }
    const record = await this.#record(document.documentId, files);
    const contents = await Promise.all(
      [...files, ...record.files].map(async ({ name, mediaType, address }) => ({
        name,
        mediaType,
        bytes: await this.bytes(address),
      })),
    );
    return containers.write(contents, [...signatures, ...record.signatures]);
  }

  /** The record of registration with the platform's seal, once it is made. */
  async #record(
    documentId: bigint,
    files: readonly VersionFile[],
  ): Promise<{
    readonly files: readonly VersionFile[];
    readonly signatures: readonly ContainerSignature[];
  }> {
    const { db, store } = this.#parts;
    const found = await findRecord(db, documentId);
    const stored = found && (await store.find(found.address as FileAddress));
    if (found === undefined || stored === undefined) return { files: [], signatures: [] };
    const file = this.fileOf(recordFile.name, stored);
    const number = recordFile.signature;
    const manifest = this.manifest(number, [...files, file]);
    const signature = await this.bytes(found.signatureAddress);
    return { files: [file], signatures: [{ number, manifest, signature }] };
  }

  /** A stored file as a file of a document. */
  fileOf(name: string, file: StoredFile): VersionFile {
    return fileOf(name, file);
  }

  /** Opens a document of the platform's own, or finds the one begun before. */
  async openOwn(document: ToOpen & { readonly about: string }): Promise<DocumentRow> {
    const { about, kind } = document;
    const find = () => findDocumentAbout(this.#parts.db, about, kind);
    const known = await find();
    if (known !== undefined) return known;
    await this.open(system, document);
    const made = await find();
    if (made === undefined) throw new Error(`no document about ${about} came of it`);
    return made;
  }
}

function fileOf(name: string, file: StoredFile): VersionFile {
  const { mediaType, sizeBytes, address, sha256 } = file;
  return { name, mediaType, sizeBytes, address, sha256: Buffer.from(sha256).toString('hex') };
}

function coveredOf({ name, mediaType, sha256 }: VersionFile): CoveredFile {
  return { name, mediaType, sha256: Buffer.from(sha256, 'hex') };
}
