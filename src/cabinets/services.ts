import { accessServices } from '#modules/access/index.ts';
import { correspondenceServices } from '#modules/correspondence/index.ts';
import { dashboardServices } from '#modules/dashboard/index.ts';
import { provisionServices } from '#modules/provision/index.ts';
import { settlementsServices } from '#modules/settlements/index.ts';
import { supportServices } from '#modules/support/index.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { administratorServices } from './administrator/services.ts';

/** Every service of every cabinet, in the order of their menus. */
export const services: readonly ServiceEntry[] = [
  ...settlementsServices,
  ...dashboardServices,
  ...administratorServices,
  ...provisionServices,
  ...correspondenceServices,
  ...accessServices,
  ...supportServices,
];
