import { distributeByLargestRemainder, divideHalfUp } from '#kernel/money.ts';

/** Shares are given in millionths: 0.10 is 100 000. */
export interface HeatRules {
  /** Part of the building's heat that keeps the in-house system working (315, f_func). */
  readonly functionShare: bigint;
  /** Part that heats stairs and other common places (315: f_mzk times the co-owners' factor). */
  readonly commonShare: bigint;
  /** Least share of the average that a metered flat pays. */
  readonly leastShare: bigint;
}

export interface HeatedPremises {
  readonly key: bigint;
  /** Hundredths of a square metre. */
  readonly area: bigint;
  readonly heating: 'central' | 'own';
  /** Gcal in millionths that the flat's own meter showed; null without a meter. */
  readonly metered: bigint | null;
}

/** Each part is rounded by itself for show: together they may miss `total` by a millionth or two. */
export interface HeatShare {
  readonly key: bigint;
  readonly own: bigint;
  readonly systemPart: bigint;
  readonly commonPart: bigint;
  /** The exact share, rounded so that the whole building sums up. */
  readonly total: bigint;
  /** The meter showed less than the least share, so the flat was lifted to it. */
  readonly lifted: boolean;
}

export interface HeatDistribution {
  readonly shares: readonly HeatShare[];
  readonly system: bigint;
  readonly common: bigint;
  readonly premises: bigint;
  /** Meters of flats together showed more than the building had; they were scaled down. */
  readonly metersExceedBuilding: boolean;
}

const million = 1_000_000n;

/** Whether the shares of the system and of common places leave the premises anything at all. */
export function leavesHeat({ functionShare, commonShare }: HeatRules): boolean {
  return functionShare + commonShare <= million;
}

/**
 * Shares out the heat of a building among its premises (2119:10.2, order 315): the needs of the
 * system and of common places go to all premises by area, also to those with a boiler of their own
 * (2119:10.6); metered flats take what their meters show, but not less than the least share of the
 * average; the rest goes to flats without meters by area. Σ of totals equals `total` exactly and
 * each is within a millionth of its exact share. All in millionths of a Gcal. Throws RangeError
 * when nobody has any area, `total` is negative or the shares of the rules exceed the whole.
 * @law 2119:10.2 2119:10.6
 */
export function distributeHeat(
  total: bigint,
  premises: readonly HeatedPremises[],
  rules: HeatRules,
): HeatDistribution {
  const area = sumOf(premises.map((one) => one.area));
  if (area === 0n) throw new RangeError('no premises have any area');
  if (total < 0n || !leavesHeat(rules)) throw new RangeError('nothing is left for the premises');
  const sharedByArea = rules.functionShare + rules.commonShare;
  const system = divideHalfUp(total * rules.functionShare, million);
  const common = divideHalfUp(total * sharedByArea, million) - system;
  const rest = total - system - common;
  const own = shareOwnHeat(rest, premises, rules.leastShare);
  const exact = premises.map((one, index) => {
    const ownNumerator = own.numerators[index] ?? 0n;
    return ownNumerator * area + (system + common) * one.area * own.denominator;
  });
  const totals = total === 0n ? exact : distributeByLargestRemainder(total, exact);
  const shares = premises.map((one, index) => ({
    key: one.key,
    own: divideHalfUp(own.numerators[index] ?? 0n, own.denominator),
    systemPart: divideHalfUp(system * one.area, area),
    commonPart: divideHalfUp(common * one.area, area),
    total: totals[index] ?? 0n,
    lifted: own.lifted[index] ?? false,
  }));
  return { shares, system, common, premises: rest, metersExceedBuilding: own.exceeded };
}

/** Heat of the premises themselves as exact fractions of one denominator, summing to the rest. */
interface OwnHeat {
  readonly numerators: readonly bigint[];
  readonly denominator: bigint;
  readonly lifted: readonly boolean[];
  readonly exceeded: boolean;
}

function shareOwnHeat(
  rest: bigint,
  premises: readonly HeatedPremises[],
  leastShare: bigint,
): OwnHeat {
  const heatedArea = sumOf(
    premises.map(({ area, heating }) => (heating === 'central' ? area : 0n)),
  );
  const shown = premises.map(({ heating, metered }) => (heating === 'central' ? metered : null));
  const least = premises.map(({ area }) =>
    heatedArea === 0n ? 0n : divideHalfUp(rest * area * leastShare, heatedArea * million),
  );
  const lifted = shown.map((value, index) => value !== null && value < (least[index] ?? 0n));
  const metered = shown.map((value, index) =>
    lifted[index] === true ? (least[index] ?? 0n) : (value ?? 0n),
  );
  const exceeded = sumOf(shown.map((value) => value ?? 0n)) > rest;
  const left = rest - sumOf(metered);
  const open = premises.map(({ heating, metered: value, area }) =>
    heating === 'central' && value === null ? area : 0n,
  );
  const openArea = sumOf(open);
  if (openArea > 0n && left >= 0n) {
    const numerators = metered.map((part, index) => part * openArea + left * (open[index] ?? 0n));
    return { numerators, denominator: openArea, lifted, exceeded };
  }
  // Nobody without a meter takes the difference, or the meters claim more than there was: the
  // metered flats share the whole in proportion to what they showed.
  const weights = wholeByWeight(metered, premises);
  const numerators = weights.map((weight) => rest * weight);
  return { numerators, denominator: sumOf(weights), lifted, exceeded };
}

/** Readings as weights; area when all are zero; everybody's when no flat has central heat. */
function wholeByWeight(
  metered: readonly bigint[],
  premises: readonly HeatedPremises[],
): readonly bigint[] {
  if (metered.some((part) => part > 0n)) return metered;
  const central = premises.map(({ heating, area }) => (heating === 'central' ? area : 0n));
  if (central.some((area) => area > 0n)) return central;
  return premises.map(({ area }) => area);
}

function sumOf(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}
