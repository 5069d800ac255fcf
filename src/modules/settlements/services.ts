import type { ServiceEntry } from '#platform/http/frame.ts';
import { consumerServices } from './consumer/services.ts';
import { providerServices } from './provider/services.ts';

/** Services of settlements in the cabinets, in the order of the navigation. */
export const settlementsServices: readonly ServiceEntry[] = [
  ...consumerServices,
  ...providerServices,
];
