export {
  addMembership,
  linkAccount,
  putPerson,
  readAccountPersons,
  readLinkedAccounts,
  readPersonCodes,
  readPersonEmail,
} from './access.sql.ts';
export { readPersonNames } from './person-names.sql.ts';
export { accessRoutes } from './plugin.ts';
export { scopeChecks } from './scope-checks.ts';
export { nameActors } from './name-actors.ts';
