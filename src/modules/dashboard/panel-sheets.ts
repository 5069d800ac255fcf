import { paymentLevelPermille, type MonthSums } from '#modules/settlements/index.ts';
import { moneyCell, type Sheet, type SheetCell } from '#platform/spreadsheets/sheet.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { Panel } from './panel.ts';
import type { PanelFile } from './panel-state.ts';
import { texts } from './texts.uk.ts';

/** Headings of `sumsCells`. */
export const sumsHeadings: readonly string[] = [
  texts.charged,
  texts.corrected,
  texts.paid,
  texts.debt,
  texts.levelPercent,
];

/** Sums of a month as cells of a downloaded table. */
export function sumsCells(sums: MonthSums): readonly SheetCell[] {
  const level = paymentLevelPermille(sums.charged, sums.paid);
  return [
    ...[sums.charged, sums.corrected, sums.paid, sums.debt].map(moneyCell),
    level === null ? null : { scaled: BigInt(level), decimals: 1 },
  ];
}

/** One of the panel's tables to download; the month stands in every row. */
export function panelSheet(panel: Panel, file: PanelFile): Sheet {
  const month = panel.month?.period ?? '';
  const table = <Row extends MonthSums>(
    names: readonly string[],
    rows: readonly Row[],
    cells: (row: Row) => readonly SheetCell[],
  ): Sheet => ({
    title: fileTitles[file],
    headings: [...names, ...sumsHeadings],
    rows: rows.map((row) => [...cells(row), ...sumsCells(row)]),
  });
  switch (file) {
    case 'territories':
      return table([texts.period, texts.code, texts.territory], panel.groups, ({ territory }) => [
        month,
        territory.code,
        territory.fullName,
      ]);
    case 'services':
      return table([texts.period, texts.service], panel.services, ({ service }) => [
        month,
        serviceName(service, 'full'),
      ]);
    case 'providers':
      return table([texts.period, texts.provider], panel.providers, ({ name }) => [month, name]);
    case 'months':
      return table([texts.period], panel.dynamics, ({ period }) => [period]);
  }
}

const fileTitles: Readonly<Record<PanelFile, string>> = {
  territories: texts.territoriesTitle,
  services: texts.servicesTitle,
  providers: texts.providersTitle,
  months: texts.dynamicsTitle,
};
