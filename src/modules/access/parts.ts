import type { DocumentDesk } from '#engine/index.ts';
import type { FileStore } from '#platform/files/store.ts';
import type { ModuleParts } from '#platform/http/frame.ts';
import type { Database } from '#platform/db/database.ts';
import type { Sessions } from '#platform/sessions/sessions.ts';
import type { ConnectionCodes } from './accounts/connection-code.ts';
import type { KeptFormParts } from './kept-forms/keep-form.ts';
import type { IdentityProvider } from './ports.ts';
import type { FactorParts } from './second-factor/check-factor.ts';
import type { SigningParts } from './sign-in/key/key-page.tsx';
import type { RecognisePerson } from './sign-in/recognise-person.ts';
import type { KeyParts } from './sign-in/key/key-sign-in.ts';

export interface AccessParts extends ModuleParts {
  readonly db: Database;
  readonly identity: IdentityProvider;
  readonly recognisePerson: RecognisePerson;
  readonly sessions: Sessions;
  readonly connectionCodes: ConnectionCodes;
  readonly documents: { readonly desk: DocumentDesk; readonly store: FileStore };
  readonly factors: FactorParts & {
    /** The island of passkeys. */
    readonly scriptHref: string | undefined;
  };
  readonly keptForms: KeptFormParts;
  readonly keys: KeyParts;
  readonly signing: SigningParts;
  /** Whether there is a register of property rights to ask. */
  readonly asksRegister: boolean;
  /** Whether somebody sends messages to phones. */
  readonly sendsToPhones: boolean;
}
