import { divideHalfUp } from '#kernel/money.ts';
import { roundToDecimals } from './round-volume.ts';

const waterDecimals = 3;

/** Volume by the council's norm: for a person and month, times those who use it (2119:9.2). */
export function normVolume(normPerPersonMicro: bigint, residents: number): bigint {
  return normPerPersonMicro * BigInt(residents);
}

export interface UnmeteredHeat {
  /** Gcal for a square metre and month, millionths. */
  readonly normMicro: bigint;
  /** Heated area, hundredths of a square metre. */
  readonly areaHundredths: bigint;
  /** Tenths of a degree. */
  readonly indoor: bigint;
  readonly outdoorActual: bigint;
  readonly outdoorDesign: bigint;
  readonly hoursSupplied: bigint;
  readonly hoursInMonth: bigint;
}

/**
 * Heat of a building without a meter: the norm, corrected by the weather and the hours of supply
 * (2119:9.2). Millionths of a Gcal.
 */
export function unmeteredHeat(heat: UnmeteredHeat): bigint {
  const numerator =
    heat.normMicro * heat.areaHundredths * (heat.indoor - heat.outdoorActual) * heat.hoursSupplied;
  const denominator = 100n * (heat.indoor - heat.outdoorDesign) * heat.hoursInMonth;
  return divideHalfUp(numerator, denominator);
}

/** Sewerage takes what cold and hot water brought (2189:17.3). */
export function sewerageVolume(coldMicro: bigint, hotMicro: bigint): bigint {
  return roundToDecimals(coldMicro + hotMicro, waterDecimals);
}
