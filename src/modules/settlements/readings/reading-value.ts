import { parseDecimal } from '#kernel/quantity.ts';
import { err, ok, type Result } from '#kernel/result.ts';

const microDecimals = 6;
const endingZeros = /0+$/;
const decimalMark = /[.,]/;
const endingMark = /[.,]$/;

export type ValueFault = 'not-a-number' | 'too-many-decimals';

/**
 * Reads what somebody copied off a dial: zeros in front and behind do not matter, nor does which
 * decimal mark is used. `decimals` is how many digits the dial has behind the mark. The value is in
 * millionths of the unit.
 */
export function parseReadingValue(text: string, decimals: number): Result<bigint, ValueFault> {
  const plain = text.trim();
  const significant = decimalMark.test(plain)
    ? plain.replace(endingZeros, '').replace(endingMark, '')
    : plain;
  const value = parseDecimal(significant, microDecimals);
  if (value === undefined || value < 0n) return err('not-a-number');
  return fitsDecimals(value, decimals) ? ok(value) : err('too-many-decimals');
}

/** Whether a value in millionths has no more decimals than the dial. */
export function fitsDecimals(value: bigint, decimals: number): boolean {
  return value % 10n ** BigInt(microDecimals - decimals) === 0n;
}
