import type { DocumentDesk } from '#engine/documents/document-desk.ts';
import type { SigningDesk } from '#engine/documents/signing-desk.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { ModuleParts } from '#platform/http/frame.ts';

export interface SettlementsDocumentParts extends ModuleParts {
  readonly documents: {
    readonly desk: DocumentDesk;
    readonly signing: SigningDesk;
    readonly db: Queryable;
  };
}
