import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { Sheet } from './sheet.ts';
import { streamCsv } from './stream-csv.ts';
import { streamXlsx } from './stream-xlsx.ts';

export const sheetFormats = ['csv', 'xlsx'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

const contentTypes: Readonly<Record<SheetFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Answers with a table as a file, written while it is read; `fileName` has no ending. */
export function sendSheet(
  reply: FastifyReply,
  file: { readonly format: SheetFormat; readonly fileName: string },
  sheet: Sheet,
): FastifyReply {
  const body = file.format === 'csv' ? Readable.from(streamCsv(sheet)) : streamXlsx(sheet);
  return sendFile(reply, `${file.fileName}.${file.format}`, contentTypes[file.format]).send(body);
}

/** Heads of an answer that is saved as a file. */
export function sendFile(reply: FastifyReply, fileName: string, contentType: string): FastifyReply {
  const name = encodeURIComponent(fileName).replaceAll("'", '%27');
  return reply
    .header('content-type', contentType)
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment; filename*=UTF-8''${name}`);
}
