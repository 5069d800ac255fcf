import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { errorIdField } from './error-id.ts';
import { openReport, type OpenedReport } from './open-report.ts';
import { answersFor, errorKinds, type ReportState } from './report.ts';
import { findReport, readSteps, searchReports, type ReportRow, type Step } from './reports.sql.ts';

export const reportsPerPage = 20;

export const answering = {
  law: [law('1039:87.2.a'), law('1039:87.2.b'), law('1039:88.1'), law('1039:90.1')],
  audience: ['owner', 'technical-administrator'],
  scope: { kind: 'platform', key: () => 'errors' },
} as const;

/** Parts of the desk, and which states are in each. */
export const deskStates = {
  open: ['sent', 'checking'],
  fixing: ['confirmed', 'fixing'],
  done: ['refuted', 'fixed'],
} as const satisfies Readonly<Record<string, readonly ReportState[]>>;
export type DeskState = keyof typeof deskStates;

const listInput = z.object({
  state: z.enum(['open', 'fixing', 'done']).catch('open'),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});

/**
 * Reports that whoever asks answers for, overdue ones on top; one more than a page when there are
 * more. Confirmed errors of method are the administrator's to remove as well (1039:89.1).
 */
export function listErrorDeskQuery(secrets: FieldCipher) {
  return defineQuery({
    ...answering,
    id: 'support.list-error-desk',
    input: listInput,
    async handle(
      { db, principal }: Reading,
      { state, page }: z.infer<typeof listInput>,
    ): Promise<readonly OpenedReport[]> {
      const states = deskStates[state];
      const kinds = errorKinds.filter((kind) =>
        states.some((one) => mayAct(principal, { kind, state: one })),
      );
      const offset = (page - 1) * reportsPerPage;
      const search = { kinds, states, limit: reportsPerPage + 1, offset };
      const rows = await searchReports(queryableOf(db), search);
      const own = rows.filter((row) => mayAct(principal, row));
      return Promise.all(own.map((row) => openReport(secrets, row)));
    },
  });
}

export interface DeskReport {
  readonly report: OpenedReport;
  readonly steps: readonly Pick<Step, 'at' | 'act' | 'kind'>[];
}

const oneInput = z.object({ errorId: errorIdField });

/** One of them. */
export function findDeskReportQuery(secrets: FieldCipher) {
  return defineQuery({
    ...answering,
    id: 'support.find-desk-report',
    input: oneInput,
    async handle(
      { db, principal }: Reading,
      { errorId }: z.infer<typeof oneInput>,
    ): Promise<DeskReport | Refusal> {
      const on = queryableOf(db);
      const row = await findReport(on, errorId);
      if (row === undefined || !mayAct(principal, row)) return refuse('no-such-report');
      return {
        report: await openReport(secrets, row),
        steps: await readSteps(on, errorId),
      };
    },
  });
}

/**
 * Whether somebody sees a report and may act on it: whoever answers for its kind, and on a
 * confirmed error of method the administrator, who removes it.
 * @law 1039:87.2.a 1039:87.2.b 1039:89.1
 */
export function mayAct(
  { role }: Principal,
  { kind, state }: Pick<ReportRow, 'kind' | 'state'>,
): boolean {
  if (answersFor(kind) === role) return true;
  const isConfirmed = state === 'confirmed' || state === 'fixing' || state === 'fixed';
  return role === 'technical-administrator' && isConfirmed;
}
