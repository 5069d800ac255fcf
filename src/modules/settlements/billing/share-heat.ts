import { formatDecimal } from '#kernel/quantity.ts';
import { distributeHeat } from '../rules/heat-distribution.ts';
import { recalculateHeat } from '../rules/recalculate-heat.ts';
import { readFlatHeat, type HeatedFlat } from './flat-heat.ts';
import {
  isInUse,
  isRead,
  joinInputs,
  joinParameters,
  needsNorm,
  ruleOf,
  volumeOfZones,
} from './measure-service.ts';
import { readMeter, standingsBefore, type MeterVolume } from './meter-volume.ts';
import type {
  BuildingInput,
  BuildingVolume,
  FlatHeat,
  MeterStanding,
  MonthNumbers,
  Question,
  RunContext,
} from './model.ts';

/** Heat of a building shared out among its accounts; by account where it is about one of them. */
export interface BuildingHeat {
  readonly flats: ReadonlyMap<bigint, FlatHeat>;
  readonly standings: ReadonlyMap<bigint, readonly MeterStanding[]>;
  readonly flatQuestions: ReadonlyMap<bigint, readonly Question[]>;
  readonly volumes: readonly BuildingVolume[];
  readonly questions: readonly Question[];
}

type HeatNumbers = NonNullable<MonthNumbers['heat']>;

/**
 * Shares out what the meters of the building measured among all its flats, whoever bills them
 * (2119:10.2). While there is nothing to share
 * out, for want of a reading or of the shares, the meters of the building and of its flats stand
 * where they stood, so that the heat is shared out once its measure is known.
 */
export function shareHeat(building: BuildingInput, run: RunContext): BuildingHeat {
  const flats = [...building.accounts, ...building.neighbours]
    .filter(({ services }) =>
      services.some(({ service, basis }) => service === 'heat' && basis === 'building-share'),
    )
    // One order for all billers: what rounding leaves over goes to the same flats in each run.
    .toSorted((a, b) => Number(a.accountId - b.accountId))
    .map((account) => readFlatHeat(account, run));
  const rules = run.numbers.heat;
  if (flats.length === 0) return notShared(flats);
  const withoutMeter = [buildingQuestion('building-meter-missing', {})];
  if (rules === null) return notShared(flats);
  const read = readBuilding(building, run);
  if (!read.some(isInUse)) return notShared(flats, withoutMeter);
  const questions = read.flatMap((meter) => meter.questions);
  if (read.some(needsNorm)) {
    const missing = read.filter(needsNorm).map(({ inputs }) => inputs);
    return notShared(flats, [buildingQuestion('building-meter-missing', { ...missing[0] })]);
  }
  if (flats.every(({ premises }) => premises.area === 0n)) return notShared(flats, questions);
  const total = volumeOfZones(read.flatMap(({ zones }) => zones));
  const measured = { building, flats, read, total, rules, questions };
  return total < 0n ? carryOver(measured) : distribute(measured);
}

/** The law sets no limit of months for the meter of a building (2119:9.3). */
function readBuilding(building: BuildingInput, run: RunContext): readonly MeterVolume[] {
  const rules = { ...run.numbers.readings.heat, averageMonthsMax: Number.POSITIVE_INFINITY };
  return building.heatMeters.map((meter) => readMeter(meter, rules, run));
}

interface MeasuredBuilding {
  readonly building: BuildingInput;
  readonly flats: readonly HeatedFlat[];
  readonly read: readonly MeterVolume[];
  /** What the meters measured and estimated, less what was shared out before it was measured. */
  readonly total: bigint;
  readonly rules: HeatNumbers;
  readonly questions: readonly Question[];
}

