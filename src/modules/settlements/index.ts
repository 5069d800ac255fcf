export { settlementsKinds } from './documents/kinds.ts';
export { settlementsDocumentRoutes } from './documents/plugin.ts';
export { runBilling } from './billing/run-billing.ts';
export { startBillingRun } from './billing/start-billing-run.ts';
export { chunkSeal, resumeRuns, settlementsJobs } from './jobs.ts';
export { readBillDues } from './bill-dues.sql.ts';
export { postBankPayments } from './payments/post-bank-payments.ts';
export { settlementsParameters } from './parameters/rules.ts';
export { seedSettlements } from './seed-settlements.ts';
export { settlementsRoutes } from './plugin.ts';
export { settlementsServices } from './services.ts';
export {
  listBilledMonths,
  publicAccountsMin,
  sumMonthTotals,
  sumPaidSince,
  type BilledMonth,
  type MonthSums,
  type TotalsFilter,
} from './month-totals.sql.ts';
export {
  findTariffInFull,
  listTariffs,
  type PublicTariff,
  type TariffInFull,
  type TariffPart,
} from './public-tariffs.sql.ts';
export { paymentLevelPermille } from './rules/payment-level.ts';
export { checkTariffArithmetic, type TariffArithmetic } from './rules/tariff-arithmetic.ts';
export type { TariffComponent } from './billing/model.ts';
export { settlementsEffects } from './preview/preview-parameter.ts';
