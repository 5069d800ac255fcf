import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { readReportEmail, reportColumns, type ReportRow } from './reports.sql.ts';

/** A report in words. */
export interface OpenedReport extends Omit<ReportRow, 'said' | 'answer'> {
  readonly said: string;
  readonly answer: string | null;
}

/** Where a value of a report stands. */
export function placeOf(column: keyof typeof reportColumns, reportId: bigint) {
  return { column: reportColumns[column], rowId: String(reportId) };
}

export async function openReport(secrets: FieldCipher, row: ReportRow): Promise<OpenedReport> {
  const { reportId, said, answer } = row;
  return {
    ...row,
    said: await secrets.open(placeOf('said', reportId), said),
    answer: answer === null ? null : await secrets.open(placeOf('answer', reportId), answer),
  };
}

/** Where an answer goes to somebody who was not signed in. */
export async function openReportEmail(
  db: Queryable,
  secrets: FieldCipher,
  reportId: bigint,
): Promise<string | undefined> {
  const sealed = await readReportEmail(db, reportId);
  return sealed && secrets.open(placeOf('email', reportId), sealed);
}
