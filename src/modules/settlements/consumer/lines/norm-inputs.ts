import type { Unit } from '#kernel/quantity.ts';
import type { Service } from '#kernel/service.ts';
import type { ChargeLine, ExplainedInput } from './line.ts';
import { shownDay, shownQuantity } from './reading-inputs.ts';
import { texts } from './texts.uk.ts';

/** The parameter that holds the norm of a service (see parameters/settlements.csv). */
const normCodes: Readonly<Partial<Record<Service, string>>> = {
  'cold-water': 'water.norm',
  'hot-water': 'hot-water.norm',
  sewerage: 'water.norm',
  'gas-supply': 'gas.norm',
  'gas-distribution': 'gas.norm',
  'electricity-supply': 'electricity.norm',
  'electricity-distribution': 'electricity.norm',
  waste: 'waste.norm',
};

/** The norm and the people it is counted for (2119:9.2, 2320:34). */
export function normInputs(
  { service, rule, inputs }: ChargeLine,
  unit: Unit,
  unverified: ReadonlySet<string>,
): readonly ExplainedInput[] {
  const norm = shownQuantity(inputs['norm'], unit);
  const code = normCodes[service];
  return [
    {
      label: texts.norm,
      value:
        rule === 'waste-norm'
          ? texts.normPerPersonAndYear(norm)
          : texts.normPerPersonAndMonth(norm),
      source: isRegulated(service) ? texts.normByRegulator : texts.normByCouncil,
      unverified: code !== undefined && unverified.has(code),
    },
    {
      label: texts.residents,
      value: texts.residentsValue(inputs['residents'] ?? '0'),
      source: texts.residentsSource,
    },
    ...(inputs['normPart'] === undefined
      ? []
      : [{ label: texts.normPart, value: shownQuantity(inputs['normPart'], unit) }]),
  ];
}

/** Norms of gas and electricity are the same everywhere; the others are the council's. */
function isRegulated(service: Service): boolean {
  return service.startsWith('gas-') || service.startsWith('electricity-');
}

/** Why a meter that is there was not charged by. */
export function unmeteredReason({ service, inputs }: ChargeLine): readonly ExplainedInput[] {
  const { why, verifiedUntil } = inputs;
  if (verifiedUntil !== undefined) {
    return [{ label: texts.whyNorm, value: texts.verificationExpired(shownDay(verifiedUntil)) }];
  }
  const reason = why === undefined ? undefined : texts.why[why];
  if (reason === undefined) return [];
  return [
    {
      label: texts.whyNorm,
      value: reason,
      ...(isRegulated(service) ? {} : { clause: '2119:11.4' as const }),
    },
  ];
}
