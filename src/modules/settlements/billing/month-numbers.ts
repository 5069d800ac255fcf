import { lookUp, type ParameterQuery, type ParameterValue } from '#kernel/parameters.ts';
import { parseDecimal } from '#kernel/quantity.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import { services, type Service } from '#kernel/service.ts';
import { averageMethods, type AverageMethod } from '../rules/meter-history.ts';
import type { UsedParameter } from '../rules/trace.ts';
import type { MonthNumbers, Norm, ReadingRules } from './model.ts';

const shareDecimals = 6;
const monthsInYear = 12;
/** What people enter beyond these is a slip. */
const monthsMax = 60;
const daysMax = 366;

/** Norms that a run cannot do without; of the others a missing one is a question of its line. */
const normCodes: readonly (readonly [service: Service, code: string, required: boolean])[] = [
  ['cold-water', 'water.norm', true],
  ['hot-water', 'hot-water.norm', false],
  ['gas-supply', 'gas.norm', true],
  ['electricity-supply', 'electricity.norm', true],
  ['waste', 'waste.norm', true],
];

type Bounded = readonly [code: string, min: number, max: number];

const readingCodes: readonly Bounded[] = [
  ['reading.average_months_max', 0, monthsMax],
  ['reading.history_days_min', 0, daysMax],
  ['reading.history_months', 1, monthsMax],
];
const seasonCodes: readonly Bounded[] = [
  ['heat.season_first_month', 1, monthsInYear],
  ['heat.season_last_month', 1, monthsInYear],
];

const methodCode = 'reading.average_method';
const heatCodes = ['heat.function_share', 'heat.common_share', 'heat.least_share'] as const;

/** Codes of the numbers that a charge depends on. */
export const codesInCharges: ReadonlySet<string> = new Set([
  ...normCodes.map(([, code]) => code),
  ...readingCodes.map(([code]) => code),
  ...seasonCodes.map(([code]) => code),
  methodCode,
  ...heatCodes,
]);

/** For whom and when numbers are looked up. */
export type NumberScope = Omit<ParameterQuery, 'code' | 'service' | 'preview'>;

export type FindNumber = (code: string, service?: Service) => UsedParameter | undefined;

export function numberFinder(
  parameters: readonly ParameterValue[],
  scope: NumberScope,
): FindNumber {
  return (code, service) => {
    const asked = service === undefined ? {} : { service };
    const found = lookUp(parameters, { ...scope, ...asked, code });
    if (!found.ok) return undefined;
    const { id = '', act, status, value } = found.value;
    return { code, id, act, status, value };
  };
}

/** The numbers of a month for one scope. Refuses when one is missing or is not what it must be. */
export function readMonthNumbers(find: FindNumber): MonthNumbers | Refusal {
  const norms: Partial<Record<Service, Norm>> = {};
  for (const [service, code, required] of normCodes) {
    const parameter = find(code, service);
    if (parameter === undefined && required) return missing(code);
    if (parameter === undefined) continue;
    const micro = microOf(parameter);
    if (micro === undefined) return faulty(code);
    norms[service] = { micro, parameter };
  }
  const readings: Partial<Record<Service, ReadingRules>> = {};
  for (const service of services) {
    const rules = readReadingRules(find, service);
    if (isRefusal(rules)) return rules;
    readings[service] = rules;
  }
  const heat = readHeatShares(find);
  return { norms, readings: readings as Record<Service, ReadingRules>, heat };
}

/** Categories of consumers for which some number of a charge is set apart. */
export function namedCategories(parameters: readonly ParameterValue[]): readonly string[] {
  const named = parameters.filter(({ code }) => codesInCharges.has(code));
  return [...new Set(named.flatMap(({ category }) => category ?? []))];
}

/** A whole number within its bounds, as people may have entered anything. */
export function wholeNumber(
  parameter: UsedParameter,
  bounds: { readonly min: number; readonly max: number },
): number | Refusal {
  const scaled = parseDecimal(parameter.value, shareDecimals);
  const micro = 10n ** BigInt(shareDecimals);
  if (scaled === undefined || scaled % micro !== 0n) return faulty(parameter.code);
  const whole = Number(scaled / micro);
  return whole < bounds.min || whole > bounds.max ? faulty(parameter.code) : whole;
}

function readReadingRules(find: FindNumber, service: Service): ReadingRules | Refusal {
  const method = readMethod(find, service);
  if (isRefusal(method)) return method;
  const isSeasonal = method.name === 'heating-season';
  const codes = isSeasonal ? [...readingCodes, ...seasonCodes] : readingCodes;
  const read = readWholes(find, service, codes);
  if (isRefusal(read)) return read;
  const [averageMonthsMax = 0, historyDaysMin = 0, historyMonths = 0] = read.numbers;
  const [firstMonth = 1, lastMonth = monthsInYear] = read.numbers.slice(readingCodes.length);
  return {
    averageMonthsMax,
    historyDaysMin,
    historyMonths,
    method: method.name,
    season: { firstMonth, lastMonth },
    parameters: [method.parameter, ...read.parameters],
  };
}

function readMethod(
  find: FindNumber,
  service: Service,
): { readonly name: AverageMethod; readonly parameter: UsedParameter } | Refusal {
  const parameter = find(methodCode, service);
  if (parameter === undefined) return missing(methodCode);
  const name = averageMethods.find((method) => method === parameter.value);
  return name === undefined ? faulty(methodCode) : { name, parameter };
}

function readWholes(
  find: FindNumber,
  service: Service,
  codes: readonly Bounded[],
):
  | { readonly numbers: readonly number[]; readonly parameters: readonly UsedParameter[] }
  | Refusal {
  const numbers: number[] = [];
  const parameters: UsedParameter[] = [];
  for (const [code, min, max] of codes) {
    const parameter = find(code, service);
    if (parameter === undefined) return missing(code);
    const number = wholeNumber(parameter, { min, max });
    if (isRefusal(number)) return number;
    numbers.push(number);
    parameters.push(parameter);
  }
  return { numbers, parameters };
}

/** Null when a share is not set: heat of a building cannot be shared out by a guess. */
function readHeatShares(find: FindNumber): MonthNumbers['heat'] {
  const parameters = heatCodes.flatMap((code) => find(code, 'heat') ?? []);
  const [functionShare, commonShare, leastShare] = parameters.map(microOf);
  if (functionShare === undefined || commonShare === undefined || leastShare === undefined) {
    return null;
  }
  return { functionShare, commonShare, leastShare, parameters };
}

function microOf({ value }: UsedParameter): bigint | undefined {
  return parseDecimal(value, shareDecimals);
}

function missing(code: string): Refusal {
  return refuse('parameter-missing', undefined, { code });
}

function faulty(code: string): Refusal {
  return refuse('parameter-faulty', undefined, { code });
}
