export { provisionEffects, provisionJobs } from './jobs.ts';
export { provisionKinds } from './kinds.ts';
export { provisionParameters } from './parameters/rules.ts';
export { provisionRoutes } from './provision-routes.ts';
export { seedProvision } from './seed-provision.ts';
export { provisionServices } from './services.ts';
