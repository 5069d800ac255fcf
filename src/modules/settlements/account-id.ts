import { z } from 'zod';

const counterBits = 32n;

/** Account ids come as decimal text from forms and addresses. */
export const accountIdSchema = z
  .string()
  .regex(/^\d{1,18}$/)
  .transform(BigInt);

/** Ids carry their hromada, the distribution key: id = hromada × 2^32 + counter. */
export function hromadaOf(id: bigint): number {
  return Number(id >> counterBits);
}
