import type { BinaryField, FieldElement } from './binary-field.ts';

export interface AffinePoint {
  readonly x: FieldElement;
  readonly y: FieldElement;
}

/** y² + xy = x³ + ax² + b over a field; a is 0 or 1. */
export interface CurveEquation {
  readonly field: BinaryField;
  readonly a: 0 | 1;
  readonly b: FieldElement;
}

/**
 * A sum of points in the making, in the coordinates of López and Dahab: x = X/Z, y = Y/Z², infinity
 * where Z = 0. Doubling takes 4 products; addition of an affine point takes 8.
 */
export class CurveAccumulator {
  readonly #equation: CurveEquation;
  readonly #x: FieldElement;
  readonly #y: FieldElement;
  readonly #z: FieldElement;
  readonly #s: FieldElement;
  readonly #t: FieldElement;
  readonly #u: FieldElement;
  readonly #v: FieldElement;
  readonly #sum: FieldElement;

  /** At infinity. */
  constructor(equation: CurveEquation) {
    const { field } = equation;
    this.#equation = equation;
    this.#x = field.one();
    this.#y = field.zero();
    this.#z = field.zero();
    this.#s = field.zero();
    this.#t = field.zero();
    this.#u = field.zero();
    this.#v = field.zero();
    this.#sum = field.zero();
  }

  get isInfinity(): boolean {
    return this.#equation.field.isZero(this.#z);
  }

  get z(): FieldElement {
    return this.#z;
  }

  /** The same point for each `scale` but zero, in other coordinates: hides what comes after. */
  setPoint(point: AffinePoint, scale: FieldElement): void {
    const { field } = this.#equation;
    field.multiply(point.x, scale, this.#x);
    field.square(scale, this.#s);
    field.multiply(point.y, this.#s, this.#y);
    this.#z.set(scale);
  }

  copy(): CurveAccumulator {
    const copy = new CurveAccumulator(this.#equation);
    copy.#x.set(this.#x);
    copy.#y.set(this.#y);
    copy.#z.set(this.#z);
    return copy;
  }

  double(): void {
    const { field, a, b } = this.#equation;
    const [x, y, z, s, t, u] = [this.#x, this.#y, this.#z, this.#s, this.#t, this.#u];
    field.square(x, s);
    field.square(z, t);
    field.square(y, y);
    field.multiply(s, t, z);
    field.square(s, s);
    field.square(t, t);
    field.multiply(b, t, t);
    field.add(s, t, x);
    // Y = bZ⁴·Z' + X'·(aZ' + Y² + bZ⁴)
    field.add(y, t, u);
    if (a === 1) field.add(u, z, u);
    field.multiply(t, z, t);
    field.multiply(x, u, u);
    field.add(t, u, y);
  }

  /** Adds the point, or its opposite. */
  add(point: AffinePoint, opposite: boolean): void {
    const { field, a } = this.#equation;
    const [x, y, z, s, t, u, v] = [this.#x, this.#y, this.#z, this.#s, this.#t, this.#u, this.#v];
    const pointY = this.#signedY(point, opposite);
    // s = A = Y + y·Z², t = B = X + x·Z
    field.square(z, s);
    field.multiply(pointY, s, s);
    field.add(s, y, s);
    field.multiply(point.x, z, t);
    field.add(t, x, t);
    if (field.isZero(t) || field.isZero(z)) {
      this.#addExceptionally(point, pointY, field.isZero(s));
      return;
    }
    // u = C = B·Z, Z' = C²
    field.multiply(t, z, u);
    field.square(u, z);
    // X' = A² + C·(A + B² + aC)
    field.square(t, t);
    field.add(t, s, t);
    if (a === 1) field.add(t, u, t);
    field.multiply(u, t, t);
    field.square(s, x);
    field.add(x, t, x);
    // Y' = (x·Z' + X')·(A·C + Z') + (x + y)·Z'²
    field.multiply(s, u, u);
    field.add(u, z, u);
    field.multiply(point.x, z, v);
    field.add(v, x, v);
    field.multiply(v, u, u);
    field.square(z, v);
    field.add(point.x, pointY, s);
    field.multiply(s, v, v);
    field.add(u, v, y);
  }

  /** The point, or undefined at infinity. */
  toAffine(): AffinePoint | undefined {
    const { field } = this.#equation;
    if (this.isInfinity) return undefined;
    const inverse = field.zero();
    field.invert(this.#z, inverse);
    return this.toAffineBy(inverse);
  }

  /** The point, where the inverse of `z` is known. */
  toAffineBy(inverseOfZ: FieldElement): AffinePoint {
    const { field } = this.#equation;
    const x = field.zero();
    const y = field.zero();
    field.multiply(this.#x, inverseOfZ, x);
    field.square(inverseOfZ, y);
    field.multiply(this.#y, y, y);
    return { x, y };
  }

  #signedY(point: AffinePoint, opposite: boolean): FieldElement {
    if (!opposite) return point.y;
    this.#equation.field.add(point.x, point.y, this.#sum);
    return this.#sum;
  }

  /** To infinity, to the point itself (whose Y agrees), or to its opposite. */
  #addExceptionally(point: AffinePoint, pointY: FieldElement, sameY: boolean): void {
    const { field } = this.#equation;
    if (field.isZero(this.#z)) {
      this.#x.set(point.x);
      this.#y.set(pointY);
      this.#z.set(field.one());
    } else if (sameY) this.double();
    else this.#z.fill(0);
  }
}
