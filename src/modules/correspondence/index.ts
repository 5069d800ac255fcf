export { correspondenceKinds, deliveryMessagePrefix } from './kinds.ts';
export { correspondenceRoutes } from './plugin.ts';
export { correspondenceServices } from './services.ts';
