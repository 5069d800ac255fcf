import type { ServiceEntry } from '#platform/http/frame.ts';

export const dashboardServices: readonly ServiceEntry[] = [];
