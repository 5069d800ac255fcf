const powersOfTen = Array.from({ length: 16 }, (_, exponent) => Number(`1e${exponent}`));

/** 10^exponent, exactly, for exponents 0–15. RangeError beyond. */
export function powerOfTen(exponent: number): number {
  const power = powersOfTen[exponent];
  if (power === undefined) throw new RangeError(`no power of ten: ${exponent}`);
  return power;
}
