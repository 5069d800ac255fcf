export { linkAccount, readAccountPersons } from './accounts/account-links.sql.ts';
export { openConnectionCodes, type ConnectionCodes } from './accounts/connection-code.ts';
export { readReachedAccounts } from './accounts/reach.ts';
export { openTrusteeName } from './mandates/trustee-name.ts';
export { houseKind } from './houses/kind.ts';
export { connectAccounts, insertHouse, readHousesOf } from './houses/houses.sql.ts';
export { mandateKind } from './mandates/kind.ts';
export { findMandate } from './mandates/mandates.sql.ts';
export { accessServices } from './services.ts';
export {
  addMembership,
  readInOffice,
  readSigningBodies,
  type SigningBody,
} from './memberships/memberships.sql.ts';
export { oneAtATime } from './people/one-at-a-time.sql.ts';
export { nameActorsQuery } from './people/name-actors.ts';
export { putPerson, readPersonCodes, readPersonEmail, readPersonNames } from './people/people.ts';
export { ownerChangePath } from './ownership/owner-change-page.tsx';
export { ownershipJobs } from './ownership/jobs.ts';
export { accessSealedColumns } from './sealed-columns.ts';
export { accessRoutes } from './plugin.ts';
export { contactJobs } from './jobs.ts';
export { restrictedKind } from './restricted/kind.ts';
export { oneRestricted } from './restricted/decide-restricted.ts';
export { restrictedPath } from './restricted/paths.ts';
export { findOpenRestricted, type OpenRestricted } from './restricted/restricted-queries.ts';
export { texts as restrictedTexts } from './restricted/texts.uk.ts';
export type { AccessParts } from './parts.ts';
export type { IdentityProvider, OwnershipRegister, PhoneMessages } from './ports.ts';
export { knowContacts } from './contacts/contacts.ts';
export { openCodeToSend } from './contacts/code-messages.ts';
export { lateFormAnswer } from './kept-forms/kept-form-routes.ts';
export { recognisePersonCommand } from './sign-in/recognise-person.ts';
export { relyingPartyOf } from './second-factor/passkeys.ts';
export { scopeChecks } from './scope-checks.ts';
export { accessParameters } from './parameters/rules.ts';
export { seedAccess } from './seed-access.ts';
export { openServiceSets, type ServiceSets } from './service-sets/service-sets.ts';
export {
  accessActs,
  admittingActs,
  consumerActs,
  consumerGroundsOf,
  groundsOf,
  isAdmitting,
  type AccessAct,
  type ConsumerAct,
} from './lifecycle/acts.ts';
export { accessReportQuery, type NamedLine } from './lifecycle/access-report.ts';
export { bodyStaffQuery, type BodyStaff } from './lifecycle/body-staff.ts';
export type { Check } from './lifecycle/checks.ts';
export { decideRequestCommand } from './lifecycle/decide-request.ts';
export {
  findRequestShownQuery,
  listRequestsQuery,
  requestsPerPage,
  type ListedRequest,
  type ShownRequest,
} from './lifecycle/desk-queries.ts';
export { fileFault, valuesOf, withFault } from './lifecycle/form-values.ts';
export { accessJobs, accessEffects } from './lifecycle/jobs.ts';
export { accessKinds } from './lifecycle/kinds.ts';
export { deskPath, reportPath } from './lifecycle/paths.ts';
export { askProofAgain, type ProofGuard } from './proof/ask-proof-again.ts';
export { rolesInRemit } from './lifecycle/remit.ts';
export { factsOf } from './lifecycle/request-content.ts';
export { requestFormPage, type Values } from './lifecycle/request-form.tsx';
export { actsOn } from './lifecycle/own-access.ts';
export { findPersonCommand } from './persons/find-person.ts';
export { removeFactorsCommand } from './persons/remove-factors.ts';
export { texts as personTexts } from './persons/texts.uk.ts';
export { texts as securityTexts } from './second-factor/texts.uk.ts';
export { showPersonQuery, type ShownPerson } from './persons/show-person.ts';
export { Standing, StaffTable } from './lifecycle/staff-table.tsx';
export { texts as lifeCycleTexts } from './lifecycle/texts.uk.ts';
export {
  submissionOperations,
  writeSubmission,
  type WritingParts,
} from './lifecycle/write-submission.ts';
export {
  decideServiceSwitch,
  listServiceSwitches,
  serviceSetOperations,
  type SwitchPreview,
} from './service-sets/switch-service.ts';
export { serviceSetRefusalText } from './service-sets/texts.uk.ts';
export type { SwitchRow } from './service-sets/switches.sql.ts';
export { roleNames } from './texts.uk.ts';
