import { z } from 'zod';

/** The key of a change, from a form or an address. */
export const changeIdField = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform(BigInt);
