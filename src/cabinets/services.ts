import type { Role } from '#kernel/role.ts';
import { accessServices } from '#modules/access/index.ts';
import { correspondenceServices } from '#modules/correspondence/index.ts';
import { dashboardServices } from '#modules/dashboard/index.ts';
import { settlementsServices } from '#modules/settlements/index.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { administratorServices } from './administrator/services.ts';

const services: readonly ServiceEntry[] = [
  ...settlementsServices,
  ...correspondenceServices,
  ...accessServices,
  ...dashboardServices,
  ...administratorServices,
];

/** A cabinet holds the services of its role and nothing else (1039:25). */
export function servicesOf(role: Role): readonly ServiceEntry[] {
  return services.filter(({ audience }) => audience.includes(role));
}
