import {
  lineFaultTexts,
  territoryChangeNames,
  type LineFault,
  type TerritoryImportReport,
  type TerritoryStatusImportReport,
} from '#modules/registry/index.ts';
import { formatCount } from '#ui/format/number.ts';
import { formatDate } from '#ui/format/time.ts';
import { texts } from './texts.uk.ts';

/** Changes of each kind written out; the page of the upload shows more. */
const changesPrintedMax = 10;

/** What an edition of the codifier changes, in plain words. */
export function editionReport(
  editionOn: Temporal.PlainDate,
  report: TerritoryImportReport,
): string {
  const { units, unchanged, difference, changes, faultyLines, faults } = report;
  const kinds = ['added', 'renamed', 'moved', 'retired'] as const;
  return [
    texts.edition(formatDate(editionOn), formatCount(units)),
    ...kinds.flatMap((kind) => [
      `${territoryChangeNames[kind]}: ${formatCount(difference[kind])}`,
      ...shortened(
        changes
          .filter((change) => change.kind === kind)
          .map(({ code, name, was }) => `${code} ${name}${was === null ? '' : texts.was(was)}`),
        difference[kind],
      ),
    ]),
    texts.unchanged(formatCount(unchanged)),
    ...faultLines(faultyLines, faults),
  ].join('\n');
}

/** What a list of statuses of territories changed, in plain words. */
export function statusReport(report: TerritoryStatusImportReport): string {
  const { periods, added, removed, faults } = report;
  return [
    texts.statuses(formatCount(periods), formatCount(added), formatCount(removed)),
    ...faultLines(faults.length, faults),
  ].join('\n');
}

function shortened(lines: readonly string[], total: number): readonly string[] {
  const shown = lines.slice(0, changesPrintedMax).map((line) => `  ${line}`);
  return total > shown.length
    ? [...shown, `  ${texts.more(formatCount(total - shown.length))}`]
    : shown;
}

function faultLines(
  total: number,
  faults: readonly LineFault<keyof typeof lineFaultTexts>[],
): readonly string[] {
  if (total === 0) return [];
  const lines = faults.map(
    ({ line, fault, value }) => `  ${texts.line(line)}: ${lineFaultTexts[fault]} «${value}»`,
  );
  const rest = total - lines.length;
  return [
    texts.faults(formatCount(total)),
    ...lines,
    ...(rest === 0 ? [] : [`  ${texts.more(formatCount(rest))}`]),
  ];
}
