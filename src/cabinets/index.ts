export { errorPages } from './error-pages.tsx';
export { cabinetFrame } from './frame.ts';
export { cabinetRoutes } from './plugin.ts';
export { auditExtractKind } from './administrator/audit/extract.ts';
export { services } from './services.ts';
