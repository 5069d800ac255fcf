import { paymentLevelPermille, type MonthSums } from '#modules/settlements/index.ts';
import { decimalCell, type CsvCell } from '#platform/spreadsheets/csv.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { Panel } from './panel.ts';
import type { PanelFile } from './panel-state.ts';
import { texts } from './texts.uk.ts';

export const sumsHeader: readonly string[] = [
  texts.charged,
  texts.corrected,
  texts.paid,
  texts.debt,
  texts.levelPercent,
];

const kopiykaDecimals = 2;

export function sumsCells(sums: MonthSums): readonly CsvCell[] {
  const level = paymentLevelPermille(sums.charged, sums.paid);
  return [
    ...[sums.charged, sums.corrected, sums.paid, sums.debt].map((sum) =>
      decimalCell(sum, kopiykaDecimals),
    ),
    level === null ? null : decimalCell(BigInt(level), 1),
  ];
}

/** One of the panel's tables with its heading; the month stands in every row. */
export function panelCsv(panel: Panel, file: PanelFile): readonly (readonly CsvCell[])[] {
  const month = panel.month?.period ?? '';
  const cells = (name: readonly CsvCell[], sums: MonthSums) => [month, ...name, ...sumsCells(sums)];
  switch (file) {
    case 'territories':
      return [
        [texts.period, texts.code, texts.territory, ...sumsHeader],
        ...panel.groups.map((row) => cells([row.territory.code, row.territory.fullName], row)),
      ];
    case 'services':
      return [
        [texts.period, texts.service, ...sumsHeader],
        ...panel.services.map((row) => cells([serviceName(row.service, 'full')], row)),
      ];
    case 'providers':
      return [
        [texts.period, texts.provider, ...sumsHeader],
        ...panel.providers.map((row) => cells([row.name], row)),
      ];
    case 'months':
      return [
        [texts.period, ...sumsHeader],
        ...panel.dynamics.map((row) => [row.period, ...sumsCells(row)]),
      ];
  }
}
