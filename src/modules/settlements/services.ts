import type { ServiceEntry } from '#platform/http/frame.ts';

/** Services of settlements in the cabinets, in the order of the navigation. */
export const settlementsServices: readonly ServiceEntry[] = [];
