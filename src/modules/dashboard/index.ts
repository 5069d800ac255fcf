export type { Overview } from './overview.ts';
export { sumsCells, sumsHeadings } from './panel-sheets.ts';
export { dashboardRoutes } from './plugin.ts';
export { publicOverview } from './public-overview.ts';
export { RegionMap } from './region-map.tsx';
export { dashboardServices } from './services.ts';
export { levelText, SumsTable } from './sums-tables.tsx';
export { metricNames } from './texts.uk.ts';
