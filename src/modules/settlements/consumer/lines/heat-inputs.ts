import type { Unit } from '#kernel/quantity.ts';
import { formatPercent } from '#ui/format/number.ts';
import { formatQuantity } from '#ui/format/quantity.ts';
import type { BuildingVolumeView, ChargeLine, ExplainedInput, LineContext } from './line.ts';
import { microOf, settledRows, shownDay, shownQuantity } from './reading-inputs.ts';
import { readingSource, texts } from './texts.uk.ts';

const percentPerMicro = 10_000;

/**
 * How the flat's heat was taken from the building's: what the building meter showed, what the
 * system and the common places took, what was left, and the flat's part of each (2119:10.2).
 */
export function heatInputs(line: ChargeLine, context: LineContext): readonly ExplainedInput[] {
  const building = context.building.get('heat');
  return [
    ...(building === undefined ? [] : buildingInputs(building, context.unverified)),
    ...flatInputs(line, context),
    ...(building === undefined ? [] : [balanceInput(building)]),
  ];
}

function buildingInputs(
  { total, inputs }: BuildingVolumeView,
  unverified: ReadonlySet<string>,
): readonly ExplainedInput[] {
  return [
    {
      label: texts.buildingMeter,
      value: formatQuantity(total, 'Gcal'),
      source: buildingReadings(inputs, 'Gcal'),
    },
    ...settledRows(inputs, 'Gcal', { label: texts.ofBuilding, prefix: '', suffix: '' }),
    ...(inputs['carried'] === undefined
      ? []
      : [{ label: texts.carried, value: shownQuantity(inputs['carried'], 'Gcal') }]),
    {
      label: texts.systemPart(percentOf(inputs['functionShare'])),
      value: shownQuantity(inputs['system'], 'Gcal'),
      source: texts.byAreaOfAll,
      clause: '315:4',
      unverified: unverified.has('heat.function_share'),
    },
    {
      label: texts.commonPart(percentOf(inputs['commonShare'])),
      value: shownQuantity(inputs['common'], 'Gcal'),
      source: texts.byAreaOfAll,
      clause: '315:5',
      unverified: unverified.has('heat.common_share'),
    },
    { label: texts.premisesPart, value: shownQuantity(inputs['premises'], 'Gcal') },
    {
      label: texts.allArea,
      value: shownQuantity(inputs['area'], 'm2'),
      source: texts.areaSource,
    },
  ];
}

function flatInputs(line: ChargeLine, context: LineContext): readonly ExplainedInput[] {
  const { inputs } = line;
  const isLifted = inputs['lifted'] === 'yes';
  return [
    {
      label: texts.heatedArea,
      value: shownQuantity(inputs['area'], 'm2'),
      source: texts.areaSource,
    },
    {
      label: texts.ownByArea,
      value: shownQuantity(inputs['own'], 'Gcal'),
      source: ownSource(line, context),
      ...(isLifted
        ? { clause: '315:6' as const, unverified: context.unverified.has('heat.least_share') }
        : {}),
    },
    {
      label: texts.yourSystemPart,
      value: shownQuantity(inputs['system'], 'Gcal'),
      source: texts.byAreaOfAll,
    },
    {
      label: texts.yourCommonPart,
      value: shownQuantity(inputs['common'], 'Gcal'),
      source: texts.byAreaOfAll,
    },
    ...(inputs['recalculated'] === undefined
      ? []
      : [
          {
            label: texts.recalculated,
            value: shownQuantity(inputs['recalculated'], 'Gcal'),
            source: texts.recalculatedSource,
            clause: '2119:11.4' as const,
          },
        ]),
    { label: texts.yourTotal, value: formatQuantity(line.volume, 'Gcal') },
  ];
}

function ownSource({ inputs }: ChargeLine, context: LineContext): string {
  if (inputs['heating'] === 'own') return texts.ownBoiler;
  if (inputs['lifted'] === 'yes') {
    return texts.lifted(percentOf(context.building.get('heat')?.inputs['leastShare']));
  }
  // Traces older than this record tell no rule: then a meter there is was the one charged by.
  const hasMeter = context.meters.some(({ service }) => service === 'heat');
  const rule = inputs['ownRule'] ?? (hasMeter ? 'metered' : undefined);
  if (rule === 'metered-average') return texts.ownByAverageSource;
  return rule === 'metered' ? texts.ownByMeterSource : texts.ownByAreaSource;
}

/** Both sums stand there, so that anybody can see that nothing was lost or added. */
function balanceInput({ total, distributed }: BuildingVolumeView): ExplainedInput {
  return {
    label: texts.balance,
    value: formatQuantity(distributed, 'Gcal'),
    source: texts.balanceHolds(formatQuantity(total, 'Gcal')),
    clause: '2119:10.2',
  };
}

/** A building's meter in a line of words: "12 → 15 Gcal, 31.10–30.11, from the file". */
export function buildingReadings(inputs: Readonly<Record<string, string>>, unit: Unit): string {
  if (inputs['rule'] === 'metered-average') return texts.method.average;
  const dates = [
    `${shownDay(inputs['previousOn'])}–${shownDay(inputs['currentOn'])}`,
    readingSource(inputs['source']),
  ];
  return texts.buildingReadings(
    shownQuantity(inputs['previous'], unit),
    shownQuantity(inputs['current'], unit),
    dates.filter((part) => part !== undefined).join(', '),
  );
}

function percentOf(share: string | undefined): string {
  return formatPercent(Number(microOf(share)) / percentPerMicro, 0);
}
