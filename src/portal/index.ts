export { portalRoutes } from './plugin.ts';
