export { errorPages } from './error-pages.tsx';
export { cabinetFrame } from './frame.ts';
export { cabinetRoutes } from './plugin.ts';
