import { parseDecimal, type Unit } from '#kernel/quantity.ts';
import { formatScaled } from '#ui/format/number.ts';
import { formatQuantity } from '#ui/format/quantity.ts';
import { formatDate } from '#ui/format/time.ts';
import type { ChargeLine, ExplainedInput } from './line.ts';
import { readingSource, texts, zoneName } from './texts.uk.ts';

const microDecimals = 6;

/** A decimal of a trace as millionths; zero when it is absent. */
export function microOf(text: string | undefined): bigint {
  return parseDecimal(text ?? '', microDecimals) ?? 0n;
}

/** An ISO date of a trace as people write it; empty when it is absent. */
export function shownDay(iso: string | undefined): string {
  return iso === undefined || iso === '' ? '' : formatDate(Temporal.PlainDate.from(iso));
}

/** A quantity of a trace with its unit. */
export function shownQuantity(text: string | undefined, unit: Unit): string {
  return formatQuantity(microOf(text), unit);
}

/** A plain number of a trace. */
export function shownNumber(text: string | undefined): string {
  return formatScaled(microOf(text), { decimals: microDecimals, minDecimals: 0 });
}

/** Names of the inputs of each zone: `previous`, or `previous.1` and `previous.2`. */
function zonesOfInputs(
  inputs: Readonly<Record<string, string>>,
  name: string,
): readonly { readonly suffix: string; readonly label: string }[] {
  if (inputs[name] !== undefined) return [{ suffix: '', label: '' }];
  const zones = Object.keys(inputs)
    .filter((key) => key.startsWith(`${name}.`))
    .map((key) => Number(key.slice(name.length + 1)))
    .sort((a, b) => a - b);
  return zones.map((zone) => ({
    suffix: `.${zone}`,
    label: `, ${zoneName(zone, zones.length)}`,
  }));
}

/** Of a meter replaced inside the month, what the old one showed comes first under this prefix. */
const replacedPrefix = 'replaced.';

/** Readings that the volume was taken from: before, now, the difference (2119:8.1). */
export function readingInputs({ inputs }: ChargeLine, unit: Unit): readonly ExplainedInput[] {
  return [
    ...meterInputs(inputs, unit, { prefix: replacedPrefix, note: texts.replacedMeter }),
    ...meterInputs(inputs, unit, { prefix: '', note: '' }),
  ];
}

function meterInputs(
  inputs: Readonly<Record<string, string>>,
  unit: Unit,
  { prefix, note }: { readonly prefix: string; readonly note: string },
): readonly ExplainedInput[] {
  const of = (name: string) => inputs[`${prefix}${name}`];
  return zonesOfInputs(inputs, `${prefix}previous`).flatMap(
    ({ suffix, label: zone }): ExplainedInput[] => {
      const label = `${zone}${note}`;
      const [previous, current] = [of(`previous${suffix}`), of(`current${suffix}`)];
      const difference = microOf(current) - microOf(previous);
      const since = of(`chargedSince${suffix}`);
      const rows: ExplainedInput[] = [
        {
          label: `${texts.previousReading}${label}`,
          value: shownQuantity(previous, unit),
          source: shownDay(of('previousOn')),
        },
        {
          label: `${texts.currentReading}${label}`,
          value: shownQuantity(current, unit),
          source: joined(shownDay(of('currentOn')), readingSource(of('source'))),
        },
        {
          label: `${texts.consumed}${label}`,
          value: difference < 0n ? texts.rolledOver : formatQuantity(difference, unit),
        },
      ];
      if (since !== undefined) {
        const value = formatQuantity(-microOf(since), unit);
        rows.push({ label: `${texts.chargedSince}${label}`, value });
      }
      return rows;
    },
  );
}

/** Readings of a line in few words: "12 → 15", of a replaced meter first. */
export function readingsInShort(inputs: Readonly<Record<string, string>>): string {
  return [replacedPrefix, '']
    .flatMap((prefix) =>
      zonesOfInputs(inputs, `${prefix}previous`).map(({ suffix }) =>
        texts.method.metered(
          shownNumber(inputs[`${prefix}previous${suffix}`]),
          shownNumber(inputs[`${prefix}current${suffix}`]),
        ),
      ),
    )
    .join('; ');
}

/** The consumer's own average that stands for a reading that did not come (2119:11.4). */
export function averageInputs(
  line: ChargeLine,
  unit: Unit,
  unverified: ReadonlySet<string>,
): readonly ExplainedInput[] {
  const { inputs } = line;
  const days = BigInt(inputs['historyDays'] ?? '0');
  const rows = zonesOfInputs(inputs, 'historyVolume').flatMap(
    ({ suffix, label }): ExplainedInput[] => {
      const volume = microOf(inputs[`historyVolume${suffix}`]);
      return [
        {
          label: `${texts.historyVolume}${label}`,
          value: formatQuantity(volume, unit),
          source: texts.historyDays(inputs['historyDays'] ?? ''),
          unverified: unverified.has('reading.history_days_min'),
        },
        {
          label: `${texts.dailyAverage}${label}`,
          value: formatQuantity(days === 0n ? 0n : volume / days, unit),
          source: texts.averageSource,
        },
      ];
    },
  );
  return [
    { label: texts.lastReading, value: shownDay(inputs['previousOn']) },
    ...rows,
    { label: texts.monthDays, value: String(line.days) },
    {
      label: texts.monthsByAverage,
      value: inputs['monthsBefore'] ?? '0',
      ...(isOfWater(line) ? limitOfWater : {}),
      unverified: unverified.has('reading.average_months_max'),
    },
  ];
}

/** The law that limits the average is about water and heat (2119:11.4). */
const limitOfWater = { source: texts.monthsByAverageSource, clause: '2119:11.4' } as const;

function isOfWater({ service }: ChargeLine): boolean {
  return service === 'cold-water' || service === 'hot-water' || service === 'sewerage';
}

function joined(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(', ');
}
