export type { PortalParts } from './parts.ts';
export { portalRoutes } from './plugin.ts';
