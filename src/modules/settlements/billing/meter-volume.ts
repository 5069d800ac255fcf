import { formatDecimal } from '#kernel/quantity.ts';
import { serviceUnit, type Service } from '#kernel/service.ts';
import { unitDecimals } from '#kernel/quantity.ts';
import { meteredVolume } from '../rules/metered-volume.ts';
import { missingReading } from '../rules/missing-reading.ts';
import type { RuleId } from '../rules/trace.ts';
import type { MeterInput, Question, QuestionKind, RunContext, ZoneInput } from './model.ts';
import { readingMonth } from './reading-month.ts';

/** Consumption by one meter for the month, zone by zone, with what explains it. */
export interface MeterVolume {
  readonly rule: Extract<RuleId, 'metered' | 'metered-average' | 'norm-after-three-months'>;
  /** Empty when the meter gives no volume and the norm must be taken. */
  readonly zones: readonly { readonly zone: number; readonly volume: bigint }[];
  readonly inputs: Readonly<Record<string, string>>;
  readonly questions: readonly Question[];
}

const microDecimals = 6;

/**
 * Reads the month's volume off a meter: by its readings; without one by the average, for as long as
 * the law lets; then, or with a verification that has run out, not at all (2119:11.4).
 */
export function readMeter(meter: MeterInput, run: RunContext): MeterVolume {
  if (meter.verifiedUntil < `${run.period}-01`) {
    return byNorm(meter, 'verification-expired', { verifiedUntil: meter.verifiedUntil });
  }
  const lower = meter.zones.find((zone) => isLower(meter, zone));
  const questions = lower === undefined ? [] : [lowerQuestion(meter, lower)];
  const complete = meter.zones.every((zone) => zone.previous && zone.current);
  const read = complete && lower === undefined ? byReadings(meter, run) : byAverage(meter, run);
  return { ...read, questions: [...questions, ...read.questions] };
}

function byReadings(meter: MeterInput, run: RunContext): MeterVolume {
  const inputs: Record<string, string> = {};
  const questions: Question[] = [];
  const zones = meter.zones.map((zone) => {
    const { previous, current } = zone;
    const measured = meteredVolume(previous?.value ?? 0n, current?.value ?? 0n, meter.digits);
    const whole = measured.kind === 'volume' ? measured.volume : 0n;
    const suffix = meter.zones.length > 1 ? `.${zone.zone}` : '';
    inputs[`previous${suffix}`] = formatDecimal(previous?.value ?? 0n, microDecimals);
    inputs[`current${suffix}`] = formatDecimal(current?.value ?? 0n, microDecimals);
    inputs['previousOn'] = previous?.takenOn ?? '';
    inputs['currentOn'] = current?.takenOn ?? '';
    inputs['source'] = current?.source ?? '';
    if (zone.chargedSince !== 0n) {
      inputs[`chargedSince${suffix}`] = formatDecimal(zone.chargedSince, microDecimals);
    }
    const { history } = zone;
    const usual =
      history.days > 0 ? (history.volume * BigInt(run.days)) / BigInt(history.days) : 0n;
    if (usual > 0n && whole > usual * run.numbers.farFromUsualTimes) {
      questions.push(question(meter.service, 'far-from-usual', { ...inputs }));
    }
    return { zone: zone.zone, volume: whole - zone.chargedSince };
  });
  return { rule: 'metered', zones, inputs, questions };
}

function byAverage(meter: MeterInput, run: RunContext): MeterVolume {
  const decimals = unitDecimals[serviceUnit[meter.service]];
  const zones: { zone: number; volume: bigint }[] = [];
  const inputs: Record<string, string> = {};
  for (const zone of meter.zones) {
    const monthsBefore =
      zone.previous === undefined
        ? 0
        : monthsWithout(readingMonth(zone.previous.takenOn, run.readingDaysAfter), run.period);
    const missing = missingReading(
      zone.history,
      { days: run.days, monthsBefore, decimals },
      run.numbers,
    );
    if (missing.kind === 'norm') {
      return byNorm(meter, 'charged-by-norm', { why: missing.why });
    }
    const suffix = meter.zones.length > 1 ? `.${zone.zone}` : '';
    inputs[`historyVolume${suffix}`] = formatDecimal(zone.history.volume, microDecimals);
    inputs['historyDays'] = String(zone.history.days);
    inputs['monthsBefore'] = String(monthsBefore);
    inputs['previousOn'] = zone.previous?.takenOn ?? '';
    zones.push({ zone: zone.zone, volume: missing.volume });
  }
  const questions = [question(meter.service, 'charged-by-average', inputs)];
  return { rule: 'metered-average', zones, inputs, questions };
}

function byNorm(
  meter: MeterInput,
  kind: QuestionKind,
  details: Readonly<Record<string, string>>,
): MeterVolume {
  return {
    rule: 'norm-after-three-months',
    zones: [],
    inputs: details,
    questions: [question(meter.service, kind, details)],
  };
}

function isLower(meter: MeterInput, { previous, current }: ZoneInput): boolean {
  if (previous === undefined || current === undefined) return false;
  return meteredVolume(previous.value, current.value, meter.digits).kind === 'lower';
}

function lowerQuestion(meter: MeterInput, { previous, current }: ZoneInput): Question {
  return question(meter.service, 'reading-lower', {
    previous: formatDecimal(previous?.value ?? 0n, microDecimals),
    current: formatDecimal(current?.value ?? 0n, microDecimals),
  });
}

function question(
  service: Service,
  kind: QuestionKind,
  details: Readonly<Record<string, string>>,
): Question {
  return { service, kind, details };
}

/** Whole months between the month of the last reading and the month being billed. */
function monthsWithout(lastMonth: string, period: string): number {
  const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return Math.max(0, months(period) - months(lastMonth) - 1);
}
