import { z } from 'zod';
import { parameterFaults as faults } from './texts.uk.ts';

/** The number of a value or a proposal, as it stands in an address or a form. */
export const parameterIdInput = z
  .string(faults.parameterId)
  .regex(/^[1-9]\d{0,17}$/, faults.parameterId)
  .transform(BigInt);