function distribute(measured: MeasuredBuilding): BuildingHeat {
  const { flats, total, rules } = measured;
  const premises = flats.map((flat) => flat.premises);
  const distribution = distributeHeat(total, premises, rules);
  const recalculated = recalculateHeat(flats.map(({ recalculation }) => recalculation));
  const flatHeat = new Map<bigint, FlatHeat>();
  const standings = new Map<bigint, readonly MeterStanding[]>();
  const ownAccounts = new Set(measured.building.accounts.map(({ accountId }) => accountId));
  let distributed = 0n;
  let own = 0n;
  for (const [index, share] of distribution.shares.entries()) {
    const flat = flats[index];
    if (flat === undefined) continue;
    const change = recalculated.get(share.key);
    const whole = share.total + (change ?? 0n);
    distributed += whole;
    if (ownAccounts.has(share.key)) own += whole;
    const taken = change === undefined ? 0n : change - flat.recalculation.correction;
    standings.set(share.key, flat.standingsAfter(share.own + taken));
    if (total === 0n && change === undefined) continue;
    flatHeat.set(share.key, { share, recalculated: change ?? 0n, own: flat.own });
  }
  const exceeded = { total: formatDecimal(total, 6) };
  const questions = distribution.metersExceedBuilding
    ? [...measured.questions, buildingQuestion('meters-exceed-building', exceeded)]
    : measured.questions;
  const volume = volumeOf(
    { ...measured, distributed, own },
    {
      system: formatDecimal(distribution.system, 6),
      common: formatDecimal(distribution.common, 6),
      premises: formatDecimal(distribution.premises, 6),
    },
  );
  return {
    flats: flatHeat,
    standings,
    flatQuestions: questionsOf(flats),
    volumes: [volume],
    questions,
  };
}

/**
 * More was shared out by the average than has passed: nothing is left for this month, and what is
 * over is noted with a meter that stays and taken off what it measures next.
 */
function carryOver(measured: MeasuredBuilding): BuildingHeat {
  const carried = -measured.total;
  const details = { carried: formatDecimal(carried, 6) };
  const volume = volumeOf({ ...measured, total: 0n, distributed: 0n, own: 0n }, details);
  const { heatMeters } = measured.building;
  const staying = heatMeters.findLast(({ removedOn }) => removedOn === null) ?? heatMeters.at(-1);
  const noted = volume.meters.findIndex(({ meterId }) => meterId === staying?.meterId);
  const meters = volume.meters.map((standing, index) =>
    index === noted ? { ...standing, charged: standing.charged + carried } : standing,
  );
  const questions = [...measured.questions, buildingQuestion('heat-carried-over', details)];
  return { ...notShared(measured.flats, questions), volumes: [{ ...volume, meters }] };
}

function volumeOf(
  sharedOut: MeasuredBuilding & Pick<BuildingVolume, 'distributed' | 'own'>,
  parts: Readonly<Record<string, string>>,
): BuildingVolume {
  const { building, read, flats, total, distributed, own, rules } = sharedOut;
  const area = flats.reduce((sum, { premises }) => sum + premises.area, 0n);
  const shown = read.filter(isRead);
  return {
    buildingId: building.buildingId,
    service: 'heat',
    total,
    distributed,
    own,
    meters: read.flatMap((meter) => meter.standings),
    inputs: {
      ...joinInputs(shown),
      rule: ruleOf(shown),
      ...parts,
      functionShare: formatDecimal(rules.functionShare, 6),
      commonShare: formatDecimal(rules.commonShare, 6),
      leastShare: formatDecimal(rules.leastShare, 6),
      area: formatDecimal(area, 2),
    },
    parameters: joinParameters(rules.parameters, ...shown.map(({ parameters }) => parameters)),
  };
}

function notShared(
  flats: readonly HeatedFlat[],
  questions: readonly Question[] = [],
): BuildingHeat {
  const standings = flats.map(({ account }): [bigint, readonly MeterStanding[]] => [
    account.accountId,
    account.meters.filter(({ service }) => service === 'heat').flatMap(standingsBefore),
  ]);
  return {
    flats: new Map(),
    standings: new Map(standings),
    flatQuestions: questionsOf(flats),
    volumes: [],
    questions,
  };
}

function questionsOf(flats: readonly HeatedFlat[]): ReadonlyMap<bigint, readonly Question[]> {
  return new Map(flats.map(({ account, questions }) => [account.accountId, questions]));
}

function buildingQuestion(
  kind: Question['kind'],
  details: Readonly<Record<string, string>>,
): Question {
  return { service: 'heat', kind, details };
}
