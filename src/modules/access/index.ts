export {
  linkAccount,
  readAccountPersons,
  readLinkedAccounts,
} from './accounts/account-links.sql.ts';
export { addMembership } from './memberships/memberships.sql.ts';
export { nameActors } from './people/name-actors.ts';
export { putPerson, readPersonCode, readPersonEmail } from './people/people.sql.ts';
export { readPersonNames } from './people/person-names.sql.ts';
export { accessRoutes } from './plugin.ts';
export { scopeChecks } from './scope-checks.ts';
