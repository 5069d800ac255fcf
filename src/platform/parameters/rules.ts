import type { ParameterValue } from '#kernel/parameters.ts';
import { overlaps } from '#kernel/period.ts';
import { formatDecimal, parseDecimal } from '#kernel/quantity.ts';
import type { Refusal } from '#kernel/result.ts';
import { refuseParameter } from './refuse-parameter.ts';

/** What a number may be: calculations hold inside these bounds, and break or mislead outside. */
export interface NumberBounds {
  /** The least and the most, both allowed, as plain decimals. */
  readonly from: string;
  readonly to: string;
  /** Decimals that the calculation takes; none for a whole number. */
  readonly decimals: number;
}

/** What a word may be: the rules know these and no other. */
export interface Choice {
  readonly oneOf: readonly string[];
}

export type Bounds = NumberBounds | Choice;

/** What a module says of the parameters it calculates with, beside the file that seeds them. */
export interface ParameterRules {
  /** Every code that some rule reads. */
  readonly bounds: Readonly<Record<string, Bounds>>;
  /** Codes whose values are parts of one whole: together they may not exceed 1. */
  readonly partsOfOne: readonly (readonly string[])[];
}

export function whole(from: number, to: number): NumberBounds {
  return { from: String(from), to: String(to), decimals: 0 };
}

export function decimal(from: string, to: string, decimals: number): NumberBounds {
  return { from, to, decimals };
}

export function choice(...oneOf: readonly string[]): Choice {
  return { oneOf };
}

export function share(decimals: number): NumberBounds {
  return decimal('0', '1', decimals);
}

/** The value as rules read it, "4,80" as "4.8"; undefined when it is not allowed. */
export function readValue(text: string, bounds: Bounds): string | undefined {
  if (!('oneOf' in bounds)) return readNumber(text, bounds);
  const word = text.trim();
  return bounds.oneOf.includes(word) ? word : undefined;
}

function readNumber(text: string, { from, to, decimals }: NumberBounds): string | undefined {
  const scaled = parseDecimal(text, decimals);
  if (scaled === undefined) return undefined;
  const isAllowed = scaled >= scale(from, decimals) && scaled <= scale(to, decimals);
  return isAllowed ? formatDecimal(scaled, decimals) : undefined;
}

function scale(bound: string, decimals: number): bigint {
  const scaled = parseDecimal(bound, decimals);
  if (scaled === undefined) throw new RangeError(`not a bound: "${bound}"`);
  return scaled;
}

/** Codes whose values are looked at together with one of the code, itself among them, in order. */
export function codesTogether({ partsOfOne }: ParameterRules, code: string): readonly string[] {
  const parts = partsOfOne.filter((codes) => codes.includes(code)).flat();
  return [...new Set([code, ...parts])].toSorted();
}

/**
 * Why a value may not stand beside the approved ones: no rule reads its code, it is out of bounds,
 * or it makes more than a whole with the largest of the other parts on some day. Those count
 * wherever they are for: a value of a hromada may meet any value of a wider territory.
 */
export function refuseValue(
  rules: ParameterRules,
  approved: readonly ParameterValue[],
  parameter: ParameterValue,
): Refusal | undefined {
  const { code, value } = parameter;
  const bounds = rules.bounds[code];
  if (bounds === undefined) return refuseParameter('unknown-parameter', { code });
  if (readValue(value, bounds) === undefined) return refuseParameter('value-not-allowed', { code });
  const exceeds = rules.partsOfOne.some(
    (codes) => codes.includes(code) && sumOfParts(codes, approved, parameter) > one,
  );
  return exceeds ? refuseParameter('parts-exceed-whole', { code }) : undefined;
}

// More decimals than any share of the law has.
const partDecimals = 9;
const one = scale('1', partDecimals);

function sumOfParts(
  codes: readonly string[],
  approved: readonly ParameterValue[],
  parameter: ParameterValue,
): bigint {
  const meeting = approved.filter(
    ({ status, valid }) => status !== 'draft' && overlaps(valid, parameter.valid),
  );
  const largest = (code: string) =>
    meeting
      .filter((other) => other.code === code)
      .map(({ value }) => scale(value, partDecimals))
      .reduce((most, part) => (part > most ? part : most), 0n);
  return codes.reduce(
    (sum, code) =>
      sum + (code === parameter.code ? scale(parameter.value, partDecimals) : largest(code)),
    0n,
  );
}
