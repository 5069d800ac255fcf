import { moneyCell, type SheetCell } from '#platform/spreadsheets/sheet.ts';
import { sendSheet, sheetFormats } from '#platform/spreadsheets/send-sheet.ts';
import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../../plugin.ts';
import { answer, forProviders, subjectOf } from '../cabinet.tsx';
import { placeName } from '../texts.uk.ts';
import { receivablesPage } from './receivables-page.tsx';
import { debtorsMax, receivablesReport, type Debtor } from './receivables-report.ts';
import { texts } from './texts.uk.ts';

interface ReceivablesRoute {
  Querystring: { place?: string };
}

/** Receivables as a page and as files. */
export function receivablesRoutes(app: FastifyInstance, { operations }: SettlementsParts): void {
  app.get<ReceivablesRoute>('/cabinet/receivables', forProviders, async (request, reply) => {
    const input = { place: placeOf(request.query), subjectId: subjectOf(request) };
    const found = await operations.ask(receivablesReport, request.principal, input);
    return answer(reply, found, (report) => receivablesPage(request.frame(), report));
  });

  for (const format of sheetFormats) {
    app.get<ReceivablesRoute>(
      `/cabinet/receivables.${format}`,
      forProviders,
      async (request, reply) => {
        const input = {
          place: placeOf(request.query),
          subjectId: subjectOf(request),
          debtors: debtorsMax,
        };
        const found = await operations.ask(receivablesReport, request.principal, input);
        if (found.kind !== 'done') return answer(reply, found, () => '');
        const rows = found.value.debtors.map(debtorCells);
        const sheet = { title: texts.largest, headings, rows };
        return sendSheet(reply, { format, fileName: texts.fileName }, sheet);
      },
    );
  }
}

/** The form of the page sends an empty place for all of them. */
function placeOf({ place }: { readonly place?: string }): string | undefined {
  return place === '' ? undefined : place;
}

const headings = [
  texts.number,
  texts.address,
  texts.place,
  texts.sum,
  texts.olderThanQuarter,
  texts.olderThanYear,
];

function debtorCells({ number, address, place, debt, ages }: Debtor): readonly SheetCell[] {
  return [
    number,
    address,
    placeName(place),
    moneyCell(debt),
    moneyCell(ages.year + ages.older),
    moneyCell(ages.older),
  ];
}
