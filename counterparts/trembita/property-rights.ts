import { z } from 'zod';

/** A right of somebody to premises, as the register keeps it. */
export interface RecordedRight {
  readonly rnokpp: string;
  /** Ownership unless said otherwise. */
  readonly kind?: 'ownership' | 'lease' | 'mortgage';
  readonly form: 'sole' | 'shared' | 'joint';
  readonly share?: string;
  readonly state?: 'active' | 'terminated';
}

export interface PropertyRecord {
  readonly registrationNumber: string;
  /** Code of the settlement. */
  readonly katottg: string;
  readonly street: string;
  readonly house: string;
  readonly apartment?: string | undefined;
  readonly rights: readonly RecordedRight[];
}

const address = z.object({
  katottg: z.string(),
  street: z.string(),
  house: z.string(),
  apartment: z.string().optional(),
});
const question = z.object({
  rnokpp: z.string().regex(/^\d{10}$/),
  object: z.union([
    z.object({ address }).strict(),
    z.object({ registrationNumber: z.string() }).strict(),
  ]),
});

/**
 * What the register answers; undefined for what is no question. Of other people's rights it says
 * nothing.
 */
export function answerQuestion(
  property: readonly PropertyRecord[],
  asked: unknown,
): Readonly<Record<string, unknown>> | undefined {
  const parsed = question.safeParse(asked);
  if (!parsed.success) return undefined;
  const { rnokpp, object } = parsed.data;
  const record = property.find((one) => isMeant(one, object));
  if (record === undefined) return { result: 'objectNotFound' };
  const isKnown = property.some(({ rights }) => rights.some((one) => one.rnokpp === rnokpp));
  if (!isKnown) return { result: 'personNotFound' };
  const rights = record.rights
    .filter((one) => one.rnokpp === rnokpp)
    .map(({ kind = 'ownership', form, share, state = 'active' }) => {
      return { kind, form, state, ...(share === undefined ? {} : { share }) };
    });
  return { result: 'found', rights };
}

function isMeant(record: PropertyRecord, object: z.infer<typeof question>['object']): boolean {
  if ('registrationNumber' in object) {
    return record.registrationNumber === object.registrationNumber;
  }
  return (['katottg', 'street', 'house', 'apartment'] as const).every(
    (part) => plain(record[part]) === plain(object.address[part]),
  );
}

/** Registers and billers write the same street with other spaces and other case. */
function plain(part: string | undefined): string {
  return (part ?? '')
    .toLowerCase()
    .replaceAll(/[\s.]+/g, ' ')
    .trim();
}
