export { supportRoutes } from './error-routes.ts';
export { supportJobs } from './jobs.ts';
export { openReportEmail } from './open-report.ts';
export { supportParameters } from './parameters/rules.ts';
export { newErrorPath } from './paths.ts';
export { supportSealedColumns } from './sealed-columns.ts';
export { seedSupport } from './seed-support.ts';
export { supportServices } from './services.ts';
