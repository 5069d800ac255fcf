import {
  provisionStateNames,
  subjectKindNames,
  type ProvisionRight,
  type Subject,
} from '#modules/registry/index.ts';
import type { Sheet, SheetCell } from '#platform/spreadsheets/sheet.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { eventText } from '../territories/rights-table.tsx';
import { texts } from './texts.uk.ts';

/** Found organisations to download. */
export function providersSheet(rows: AsyncIterable<Subject>): Sheet {
  return {
    title: texts.sheetProviders,
    headings: [
      texts.provider,
      texts.edrpou,
      texts.kind,
      texts.address,
      texts.phone,
      texts.email,
      texts.website,
    ],
    rows: cells(rows, (row) => [
      row.name,
      row.edrpou,
      subjectKindNames[row.kind],
      row.postalAddress,
      row.phone,
      row.email,
      row.website,
    ]),
  };
}

/** Found rights with their events to download. */
export function rightsSheet(rows: AsyncIterable<ProvisionRight>): Sheet {
  return {
    title: texts.sheetRights,
    headings: [
      texts.services,
      texts.provider,
      texts.edrpou,
      texts.sheetCode,
      texts.territory,
      texts.sheetTitle,
      texts.sheetNumber,
      texts.sheetDate,
      texts.sheetFrom,
      texts.sheetThrough,
      texts.sheetState,
      texts.sheetEvents,
    ],
    rows: cells(rows, (row) => [
      serviceName(row.service, 'full'),
      row.provider.shortName,
      row.provider.edrpou,
      row.territory.code,
      row.territory.fullName,
      row.document.title,
      row.document.number,
      row.document.date,
      row.term.from,
      row.term.to?.subtract({ days: 1 }) ?? null,
      provisionStateNames[row.state],
      row.events.map(eventText).join('; '),
    ]),
  };
}

async function* cells<Row>(
  rows: AsyncIterable<Row>,
  of: (row: Row) => readonly SheetCell[],
): AsyncGenerator<readonly SheetCell[]> {
  for await (const row of rows) yield of(row);
}
