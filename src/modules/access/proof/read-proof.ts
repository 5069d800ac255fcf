import type { FactorProof } from '../second-factor/check-factor.ts';
import { z } from 'zod';

const form = z.object({
  code: z.string().default(''),
  /** Filled by script. */
  answer: z.string().default(''),
});

/** What a form shows as a proof: what a passkey answered, or what was typed. */
export function readProof(body: unknown): FactorProof {
  const given = form.safeParse(body).data ?? { code: '', answer: '' };
  return given.answer === '' ? { code: given.code } : { passkey: given.answer };
}
