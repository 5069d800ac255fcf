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

/** Several meters of one service stand in one trace, all but the last behind such a prefix. */
const prefixPattern = /^(?<word>replaced|beside)\d*\./;

function prefixesOf(inputs: Readonly<Record<string, string>>): readonly string[] {
  const found = Object.keys(inputs).flatMap((name) => prefixPattern.exec(name)?.[0] ?? []);
  return [...new Set(found), ''];
}

/**
 * What the meters of a line showed: readings before and now and the difference (2119:8.1), or the
 * average that stands for a reading that did not come (2119:11.4).
 */
export function meterInputs(
  line: ChargeLine,
  unit: Unit,
  unverified: ReadonlySet<string>,
): readonly ExplainedInput[] {
  return prefixesOf(line.inputs).flatMap((prefix) => {
    const word = prefixPattern.exec(prefix)?.groups?.['word'];
    const meter = { line, unit, prefix, note: texts.meterNotes[word ?? ''] ?? '' };
    if (line.inputs[`${prefix}historyDays`] !== undefined) return averageRows(meter, unverified);
    const rows = readingRows(meter);
    if (rows.length > 0) return rows;
    // Charged by the norm, with a late reading to settle.
    return settledRows(line.inputs, unit, { label: meter.note, prefix, suffix: '' });
  });
}

/** One of the meters of a line: where its inputs are, and how it is told from the others. */
interface ShownMeter {
  readonly line: ChargeLine;
  readonly unit: Unit;
  readonly prefix: string;
  readonly note: string;
}

function readingRows({ line, unit, prefix, note }: ShownMeter): readonly ExplainedInput[] {
  const { inputs } = line;
  const of = (name: string) => inputs[`${prefix}${name}`];
  return zonesOfInputs(inputs, `${prefix}previous`).flatMap(
    ({ suffix, label: zone }): ExplainedInput[] => {
      const label = `${zone}${note}`;
      const [previous, current] = [of(`previous${suffix}`), of(`current${suffix}`)];
      const difference = microOf(current) - microOf(previous);
      return [
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
        ...settledRows(inputs, unit, { label, prefix, suffix }),
      ];
    },
  );
}

/** What is taken off for months without a reading, and what late and corrected readings change. */
export function settledRows(
  inputs: Readonly<Record<string, string>>,
  unit: Unit,
  { label, prefix, suffix }: Readonly<Record<'label' | 'prefix' | 'suffix', string>>,
): readonly ExplainedInput[] {
  const since = inputs[`${prefix}chargedSince${suffix}`];
  const settled = inputs[`${prefix}settled${suffix}`];
  const rows: ExplainedInput[] = [];
  const normDays = inputs[`${prefix}normDays`];
  if (normDays !== undefined) rows.push({ label: `${texts.normDays}${label}`, value: normDays });
  if (since !== undefined) {
    const value = formatQuantity(-microOf(since), unit);
    rows.push({ label: `${texts.chargedSince}${label}`, value });
  }
  if (settled !== undefined) {
    rows.push({ label: `${texts.settled}${label}`, value: shownQuantity(settled, unit) });
  }
  return rows;
}

/** Readings of a line in few words: "12 → 15", of a replaced meter first. */
export function readingsInShort(inputs: Readonly<Record<string, string>>): string {
  return prefixesOf(inputs)
    .flatMap((prefix) => {
      const pairs = zonesOfInputs(inputs, `${prefix}previous`).map(({ suffix }) =>
        texts.method.metered(
          shownNumber(inputs[`${prefix}previous${suffix}`]),
          shownNumber(inputs[`${prefix}current${suffix}`]),
        ),
      );
      return inputs[`${prefix}historyDays`] === undefined ? pairs : [texts.method.average];
    })
    .join('; ');
}

/** The consumer's own average that stands for a reading that did not come (2119:11.4). */
function averageRows(
  { line, unit, prefix, note }: ShownMeter,
  unverified: ReadonlySet<string>,
): readonly ExplainedInput[] {
  const { inputs } = line;
  const of = (name: string) => inputs[`${prefix}${name}`];
  const days = BigInt(of('historyDays') ?? '0');
  const rows = zonesOfInputs(inputs, `${prefix}historyVolume`).flatMap(
    ({ suffix, label: zone }): ExplainedInput[] => {
      const label = `${zone}${note}`;
      const volume = microOf(of(`historyVolume${suffix}`));
      return [
        {
          label: `${texts.historyVolumes[of('method') ?? ''] ?? texts.historyVolume}${label}`,
          value: formatQuantity(volume, unit),
          source: texts.historyDays(of('historyDays') ?? ''),
          unverified:
            unverified.has('reading.history_days_min') || unverified.has('reading.average_method'),
        },
        {
          label: `${texts.dailyAverage}${label}`,
          value: formatQuantity(days === 0n ? 0n : volume / days, unit),
          source: texts.averageSource,
        },
        ...settledRows(inputs, unit, { label, prefix, suffix }),
      ];
    },
  );
  return [
    { label: `${texts.lastReading}${note}`, value: shownDay(of('previousOn')) },
    ...rows,
    { label: `${texts.monthDays}${note}`, value: of('daysInUse') ?? String(line.days) },
    {
      label: `${texts.monthsByAverage}${note}`,
      value: of('monthsBefore') ?? '0',
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
