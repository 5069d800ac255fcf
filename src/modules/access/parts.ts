import type { DocumentDesk } from '#engine/index.ts';
import type { FileStore } from '#platform/files/store.ts';
import type { ModuleParts } from '#platform/http/frame.ts';
import type { Database } from '#platform/db/database.ts';
import type { Sessions } from '#platform/sessions/sessions.ts';
import type { ConnectionCodes } from './accounts/connection-code.ts';
import type { IdentityProvider } from './ports.ts';

export interface AccessParts extends ModuleParts {
  readonly db: Database;
  readonly identity: IdentityProvider;
  readonly sessions: Sessions;
  readonly connectionCodes: ConnectionCodes;
  readonly documents: { readonly desk: DocumentDesk; readonly store: FileStore };
}
