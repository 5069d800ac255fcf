import { z } from 'zod';
import { texts } from './texts.uk.ts';

const nameCharsMax = 60;

/** What a person calls a factor of theirs. */
export const factorName = z
  .string()
  .trim()
  .min(1, texts.faults.name)
  .max(nameCharsMax, texts.faults.name)
  .regex(/^\P{Cc}+$/u, texts.faults.name);
