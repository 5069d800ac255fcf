import { divideHalfUp, kopiykas } from '#kernel/money.ts';
import { lastDay } from '#kernel/period.ts';
import type { Price } from '#kernel/price.ts';
import type { Unit } from '#kernel/quantity.ts';
import { serviceUnit, type Service } from '#kernel/service.ts';
import { law, type ClauseId } from '#kernel/law.ts';
import { formatMoneyWithUnit, formatPriceWithUnit } from '#ui/format/money.ts';
import { formatScaled, withUnit } from '#ui/format/number.ts';
import { formatQuantity } from '#ui/format/quantity.ts';
import { hryvniaShort } from '#ui/format/texts.uk.ts';
import { formatDate } from '#ui/format/time.ts';
import { ruleLaw, type RuleId } from '../../rules/trace.ts';
import { perKopiyka } from '../../rules/price-by-day.ts';
import { givenBackRows, isUncharged, returnedBefore } from './given-back.ts';
import { heatInputs } from './heat-inputs.ts';
import type {
  ChargeLine,
  ExplainedInput,
  ExplainedLine,
  ExplainedTariff,
  LineContext,
  TariffDecision,
} from './line.ts';
import { normInputs, unmeteredReason } from './norm-inputs.ts';
import { meterInputs, readingsInShort, shownNumber, shownQuantity } from './reading-inputs.ts';
import { ruleTitles, texts } from './texts.uk.ts';

const monthsInYear = 12n;
/** Millionths of a unit by 1/100000 UAH: so many in one hryvnia. */
const perHryvnia = 100_000_000_000n;
const shownDecimals = 6;

/** How a sum came about, in words and figures that anybody can check with a calculator. */
export function explainLine(line: ChargeLine, context: LineContext): ExplainedLine {
  const unit = unitOf(line, context);
  const tariffs = tariffsOf(line, context);
  return {
    key: `${line.service}-${line.component}-${line.line}`,
    component: line.component,
    title: ruleTitles[line.rule],
    formula: formula(line, unit),
    amount: line.amount,
    vat: vatText(line, context),
    rounding: roundingText(line),
    inputs: [
      ...inputsByRule[line.rule](line, unit, context),
      ...carriedRows(line, unit),
      ...givenBackRows(line, unit),
    ],
    tariffs,
    method: methodByRule[line.rule](line),
    volume: formatQuantity(line.volume, unit),
    price: tariffs.map(({ price }) => price).join('; '),
    law: lawOf(line),
  };
}

/** Markets of electricity and gas have rules of their own; 2119 is about heat and water. */
const marketLaw: Readonly<Partial<Record<Service, ClauseId>>> = {
  'electricity-supply': law('nerc-312:4'),
  'electricity-distribution': law('nerc-312:4'),
  'gas-supply': law('nerc-2494:9'),
  'gas-distribution': law('nerc-2494:9'),
};

function lawOf({ service, component, rule }: ChargeLine): ClauseId {
  const own = component === 'volume' ? marketLaw[service] : undefined;
  return own ?? law(ruleLaw[rule]);
}

/** Waste is charged by the cubic metre, though it is counted by persons. */
function unitOf(line: ChargeLine, { tariffs }: LineContext): Unit {
  const tariff = tariffs.get(line.tariffId);
  if (tariff !== undefined) return tariff.unit;
  return line.component === 'volume' ? serviceUnit[line.service] : 'month';
}

function isYearly({ rule }: ChargeLine): boolean {
  return rule === 'waste-norm';
}

/** "84 kWh × 2.40 + 38 kWh × 1.20": one product for each zone and each tariff of the month. */
function formula(line: ChargeLine, unit: Unit): string {
  const products = line.parts
    .filter((part) => !isUncharged(part))
    .map((part) => {
      const volume = formatQuantity(BigInt(part.volume), unit);
      const shown = isYearly(line) ? texts.perYearDivided(volume) : volume;
      return `${shown} × ${formatPriceWithUnit(BigInt(part.price) as Price, unit)}`;
    });
  const returned = returnedBefore(line);
  return [...products, ...(returned === 0n ? [] : [formatMoneyWithUnit(returned)])].join(' + ');
}

/** One rounding a line, and here is what was rounded. */
function roundingText(line: ChargeLine): string {
  const divisor = isYearly(line) ? monthsInYear : 1n;
  const numerator = line.parts.reduce(
    (sum, { volume, price }) => sum + BigInt(volume) * BigInt(price),
    returnedBefore(line) * perKopiyka,
  );
  const result = formatMoneyWithUnit(line.amount);
  const scale = 10n ** BigInt(shownDecimals);
  const isWhole = (numerator * scale) % (perHryvnia * divisor) === 0n;
  const scaled = divideHalfUp(numerator * scale, perHryvnia * divisor);
  const look = { decimals: shownDecimals, minDecimals: 2 };
  const exact = withUnit(formatScaled(scaled, look), hryvniaShort);
  if (!isWhole) return texts.roundedFrom(exact, result);
  return exact === result ? texts.exact(result) : texts.rounded(exact, result);
}

