import type { Service } from '#kernel/service.ts';

/** What use is counted for: a person, or a square metre for heat. */
export type PerWhat = 'person' | 'area';

export function perWhat(service: Service): PerWhat {
  return service === 'heat' ? 'area' : 'person';
}

/** A household's part in a comparison: persons, or hundredths of a square metre of heated area. */
export function weightOf(
  service: Service,
  household: { readonly residents: number; readonly heatedArea: bigint },
): bigint {
  return perWhat(service) === 'area' ? household.heatedArea : BigInt(household.residents);
}
