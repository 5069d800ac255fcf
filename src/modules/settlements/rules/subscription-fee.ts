import { divideHalfUp, type Money } from '#kernel/money.ts';

/** Coefficients of CMU 808 in thousandths and hundredths, as the act writes them. */
export interface FeeCeilingRules {
  /** Subsistence minimum on 1 January, kopiykas. */
  readonly subsistenceMinimum: Money;
  /** 2.58, in hundredths. */
  readonly overheads: bigint;
  /** 0.15, in hundredths. */
  readonly share: bigint;
  /** 0.019 or 0.009, in thousandths. */
  readonly serviceFactor: bigint;
}

/**
 * The most a provider may ask for serving a subscriber in a month (808:1):
 * 2 × subsistence minimum × 2.58 × 0.15 × K.
 */
export function feeCeiling(rules: FeeCeilingRules): Money {
  const exact = 2n * rules.subsistenceMinimum * rules.overheads * rules.share * rules.serviceFactor;
  return divideHalfUp(exact, 100n * 100n * 1000n) as Money;
}
