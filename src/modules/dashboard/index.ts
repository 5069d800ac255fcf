export { dashboardRoutes } from './plugin.ts';
export { dashboardServices } from './services.ts';
