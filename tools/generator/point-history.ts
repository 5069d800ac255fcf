import type { Period } from '#kernel/period.ts';
import { monthlySteps, type MonthOfUse } from './consumption.ts';
import type { FaultRates, PlantedFault } from './faults.ts';
import type { MeteringPoint, PlannedAccount, PlannedHouse, PlannedMeter } from './plan.ts';
import { stream, type Random } from './random.ts';
import { powerOfTen } from './powers.ts';
import type { ReadingRow } from './rows.ts';

/** The months of a hromada, prepared once for all its meters. */
export interface HistoryCalendar {
  readonly seed: number;
  readonly code: string;
  readonly faults: FaultRates;
  readonly periods: readonly Period[];
  readonly months: readonly MonthOfUse[];
  readonly openingOn: string;
  readonly takenOn: readonly string[];
  readonly timesOfDay: readonly string[];
}

export interface PointPlace {
  readonly house: PlannedHouse;
  /** Null for the meter of a whole house. */
  readonly account: PlannedAccount | null;
  readonly point: MeteringPoint;
}

export interface PointHistory {
  readonly readings: readonly ReadingRow[];
  readonly faults: readonly PlantedFault[];
}

const enteredBy = 'demonstration';
const firstRevision = 1;
const consumerSendsShare = 0.8;
const nightShareMin = 0.25;
const nightShareMax = 0.45;
/** A meter starts in the first part of its range, so that it does not run over unless it must. */
const startShareMax = 0.3;
const litresPerM3 = 1000;

/** What the meters of a point show over the months, and which faults were put in. */
export function pointHistory(calendar: HistoryCalendar, place: PointPlace): PointHistory {
  return new Historian(calendar, place).write();
}

/** Simulates one point; exists for one call. */
class Historian {
  readonly #calendar: HistoryCalendar;
  readonly #place: PointPlace;
  readonly #random: Random;
  readonly #readings: ReadingRow[] = [];
  readonly #faults: PlantedFault[] = [];
  readonly #sentByConsumer: boolean;
  #missing: readonly boolean[] = [];

  constructor(calendar: HistoryCalendar, place: PointPlace) {
    this.#calendar = calendar;
    this.#place = place;
    this.#random = stream(calendar.seed, 'point', calendar.code, place.point.key);
    this.#sentByConsumer = this.#random.chance(consumerSendsShare) && place.account !== null;
  }

  write(): PointHistory {
    const { point } = this.#place;
    const steps = this.#steps();
    this.#plantPointFault();
    this.#missing = this.#chooseMissing();
    if (point.zones === 1) {
      this.#writeZone(0, steps);
    } else {
      const share = nightShareMin + (nightShareMax - nightShareMin) * this.#random.fraction();
      const night = steps.map((step) => Math.round(step * share));
      this.#writeZone(
        1,
        steps.map((step, index) => step - (night[index] ?? 0)),
      );
      this.#writeZone(2, night);
    }
    return { readings: this.#readings, faults: this.#faults };
  }

  /** What passed through the meter, leaks and standstill included. */
  #steps(): number[] {
    const { point } = this.#place;
    const { months } = this.#calendar;
    const steps = monthlySteps({ ...this.#place, months, random: this.#random });
    const { fault } = point;
    if (fault?.kind === 'stopped') return steps.fill(0, fault.month);
    if (fault?.kind !== 'leak') return steps;
    const stepsPerDay = Math.round(
      (fault.litresPerDay * powerOfTen(point.meter.decimals)) / litresPerM3,
    );
    return steps.map((step, index) => {
      const leaking = index >= fault.month && index < fault.month + fault.months;
      return leaking ? step + stepsPerDay * (months[index]?.days ?? 0) : step;
    });
  }

  #plantPointFault(): void {
    const { fault } = this.#place.point;
    if (fault === null || fault.kind === 'rollover') return;
    if (fault.kind === 'replaced') this.#plant(fault.kind, { month: fault.month, meter: fault.by });
    if (fault.kind === 'leak') this.#plant(fault.kind, fault);
    if (fault.kind === 'stopped') {
      const months = this.#calendar.periods.length - fault.month;
      this.#plant(fault.kind, { month: fault.month, months });
    }
  }

  /**
   * The meter of a whole house is seldom forgotten, since its provider reads it, and never in the
   * last month: so each gap has its end among the readings.
   */
  #chooseMissing(): boolean[] {
    const { faults, periods } = this.#calendar;
    const isHouse = this.#place.account === null;
    const share = isHouse ? faults.houseMissing : faults.missing;
    const chosen = periods.map(() => this.#random.chance(share));
    return isHouse ? chosen.with(chosen.length - 1, false) : chosen;
  }

