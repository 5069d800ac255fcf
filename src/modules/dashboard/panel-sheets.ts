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

interface Lines<Row extends MonthSums> {
  readonly headings: readonly string[];
  readonly rows: readonly Row[];
  readonly names: (row: Row) => readonly SheetCell[];
}

function table<Row extends MonthSums>(title: string, lines: Lines<Row>): Sheet {
  return {
    title,
    headings: [...lines.headings, ...sumsHeadings],
    rows: lines.rows.map((row) => [...lines.names(row), ...sumsCells(row)]),
  };
}

/** One of the panel's tables to download; the month stands in every row. */
export const panelSheets: Readonly<Record<PanelFile, (panel: Panel) => Sheet>> = {
  territories: ({ month, groups }) =>
    table(texts.territoriesTitle, {
      headings: [texts.period, texts.code, texts.territory],
      rows: groups,
      names: ({ territory }) => [month?.period ?? null, territory.code, territory.fullName],
    }),
  services: ({ month, services }) =>
    table(texts.servicesTitle, {
      headings: [texts.period, texts.service],
      rows: services,
      names: ({ service }) => [month?.period ?? null, serviceName(service, 'full')],
    }),
  providers: ({ month, providers }) =>
    table(texts.providersTitle, {
      headings: [texts.period, texts.provider],
      rows: providers,
      names: ({ name }) => [month?.period ?? null, name],
    }),
  months: ({ dynamics }) =>
    table(texts.dynamicsTitle, {
      headings: [texts.period],
      rows: dynamics,
      names: ({ period }) => [period],
    }),
};
