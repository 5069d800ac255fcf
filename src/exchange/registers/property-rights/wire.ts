import { z } from 'zod';
import type { OwnershipAnswer, OwnershipQuestion, Share } from '#modules/access/ports.ts';
import { readJsonAnswer } from '../../json-answer.ts';

/**
 * The contract of this service is given to bodies under an agreement and is not public: what stands
 * in this file is our model of it, unverified. Nothing outside this file knows it.
 */

/** The question in the register's words: about one person and one premises, and no more. */
export function writeQuestion({ rnokpp, premises }: OwnershipQuestion) {
  if (premises.kind === 'registration-number') {
    return { rnokpp, object: { registrationNumber: premises.number } };
  }
  const { settlementCode, street, houseNumber, premisesNumber } = premises;
  return {
    rnokpp,
    object: {
      address: {
        ...{ katottg: settlementCode, street, house: houseNumber },
        ...(premisesNumber === undefined ? {} : { apartment: premisesNumber }),
      },
    },
  };
}

const rightsMax = 1_000;
const code = z.string().regex(/^[\w.-]{1,64}$/);
/** Shares of long inheritances have long denominators; nobody's has more digits. */
const share = z.string().regex(/^[1-9]\d{0,14}\/[1-9]\d{0,14}$/);

const right = z.object({
  kind: z.string().max(64),
  state: z.string().max(64),
  form: z.enum(['sole', 'shared', 'joint']),
  share: share.optional(),
});
type Right = z.infer<typeof right>;

const answer = z.discriminatedUnion('result', [
  z.object({ result: z.literal('found'), rights: z.array(right).max(rightsMax) }),
  z.object({ result: z.enum(['personNotFound', 'objectNotFound']) }),
  z.object({ result: z.literal('refused'), reason: code }),
]);

/** Undefined for anything that is no answer of the register. */
export function readAnswer(text: string): OwnershipAnswer | undefined {
  const parsed = answer.safeParse(readJsonAnswer(text));
  if (!parsed.success) return undefined;
  switch (parsed.data.result) {
    case 'found':
      return ownershipOf(parsed.data.rights);
    case 'refused':
      return { kind: 'refused', code: parsed.data.reason };
    case 'personNotFound':
    case 'objectNotFound':
      return { kind: 'not-found' };
  }
}

/**
 * What rights to one premises make of a person. Mortgages, leases and rights that have ended make
 * nobody an owner; parts that were acquired one by one are added up. Undefined when the rights
 * contradict each other.
 */
function ownershipOf(rights: readonly Right[]): OwnershipAnswer | undefined {
  const owned = rights.filter(({ kind, state }) => kind === 'ownership' && state === 'active');
  if (owned.length === 0) return { kind: 'no-right' };
  if (owned.some(({ form }) => form === 'sole')) {
    return owned.length === 1 ? { kind: 'owner' } : undefined;
  }
  if (owned.some(({ form }) => form === 'joint')) return { kind: 'co-owner', share: undefined };
  const total = owned.reduce<Share | undefined>(
    (sum, { share: one }) => (sum === undefined || one === undefined ? undefined : add(sum, one)),
    { numerator: 0n, denominator: 1n },
  );
  if (total === undefined || total.numerator > total.denominator) return undefined;
  const isWhole = total.numerator === total.denominator;
  return isWhole ? { kind: 'owner' } : { kind: 'co-owner', share: total };
}

function add(sum: Share, text: string): Share {
  const [numerator = 0n, denominator = 1n] = text.split('/').map(BigInt);
  const top = sum.numerator * denominator + numerator * sum.denominator;
  const bottom = sum.denominator * denominator;
  const common = greatestDivisor(top, bottom);
  return { numerator: top / common, denominator: bottom / common };
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b);
}
