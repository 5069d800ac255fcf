import type { FieldElement } from './binary-field.ts';
import type { BinaryCurve } from './binary-curve.ts';
import { type AffinePoint, CurveAccumulator } from './curve-accumulator.ts';
import { bitOf, octetsOfNumber } from './octets.ts';
import { oddMultiplesOf, sumOfMultiples, toAffineTogether } from './public-multiplication.ts';
import { type RandomSource, systemRandom } from './random.ts';

/** Rows of the comb: how many bits of a scalar one table entry covers. */
const combRows = 7;

/** Sums ±2^(jd)·G over the rows j, the top row always positive; `columns` is d. */
interface Comb {
  readonly columns: number;
  readonly points: readonly AffinePoint[];
}

const combs = new WeakMap<BinaryCurve, Comb>();

/**
 * scalar·G for a secret scalar from 1 to n − 1. A comb of signed digits without zeros (Hamburg): as
 * many doublings and additions for one scalar as for another, the entry taken by reading the whole
 * table, and coordinates scaled by a random factor. BigInt and the machine below JavaScript promise
 * no constant time, so this narrows the side channel and does not close it.
 */
export function multiplyBase(
  curve: BinaryCurve,
  scalar: bigint,
  random: RandomSource = systemRandom,
): AffinePoint {
  const { columns, points } = combOf(curve);
  const digits = signDigits(curve, scalar, columns);
  const { field } = curve;
  const entry = { x: field.zero(), y: field.zero() };
  const accumulator = new CurveAccumulator(curve);
  for (let column = columns - 1; column >= 0; column -= 1) {
    const positive = bitOf(digits, column + (combRows - 1) * columns);
    let index = 0;
    for (let row = 0; row < combRows - 1; row += 1) {
      index |= (bitOf(digits, column + row * columns) ^ positive ^ 1) << row;
    }
    selectEntry(points, index, entry);
    // −(x, y) = (x, x + y)
    const mask = positive - 1;
    for (let word = 0; word < field.words; word += 1) {
      entry.y[word] = (entry.y[word] as number) ^ (mask & (entry.x[word] as number));
    }
    if (column === columns - 1) accumulator.setPoint(entry, randomScale(curve, random));
    else {
      accumulator.double();
      accumulator.add(entry, false);
    }
  }
  const product = accumulator.toAffine();
  if (product === undefined) throw new RangeError('a secret scalar is from 1 to n − 1');
  return product;
}

/** Octets of (k + 2^L − 1)/2, k being the scalar made odd: bit 1 stands for digit +1, 0 for −1. */
function signDigits(curve: BinaryCurve, scalar: bigint, columns: number): Uint8Array {
  const length = BigInt(combRows * columns);
  const odd = scalar + curve.order * (1n - (scalar & 1n));
  return octetsOfNumber((odd + (1n << length) - 1n) >> 1n, Math.ceil((combRows * columns) / 8));
}

/** Reads every entry, whichever is asked for. */
function selectEntry(points: readonly AffinePoint[], wanted: number, entry: AffinePoint): void {
  const { x, y } = entry;
  x.fill(0);
  y.fill(0);
  for (let index = 0; index < points.length; index += 1) {
    const point = points[index] as AffinePoint;
    const difference = index ^ wanted;
    const mask = ((difference | -difference) >>> 31) - 1;
    for (let word = 0; word < x.length; word += 1) {
      x[word] = (x[word] as number) | (mask & (point.x[word] as number));
      y[word] = (y[word] as number) | (mask & (point.y[word] as number));
    }
  }
}

export function randomScale({ field }: BinaryCurve, random: RandomSource): FieldElement {
  const scale = field.fromOctets(random(field.octets));
  return field.isZero(scale) ? field.one() : scale;
}

function combOf(curve: BinaryCurve): Comb {
  const known = combs.get(curve);
  if (known !== undefined) return known;
  const comb = makeComb(curve);
  combs.set(curve, comb);
  return comb;
}

function makeComb(curve: BinaryCurve): Comb {
  // One bit more than the order, for scalars made odd by adding it.
  const columns = Math.ceil((curve.orderBits + 1) / combRows);
  const rows = Array.from({ length: combRows }, (_, row) => powerOfTwoOfBase(curve, row * columns));
  const top = rows[combRows - 1] as AffinePoint;
  const sums = Array.from({ length: 1 << (combRows - 1) }, (_, pattern) => {
    const sum = new CurveAccumulator(curve);
    sum.add(top, false);
    for (let row = 0; row < combRows - 1; row += 1) {
      sum.add(rows[row] as AffinePoint, ((pattern >>> row) & 1) === 0);
    }
    return sum;
  });
  return { columns, points: toAffineTogether(curve.field, sums) };
}

/** 2^power·G */
function powerOfTwoOfBase(curve: BinaryCurve, power: number): AffinePoint {
  const scalar = octetsOfNumber(1n << BigInt(power), Math.ceil((power + 1) / 8));
  const multiples = oddMultiplesOf(curve, curve.base, 2);
  return sumOfMultiples(curve, [{ scalar, multiples }]) as AffinePoint;
}
