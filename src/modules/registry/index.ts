export {
  getAccountPlace,
  getReadingWindow,
  getSubjectName,
  isBillerOfAccount,
  isSubjectOfAccount,
} from './account-place.sql.ts';
export type { AccountPlace } from './account-place.sql.ts';
export { findAccountsByNumber, findAccountsOfBiller } from './accounts-by-number.sql.ts';
export { findAccount, findAccountsById, listAccountServices, listMeters } from './accounts.sql.ts';
export { allocateIds } from './allocate-ids.sql.ts';
export {
  countAccountsByBuilding,
  readHeatNeighbours,
  readReceivedServices,
  readRegisterAccounts,
  readRegisterMeters,
  readRegisterServices,
  readTerritoryChain,
} from './billing-register.sql.ts';
export type {
  BuildingLoad,
  BuildingRange,
  RegisterAccount,
  RegisterMeter,
  RegisterService,
} from './billing-register.sql.ts';
export { findBuilding, listPremises } from './buildings.sql.ts';
export type { LineFault, StatusFault, TerritoryFault } from './line-fault.ts';
export { firstIdOf, hromadaOfId } from './dwelling.ts';
export type {
  Account,
  AccountBrief,
  AccountKey,
  AccountService,
  Building,
  BuildingKey,
  Meter,
  Premises,
} from './dwelling.ts';
export type { Page } from './fields.ts';
export {
  holderIndex,
  holderIndexes,
  openHolder,
  registrySealedColumns,
  sealHolder,
} from './holder.ts';
export { accountSearchInput, findAccounts } from './find-accounts.ts';
export type { AccountSearchInput } from './find-accounts.ts';
export { buildingSearchInput, findBuildings } from './find-buildings.ts';
export { readHouseAccounts } from './house-accounts.sql.ts';
export { findProviders, providerSearchInput } from './find-providers.ts';
export {
  findProvisionRight,
  findProvisionRights,
  provisionRightSearchInput,
} from './find-provision-rights.ts';
export {
  findTerritories,
  meantTerritory,
  territoriesFoundMax,
  territorySearchInput,
} from './find-territories.ts';
export type { FoundTerritory } from './find-territories.sql.ts';
export {
  checkProvisionRight,
  grantProvisionRight,
  grantRight,
  refuseRight,
  rightFields,
  termIsInOrder,
  termReversed,
} from './grant-provision-right.ts';
export { importTerritoryStatuses, statusListAct } from './import-territory-statuses.ts';
export type { TerritoryStatusImportReport } from './import-territory-statuses.ts';
export { retiredUnitsMax } from './import-territories.ts';
export type { TerritoryImportReport } from './import-territories.ts';
export { findAccountMeters, findNamedMeters, listNumberingPlaces } from './meter-directory.sql.ts';
export type {
  AccountMeter,
  AccountMeters,
  MeterFacts,
  MeterName,
  NumberingPlace,
} from './meter-directory.sql.ts';
export type {
  Confirmation,
  ProvisionEvent,
  ProvisionEventKind,
  ProvisionRight,
  ProvisionState,
} from './provision-right.ts';
export { provisionEventKinds } from './provision-right.ts';
export {
  checkProvisionEvent,
  eventFields,
  placeFault,
  readRightForEvent,
  recordEvent,
  recordProvisionEvent,
} from './record-provision-event.ts';
export { checkSubject, registerSubject } from './register-subject.ts';
export type { NewSubject } from './register-subject.ts';
export type {
  NewConfirmation,
  NewProvisionEvent,
  NewProvisionRight,
  RightBefore,
} from './provision-rights.sql.ts';
export { rightsOnTerritory } from './rights-on-territory.sql.ts';
export type { RightOnTerritory } from './rights-on-territory.sql.ts';
export { addressKey, storedKey } from './search-key.ts';
export { seedFacts } from './seed-facts.ts';
export { providingKinds, subjectKinds } from './subject.ts';
export type { ReadingWindow, Subject, SubjectKind } from './subject.ts';
export { findSubject } from './subjects.sql.ts';
export {
  findHromadaOf,
  findTerritory,
  findTerritoryByCode,
  isWithin,
  listChildTerritories,
} from './territories.sql.ts';
export type { ChildTerritory, Territory } from './territories.sql.ts';
export { territoryFileBytesMax } from './territory-file.ts';
export {
  findTerritoryUpload,
  loadTerritories,
  territoryEditions,
  uploadTerritories,
} from './territory-upload.ts';
export type { ShownTerritoryUpload, TerritoryEditions } from './territory-upload.ts';
export type { TerritoryUpload } from './territory-upload.sql.ts';
export { statusesOn, territoryStatuses } from './territory-status.sql.ts';
export type { StatusOfTerritory, TerritoryStatus } from './territory-status.sql.ts';
export { territoryCategories } from './territory.ts';
export type { HromadaType, TerritoryCategory, TerritoryPath, TerritoryStep } from './territory.ts';
export {
  addressLine,
  fullTerritoryName,
  hromadaTypeName,
  levelNouns,
  lineFaultTexts,
  provisionEventNames,
  provisionStateNames,
  registryRefusalText,
  stepName,
  subjectKindNames,
  territoryChangeNames,
} from './texts.uk.ts';
export { findSubjectByCode, readSubjectCode, readSubjectNames } from './subject-names.sql.ts';
export type { SubjectName } from './subject-names.sql.ts';
export { groupKeyUnits, listKeyUnitsWithin, readTerritories } from './territory-groups.sql.ts';
export type { GroupLevel } from './territory-groups.sql.ts';
export { listStatuses } from './territory-status-history.sql.ts';
export { isSubjectWithin, listBilledServices, listSubjectPlaces } from './subject-places.sql.ts';
export type { BilledService, SubjectPlace } from './subject-places.sql.ts';
export {
  countSubjectAccounts,
  listSubjectAccounts,
  listSubjectAccountsAfter,
  readAccountLabels,
} from './subject-accounts.sql.ts';
export type {
  AccountLabel,
  SubjectAccount,
  SubjectAccountOrder,
  SubjectAccountPage,
  SubjectAccountSearch,
} from './subject-accounts.sql.ts';
export { listAwaitedMeterLines, listAwaitedMeters } from './expected-meters.sql.ts';
export type { AwaitedMeter, AwaitedMeterLine, AwaitedReadings } from './expected-meters.sql.ts';
