import { divideHalfUp, kopiykas, type Money } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import { perKopiyka } from './price-by-day.ts';
import type { TracePart } from './trace.ts';

/** What an earlier month charged for a service, and what acts have corrected of it since. */
export interface PastCharge {
  readonly period: Period;
  readonly amount: Money;
  readonly corrected: Money;
  readonly parts: readonly TracePart[];
}

export interface GivenBack {
  /** Volumes below zero, each with the month that charged it and its price then. */
  readonly parts: readonly TracePart[];
  /** Below zero: volume that no month is known to have charged, so no money is given for it. */
  readonly uncharged: bigint;
  /** Of the money of the parts, what is not given: acts took it off before. */
  readonly returnedBefore: Money;
}

/** Volume of an earlier month that still stands charged. */
interface StandingPart {
  readonly period: Period;
  readonly part: TracePart;
  left: bigint;
}

type Taken = Omit<StandingPart, 'left'> & { readonly volume: bigint };

/** A tariff without zones of the day, and a norm, charge all of them as this one. */
const wholeDay = 0;

/**
 * Takes volume that was charged too much off the months that charged it, the newest first, each at
 * the price it was charged by (2119:11.4): an estimate is always the newest that was charged. What
 * was given back before does not stand any more. No month gives back more money than it still
 * charges, and all together no more than all charged. `past` begins with the oldest month;
 * `zones` are what is too much of each zone, below zero.
 *
 * @law 2119:11.4
 */
export function giveBack(
  zones: readonly { readonly zone: number; readonly volume: bigint }[],
  past: readonly PastCharge[],
): GivenBack {
  const standing: StandingPart[] = [];
  const room = new Map<Period, bigint>();
  for (const { period, parts, corrected } of past) {
    for (const part of parts) {
      const volume = BigInt(part.volume);
      if (volume < 0n) takeMoney(takeNewest(standing, part.zone, -volume), room);
      else standing.push({ period, part, left: volume });
    }
    const lines = standing.filter((one) => one.period === period);
    const charged = lines.reduce((sum, { part, left }) => sum + left * BigInt(part.price), 0n);
    // An act may only have taken off: what it added was not charged by a volume.
    const least = corrected < 0n ? corrected * perKopiyka : 0n;
    room.set(period, (room.get(period) ?? 0n) + charged + least);
  }
  const parts: TracePart[] = [];
  let uncharged = 0n;
  let withheld = 0n;
  for (const { zone, volume } of zones) {
    const taken = takeNewest(standing, zone, -volume);
    withheld += takeMoney(taken, room);
    parts.push(...taken.map(({ period, part, volume: back }) => backPart(part, period, back)));
    uncharged += volume + taken.reduce((sum, one) => sum + one.volume, 0n);
  }
  const returnedBefore = divideHalfUp(withheld, perKopiyka);
  const over = excess(parts, returnedBefore, past);
  return { parts, uncharged, returnedBefore: kopiykas(returnedBefore + over) };
}

/** Takes a volume off what stands: of the zone and of the whole day first, then of any zone. */
function takeNewest(standing: readonly StandingPart[], zone: number, volume: bigint): Taken[] {
  const isOwn = ({ part }: StandingPart) => part.zone === zone || part.zone === wholeDay;
  const newestFirst = standing.toReversed();
  const order = [...newestFirst.filter(isOwn), ...newestFirst.filter((one) => !isOwn(one))];
  const taken: Taken[] = [];
  let wanted = volume;
  for (const one of order) {
    if (wanted === 0n) break;
    const now = one.left < wanted ? one.left : wanted;
    if (now === 0n) continue;
    one.left -= now;
    wanted -= now;
    taken.push({ period: one.period, part: one.part, volume: now });
  }
  return taken;
}

/** Takes the money of the volumes off what their months still charge; tells what was not there. */
function takeMoney(taken: readonly Taken[], room: Map<Period, bigint>): bigint {
  let lacking = 0n;
  for (const { period, part, volume } of taken) {
    const money = volume * BigInt(part.price);
    const left = room.get(period) ?? 0n;
    const given = left < money ? (left > 0n ? left : 0n) : money;
    room.set(period, left - given);
    lacking += money - given;
  }
  return lacking;
}

function backPart(part: TracePart, period: Period, volume: bigint): TracePart {
  const { tariff, zone, price } = part;
  return { tariff, zone, days: 0, volume: String(-volume), price, period };
}

/** By how much the rounded sum would exceed all that was ever charged: roundings may add up. */
function excess(
  parts: readonly TracePart[],
  returnedBefore: bigint,
  past: readonly PastCharge[],
): bigint {
  const exact = parts.reduce((sum, { volume, price }) => sum - BigInt(volume) * BigInt(price), 0n);
  const given = divideHalfUp(exact, perKopiyka) - returnedBefore;
  const charged = past.reduce((sum, { amount, corrected }) => sum + amount + corrected, 0n);
  const most = charged > 0n ? charged : 0n;
  return given > most ? given - most : 0n;
}
