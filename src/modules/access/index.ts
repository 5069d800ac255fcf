export {
  linkAccount,
  readAccountPersons,
  readLinkedAccounts,
} from './accounts/account-links.sql.ts';
export { openConnectionCodes, type ConnectionCodes } from './accounts/connection-code.ts';
export { readReachedAccounts } from './accounts/reach.ts';
export { mandateKind } from './mandates/kind.ts';
export { beginMandate } from './mandates/begin-mandate.ts';
export { accessServices } from './services.ts';
export { addMembership } from './memberships/memberships.sql.ts';
export { nameActors } from './people/name-actors.ts';
export { putPerson, readPersonCode, readPersonEmail } from './people/people.sql.ts';
export { readPersonNames } from './people/person-names.sql.ts';
export { accessRoutes } from './plugin.ts';
export { accessJobs } from './jobs.ts';
export type { AccessParts } from './parts.ts';
export type { IdentityProvider, PhoneMessages } from './ports.ts';
export { knowContacts } from './contacts/contacts.sql.ts';
export { openCodeToSend } from './contacts/code-messages.ts';
export { lateFormAnswer } from './kept-forms/kept-form-routes.ts';
export { askProofAgain } from './proof/ask-proof-again.ts';
export { relyingPartyOf } from './second-factor/passkeys.ts';
export { scopeChecks } from './scope-checks.ts';
