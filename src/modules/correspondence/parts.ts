import type { DocumentDesk } from '#engine/documents/document-desk.ts';
import type { SigningDesk } from '#engine/documents/signing-desk.ts';
import type { TransferDesk } from '#engine/documents/transfer-desk.ts';
import type { Database } from '#platform/db/database.ts';
import type { FileStore } from '#platform/files/store.ts';
import type { ModuleParts } from '#platform/http/frame.ts';

export interface CorrespondenceParts extends ModuleParts {
  readonly db: Database;
  readonly desk: DocumentDesk;
  readonly signing: SigningDesk;
  readonly transfer: TransferDesk;
  readonly store: FileStore;
  /** Script of the page that signs in the browser. */
  readonly signerHref: string | undefined;
  /** A signing front that is shown in a frame, where one is set. */
  readonly front: { readonly href: string; readonly origin: string } | undefined;
  /** Where key files of invented people are handed out; undefined in production. */
  readonly demonstrationKeys: string | undefined;
}

export const documentsPath = '/cabinet/documents';
