import type { ServiceEntry } from '#platform/http/frame.ts';

/** Services of the technical administrator's cabinet (1039:20.3). */
export const administratorServices: readonly ServiceEntry[] = [];
