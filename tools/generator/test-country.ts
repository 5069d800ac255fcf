import { period } from '#kernel/period.ts';
import { services, type Service } from '#kernel/service.ts';
import { planCountry, type Country } from './country.ts';
import type { CountryOptions, HromadaInput } from './plan.ts';

/** Providers of everything but hot water, with subject ids from 1. */
export function testProviders(): Partial<Record<Service, bigint>> {
  const provided = services.filter((service) => service !== 'hot-water');
  return Object.fromEntries(provided.map((service, index) => [service, BigInt(index + 1)]));
}

export function testHromada(changes: Partial<HromadaInput> = {}): HromadaInput {
  return {
    hromadaId: 77,
    settlementId: 78,
    code: 'UA05029900000099001',
    accounts: 2000,
    billerId: 20n,
    providers: testProviders(),
    postalIndex: '00001',
    ...changes,
  };
}

/** A country of one hromada for tests. */
export function testCountry(
  changes: Partial<CountryOptions> & { readonly accounts?: number } = {},
): Country {
  const { accounts = 2000, ...options } = changes;
  return planCountry({
    seed: 1039,
    hromadas: [testHromada({ accounts })],
    from: period('2024-11'),
    months: 24,
    ...options,
  });
}
