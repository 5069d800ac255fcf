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
export { addMembership, readAdministrators } from './memberships/memberships.sql.ts';
export { nameActors } from './people/name-actors.ts';
export { putPerson, readPersonCodes, readPersonEmail } from './people/people.sql.ts';
export { readPersonNames } from './people/person-names.sql.ts';
export { accessRoutes } from './plugin.ts';
export { scopeChecks } from './scope-checks.ts';