function vatText(line: ChargeLine, { tariffs }: LineContext): string {
  const percent = tariffs.get(line.tariffId)?.vatPercent ?? 0;
  if (line.vat === 0n || percent === 0) return texts.noVat;
  return texts.vat(percent, formatMoneyWithUnit(kopiykas(line.vat)));
}

function carriedRows({ inputs }: ChargeLine, unit: Unit): readonly ExplainedInput[] {
  const carried = inputs['carriedVolume'];
  if (carried === undefined) return [];
  return [{ label: texts.carriedVolume, value: shownQuantity(carried, unit) }];
}

type InputsOf = (line: ChargeLine, unit: Unit, context: LineContext) => readonly ExplainedInput[];

const byMeter: InputsOf = (line, unit, { unverified }) => meterInputs(line, unit, unverified);

const byNorm: InputsOf = (line, unit, { unverified }) => [
  ...unmeteredReason(line),
  ...normInputs(line, unit, unverified),
  ...meterInputs(line, unit, unverified),
];

/** What went into a line, by the rule that made it. */
const inputsByRule: Readonly<Record<RuleId, InputsOf>> = {
  metered: byMeter,
  'metered-average': byMeter,
  'follows-water': (line, unit, context) => [
    ...byMeter(line, unit, context),
    ...(line.inputs['hotWater'] === undefined
      ? []
      : [{ label: texts.hotWater, value: shownQuantity(line.inputs['hotWater'], unit) }]),
    { label: texts.waterVolume, value: formatQuantity(line.volume, unit), clause: '2189:17.3' },
  ],
  'building-heat-share': (line, _, context) => heatInputs(line, context),
  norm: byNorm,
  'norm-after-three-months': byNorm,
  'waste-norm': byNorm,
  area: ({ inputs }) => [
    { label: texts.area, value: shownQuantity(inputs['area'], 'm2'), source: texts.areaSource },
  ],
  subscription: () => [],
  fixed: () => [],
};

function tariffsOf(line: ChargeLine, context: LineContext): readonly ExplainedTariff[] {
  const seen = new Map<string, ExplainedTariff>();
  for (const part of line.parts) {
    if (seen.has(part.tariff) || isUncharged(part)) continue;
    const unit = unitOf(line, context);
    const tariff = context.tariffs.get(BigInt(part.tariff));
    seen.set(part.tariff, {
      tariffId: BigInt(part.tariff),
      price: formatPriceWithUnit(BigInt(part.price) as Price, unit),
      authority: tariff?.authority ?? '',
      decision: tariff === undefined ? texts.decisionUnknown : decisionText(tariff),
      validity: tariff === undefined ? '' : validityText(tariff, context),
    });
  }
  return [...seen.values()];
}

function decisionText({ number, decidedOn }: TariffDecision): string {
  return texts.decision(number, formatDate(decidedOn));
}

/** A tariff that has ended since is still "in force" on the bill of its own month. */
function validityText({ validFrom, validTo }: TariffDecision, { period }: LineContext): string {
  const from = formatDate(validFrom);
  const endedInMonth =
    validTo !== null && Temporal.PlainDate.compare(validTo, lastDay(period)) <= 0;
  if (!endedInMonth || validTo === null) return texts.validFrom(from);
  return texts.validBetween(from, formatDate(validTo.subtract({ days: 1 })));
}

const methodOfMeter = ({ inputs }: ChargeLine): string => readingsInShort(inputs);

const methodOfNorm = ({ inputs }: ChargeLine): string =>
  texts.method.norm(shownNumber(inputs['norm']), inputs['residents'] ?? '');

/** How the volume was found, in a few words. */
const methodByRule: Readonly<Record<RuleId, (line: ChargeLine) => string>> = {
  metered: methodOfMeter,
  'metered-average': methodOfMeter,
  'follows-water': methodOfMeter,
  norm: methodOfNorm,
  'norm-after-three-months': methodOfNorm,
  'waste-norm': methodOfNorm,
  'building-heat-share': ({ inputs }) => texts.method.heat(shownQuantity(inputs['area'], 'm2')),
  area: () => texts.method.area,
  subscription: () => texts.method.monthly,
  fixed: () => texts.method.monthly,
};
