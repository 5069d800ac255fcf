import type { Service } from '#kernel/service.ts';

/** Services that have no meter of their own, and those whose meters measure them. */
const sources: Readonly<Partial<Record<Service, readonly Service[]>>> = {
  // Sewerage takes what cold and hot water brought (2189:17.3).
  sewerage: ['cold-water', 'hot-water'],
  'electricity-distribution': ['electricity-supply'],
  'gas-distribution': ['gas-supply'],
};

/** Services whose meters measure this one, the main one first. */
export function sourcesOf(service: Service): readonly Service[] {
  return sources[service] ?? [service];
}

export function mainSourceOf(service: Service): Service {
  return sourcesOf(service)[0] ?? service;
}
