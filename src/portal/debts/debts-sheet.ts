import { sumsCells, sumsHeadings, type Overview } from '#modules/dashboard/index.ts';
import type { Sheet } from '#platform/spreadsheets/sheet.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { texts as portalTexts } from '../texts.uk.ts';
import { texts } from './texts.uk.ts';

/** What the page shows: rows by territory one step down, or by service where there is no step. */
export function debtsSheet({ month, territory, groups, services }: Overview): Sheet {
  const period = month?.period ?? '';
  const here = territory?.fullName ?? portalTexts.country;
  const byTerritory = groups.map((group) => [
    period,
    group.territory.code,
    group.territory.fullName,
    null,
    ...sumsCells(group),
  ]);
  const byService = services.map((row) => [
    period,
    territory?.code ?? null,
    here,
    serviceName(row.service, 'full'),
    ...sumsCells(row),
  ]);
  return {
    title: texts.sheetTitle,
    headings: [texts.period, texts.code, texts.territory, texts.service, ...sumsHeadings],
    rows: [...byTerritory, ...byService],
  };
}
