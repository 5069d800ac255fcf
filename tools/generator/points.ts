import { dateText } from './dates.ts';
import type { Identifiers } from './identifiers.ts';
import type {
  MeteredService,
  MeteringPoint,
  PlanContext,
  PlannedMeter,
  PointFault,
} from './plan.ts';
import type { Random } from './random.ts';

interface MeterKind {
  readonly digits: number;
  readonly decimals: number;
  /** Months between two verifications. */
  readonly verificationMonths: number;
}

const meterKinds: Readonly<Record<MeteredService, MeterKind>> = {
  heat: { digits: 6, decimals: 3, verificationMonths: 48 },
  'cold-water': { digits: 5, decimals: 3, verificationMonths: 48 },
  'electricity-supply': { digits: 6, decimals: 0, verificationMonths: 192 },
  'gas-supply': { digits: 5, decimals: 3, verificationMonths: 96 },
};

const twoZoneShare = 0.2;
const serialMax = 99_999_999;
const serialLength = 8;
const safeDayMax = 28;
const replacementDayMin = 5;
const replacementDayMax = 25;
const leakMonthsMin = 2;
const leakMonthsMax = 5;
const leakLitresPerDayMin = 120;
const leakLitresPerDayMax = 500;
const monthsInYear = 12;

interface PointRequest {
  readonly context: PlanContext;
  readonly random: Random;
  readonly identifiers: Identifiers;
  readonly service: MeteredService;
}

/** The meter of one account, with what will happen to it. */
export function planPoint(request: PointRequest): MeteringPoint {
  const { context, random, identifiers, service } = request;
  const key = identifiers.upcoming();
  const zones = service === 'electricity-supply' && random.chance(twoZoneShare) ? 2 : 1;
  const kind = chooseFault(context, random, service);
  if (kind === 'none') {
    return { key, service, zones, meter: planMeter(request, {}), fault: null };
  }
  const month = random.integer(0, context.months - 1);
  if (kind === 'replaced') return { key, service, zones, ...replacedMeter(request, month) };
  // A shorter counter comes to its end at a number that a household can reach.
  const meter = planMeter(request, kind === 'rollover' ? { shorterBy: 1 } : {});
  const fault = kind === 'leak' ? leakFrom(month, context, random) : { kind, month };
  return { key, service, zones, meter, fault };
}

/** The heat meter of a house: the provider keeps it in order and reads it itself. */
export function planHeatPoint(request: Omit<PointRequest, 'service'>): MeteringPoint {
  const key = request.identifiers.upcoming();
  const meter = planMeter({ ...request, service: 'heat' }, {});
  return { key, service: 'heat', zones: 1, meter, fault: null };
}

function chooseFault(
  context: PlanContext,
  random: Random,
  service: MeteredService,
): PointFault['kind'] | 'none' {
  const { stopped, leak, rollover, replacedPerYear } = context.faults;
  let left = random.fraction() - stopped;
  if (left < 0) return 'stopped';
  left -= rollover;
  if (left < 0) return 'rollover';
  left -= (replacedPerYear * context.months) / monthsInYear;
  if (left < 0) return 'replaced';
  left -= service === 'cold-water' ? leak : 0;
  return left < 0 ? 'leak' : 'none';
}

function leakFrom(month: number, context: PlanContext, random: Random): PointFault {
  const months = random.integer(leakMonthsMin, leakMonthsMax);
  return {
    kind: 'leak',
    month,
    months: Math.min(months, context.months - month),
    litresPerDay: random.integer(leakLitresPerDayMin, leakLitresPerDayMax),
  };
}

function replacedMeter(
  request: PointRequest,
  month: number,
): Pick<MeteringPoint, 'meter' | 'fault'> {
  const day = request.random.integer(replacementDayMin, replacementDayMax);
  const replacedOn = dateText(request.context.fromMonth + month, day);
  const meter = planMeter(request, { removedOn: replacedOn });
  const by = planMeter(request, { installedOn: replacedOn });
  return { meter, fault: { kind: 'replaced', month, day, by } };
}

interface MeterWish {
  readonly shorterBy?: number;
  readonly installedOn?: string;
  readonly removedOn?: string;
}

/** A meter in service since before the first month and verified until after the last. */
function planMeter(request: PointRequest, wish: MeterWish): PlannedMeter {
  const { context, random, identifiers, service } = request;
  const { digits, decimals, verificationMonths } = meterKinds[service];
  const verifiedMin = context.months + 1;
  const verifiedMax = Math.max(verifiedMin, verificationMonths - 1);
  const verified = random.integer(verifiedMin, verifiedMax);
  const installed = Math.min(-1, verified - verificationMonths);
  const day = random.integer(1, safeDayMax);
  return {
    meterId: identifiers.take(),
    serial: String(random.integer(1, serialMax)).padStart(serialLength, '0'),
    digits: digits - (wish.shorterBy ?? 0),
    decimals,
    installedOn: wish.installedOn ?? dateText(context.fromMonth + installed, day),
    verifiedUntil: dateText(context.fromMonth + verified, day),
    removedOn: wish.removedOn ?? null,
  };
}
