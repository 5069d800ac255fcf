import { refuse, type Refusal } from '#kernel/result.ts';
import type { parameterRefusals } from './texts.uk.ts';

/** A refusal of this folder; one without a text does not compile. */
export function refuseParameter(
  code: keyof typeof parameterRefusals,
  details?: Readonly<Record<string, string>>,
): Refusal {
  return refuse(code, undefined, details);
}
