import type { Unit } from './quantity.ts';

/**
 * Housing and communal services (2189:5). Gas and electricity stand as two services each, because
 * supply and distribution have different providers and tariffs.
 */
export const services = [
  'management',
  'heat',
  'hot-water',
  'cold-water',
  'sewerage',
  'waste',
  'electricity-supply',
  'electricity-distribution',
  'gas-supply',
  'gas-distribution',
] as const;

export type Service = (typeof services)[number];

/** The unit a service is charged by. */
export const serviceUnit: Readonly<Record<Service, Unit>> = {
  management: 'm2',
  heat: 'Gcal',
  'hot-water': 'm3',
  'cold-water': 'm3',
  sewerage: 'm3',
  waste: 'person',
  'electricity-supply': 'kWh',
  'electricity-distribution': 'kWh',
  'gas-supply': 'm3',
  'gas-distribution': 'm3',
};
