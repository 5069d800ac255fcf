import type { FastifyReply } from 'fastify';
import { writeCsv, type CsvCell } from '../spreadsheets/csv.ts';

/** Answers with a CSV file; `name` is Latin letters, digits and hyphens. */
export function sendCsv(
  reply: FastifyReply,
  name: string,
  rows: readonly (readonly CsvCell[])[],
): FastifyReply {
  return reply
    .header('content-type', 'text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`)
    .header('cache-control', 'no-store')
    .send(writeCsv(rows));
}
