import { services, type Service } from '#kernel/service.ts';
import { z } from 'zod';
import type { ServiceTotal } from './model.ts';

/**
 * The `services` column of a bill: one array for each service,
 * [service, provider, opening, charged, corrected, paid, due], in kopiykas. Arrays rather than
 * objects, because fifteen million bills a month repeat their keys. Kopiykas of one service fit a
 * JSON number exactly: 2^53 of them are ninety thousand billion hryvnias.
 */
const money = z.number().int().transform(BigInt);
const totalSchema = z
  .tuple([z.enum(services), money, money, money, money, money, money])
  .transform(([service, providerId, opening, charged, corrected, paid, due]): ServiceTotal => ({
    service,
    providerId,
    opening,
    charged,
    corrected,
    paid,
    due,
  }));
const totalsSchema = z.array(totalSchema);

/** JSON text for the column. */
export function writeServiceTotals(totals: readonly ServiceTotal[]): string {
  const rows = totals.map(
    (total) =>
      `["${total.service}",${total.providerId},${total.opening},${total.charged},` +
      `${total.corrected},${total.paid},${total.due}]`,
  );
  return `[${rows.join(',')}]`;
}

/** Reads the column of one bill, checked. */
export function parseServiceTotals(stored: unknown): readonly ServiceTotal[] {
  return totalsSchema.parse(stored);
}

/**
 * Reads the column in the monthly run, where the schema's cost would show: the rows were written by
 * `writeServiceTotals` under the check that their sums are the bill's.
 */
export function readServiceTotals(stored: unknown): readonly ServiceTotal[] {
  return (stored as readonly (readonly [Service, ...number[]])[]).map(([service, ...numbers]) => {
    const [providerId, opening, charged, corrected, paid, due] = numbers.map(BigInt);
    return {
      service,
      providerId: providerId ?? 0n,
      opening: opening ?? 0n,
      charged: charged ?? 0n,
      corrected: corrected ?? 0n,
      paid: paid ?? 0n,
      due: due ?? 0n,
    };
  });
}