  #writeZone(zone: number, steps: readonly number[]): void {
    const { fault } = this.#place.point;
    let { meter } = this.#place.point;
    let value = this.#startingValue(zone, steps);
    this.#record({ meter, zone, on: this.#calendar.openingOn, value, source: 'provider' });
    for (let month = 0; month < steps.length; month += 1) {
      let passed = steps[month] ?? 0;
      if (fault?.kind === 'replaced' && fault.month === month) {
        const before = this.#beforeReplacement(passed, month, fault.day);
        const on = fault.by.installedOn;
        this.#record({ meter, zone, on, value: value + before, source: 'provider' });
        meter = fault.by;
        value = 0;
        passed -= before;
        this.#record({ meter, zone, on, value, source: 'provider' });
      }
      value += passed;
      if (value >= capacityOf(meter)) {
        value -= capacityOf(meter);
        this.#plant('rollover', { month, meter, zone });
      }
      this.#recordMonth({ meter, zone, month, value });
    }
  }

  /**
   * Of a meter that is to run over, the value from which its month takes it past the last number.
   */
  #startingValue(zone: number, steps: readonly number[]): number {
    const { fault, meter } = this.#place.point;
    const capacity = capacityOf(meter);
    const usual = Math.floor(capacity * startShareMax * this.#random.fraction());
    if (fault?.kind !== 'rollover' || zone > 1) return usual;
    const inMonth = steps[fault.month] ?? 0;
    if (inMonth === 0) return usual;
    const before = steps.slice(0, fault.month).reduce((sum, step) => sum + step, 0);
    return Math.max(0, capacity - before - Math.ceil(inMonth / 2));
  }

  #beforeReplacement(passed: number, month: number, day: number): number {
    return Math.floor((passed * day) / (this.#calendar.months[month]?.days ?? day));
  }

  #recordMonth(reading: MonthReading): void {
    const { meter, zone, month, value } = reading;
    const trueMicro = microOf(meter, value);
    if (this.#missing[month] === true) {
      const whole = { month, meter };
      if (zone === 0) this.#plant('missing', { ...whole, trueMicro });
      if (zone === 1) this.#plant('missing', whole);
      return;
    }
    const sent = this.#sentValue(meter, value);
    if (sent !== value) this.#plant('digit-swap', { month, meter, zone, trueMicro });
    const source = this.#sentByConsumer ? 'consumer' : 'provider';
    this.#record({ meter, zone, on: this.#calendar.takenOn[month] ?? '', value: sent, source });
  }

  #sentValue(meter: PlannedMeter, value: number): number {
    const swapped =
      this.#place.account !== null && this.#random.chance(this.#calendar.faults.digitSwap);
    return swapped ? exchangeDigits(meter, value, this.#random) : value;
  }

  #record({ meter, zone, on, value, source }: Recorded): void {
    this.#readings.push({
      hromadaId: this.#place.house.hromada.hromadaId,
      meterId: meter.meterId,
      zone,
      takenOn: on,
      revision: firstRevision,
      valueMicro: microOf(meter, value),
      source,
      enteredBy,
      enteredAt: on + this.#random.pick(this.#calendar.timesOfDay),
    });
  }

  #plant(kind: PlantedFault['kind'], what: Planting): void {
    const { house, account, point } = this.#place;
    this.#faults.push({
      kind,
      hromadaId: house.hromada.hromadaId,
      buildingId: house.buildingId,
      accountId: account?.accountId ?? null,
      meterId: (what.meter ?? point.meter).meterId,
      service: point.service,
      zone: what.zone ?? null,
      period: this.#calendar.periods[what.month] as Period,
      months: what.months ?? 1,
      trueMicro: what.trueMicro ?? null,
    });
  }
}

interface MonthReading {
  readonly meter: PlannedMeter;
  readonly zone: number;
  readonly month: number;
  readonly value: number;
}

interface Recorded {
  readonly meter: PlannedMeter;
  readonly zone: number;
  readonly on: string;
  readonly value: number;
  readonly source: ReadingRow['source'];
}

interface Planting {
  readonly month: number;
  readonly months?: number;
  readonly meter?: PlannedMeter;
  readonly zone?: number;
  readonly trueMicro?: bigint;
}

const microDecimals = 6;

function microOf({ decimals }: PlannedMeter, steps: number): bigint {
  return BigInt(steps * powerOfTen(microDecimals - decimals));
}

function capacityOf({ digits, decimals }: PlannedMeter): number {
  return powerOfTen(digits + decimals);
}

/** The value with two unlike neighbours of its whole part exchanged, if there are such. */
function exchangeDigits({ decimals }: PlannedMeter, value: number, random: Random): number {
  const stepsPerUnit = powerOfTen(decimals);
  const fraction = value % stepsPerUnit;
  const whole = String((value - fraction) / stepsPerUnit);
  const places: number[] = [];
  for (let index = 0; index + 1 < whole.length; index += 1) {
    if (whole[index] !== whole[index + 1]) places.push(index);
  }
  if (places.length === 0) return value;
  const place = random.pick(places);
  const [left = '', right = ''] = whole.slice(place);
  const exchanged = whole.slice(0, place) + right + left + whole.slice(place + 2);
  return Number(exchanged) * stepsPerUnit + fraction;
}
