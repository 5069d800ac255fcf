export { addMembership, linkAccount, putPerson, readLinkedAccounts } from './access.sql.ts';
export { accessRoutes } from './plugin.ts';
export { scopeChecks } from './scope-checks.ts';
export { nameActors } from './name-actors.ts';
