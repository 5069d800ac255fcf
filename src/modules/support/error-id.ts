import { z } from 'zod';

/** The number of a report, from a form or an address. */
export const errorIdField = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform(BigInt);
