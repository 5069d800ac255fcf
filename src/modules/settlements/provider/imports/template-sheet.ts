import { unitDecimals } from '#kernel/quantity.ts';
import { serviceUnit } from '#kernel/service.ts';
import type { Sheet, SheetCell } from '#platform/spreadsheets/sheet.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { columnTitles } from '../../readings/import/texts.uk.ts';
import type { TemplateBatch, TemplateLine } from './template.ts';
import { texts } from './texts.uk.ts';

const microDecimals = 6;

/** Columns that the import reads, and those that help to find the meter. */
const headings = [
  columnTitles.account,
  texts.templateAddress,
  columnTitles.service,
  columnTitles.serial,
  columnTitles.zone,
  texts.templatePreviousOn,
  texts.templatePrevious,
  columnTitles.date,
  columnTitles.value,
];

/** The form of a month: every line holds all but the reading. */
export function templateSheet(
  first: TemplateBatch,
  ask: (afterMeter: bigint) => Promise<TemplateBatch | undefined>,
): Sheet {
  return { title: texts.templateSheet, headings, rows: allRows(first, ask) };
}

async function* allRows(
  first: TemplateBatch,
  ask: (afterMeter: bigint) => Promise<TemplateBatch | undefined>,
): AsyncGenerator<readonly SheetCell[]> {
  let batch: TemplateBatch | undefined = first;
  while (batch !== undefined) {
    for (const line of batch.lines) yield cellsOf(line, first.day);
    batch = batch.lastMeter === null ? undefined : await ask(batch.lastMeter);
  }
}

function cellsOf(
  { meter, zone, previous }: TemplateLine,
  day: Temporal.PlainDate,
): readonly SheetCell[] {
  return [
    meter.accountNumber,
    meter.address,
    serviceName(meter.service),
    meter.serial,
    zone,
    previous?.takenOn ?? null,
    previous === undefined ? null : readingCell(previous.value, meter.service),
    day,
    null,
  ];
}

/** With the decimals that readings of the service are shown with. */
function readingCell(value: bigint, service: TemplateLine['meter']['service']): SheetCell {
  const decimals = unitDecimals[serviceUnit[service]];
  return { scaled: value / 10n ** BigInt(microDecimals - decimals), decimals };
}
