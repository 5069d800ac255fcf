export { correspondenceKinds, deliveryMessagePrefix } from './kinds.ts';
export { documentsPath } from './parts.ts';
export { correspondenceRoutes } from './plugin.ts';
export { correspondenceServices } from './services.ts';
