import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { readInOffice } from '#modules/access/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Letter } from '#platform/mail/compose.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { beyondReach } from '#platform/reach.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { answering, mayAct } from './desk-reports.ts';
import { errorIdField } from './error-id.ts';
import { placeOf } from './open-report.ts';
import { errorDeskPath, newErrorPath, ownErrorsPath } from './paths.ts';
import { tellWhoAnswers } from './report-error.ts';
import { errorKinds, reportActs, stateAfter, type ReportState } from './report.ts';
import { addStep, lockReport, updateReport, type ReportRow } from './reports.sql.ts';
import { texts } from './texts.uk.ts';

const { faults } = texts;
const answerCharsMax = 2_000;

const input = z
  .object({
    errorId: errorIdField,
    act: z.enum(reportActs, faults.act),
    /** Of `classify`. */
    kind: z.enum(errorKinds, faults.kind).optional(),
    /** Of `confirm` and `refute`: what whoever reported it reads. */
    answer: z.string().trim().max(answerCharsMax, faults.answerTooLong).default(''),
    /** Of `confirm`: when it is likely to be fixed. */
    estimateOn: z
      .literal('')
      .transform(() => undefined)
      .or(z.iso.date(faults.estimateOn).transform((day) => Temporal.PlainDate.from(day)))
      .optional(),
  })
  .refine(({ act, kind }) => act !== 'classify' || kind !== undefined, {
    path: ['kind'],
    error: faults.kind,
  })
  .refine(({ act, answer }) => !['confirm', 'refute'].includes(act) || answer !== '', {
    path: ['answer'],
    error: faults.answer,
  })
  .refine(({ act, estimateOn }) => act !== 'confirm' || estimateOn !== undefined, {
    path: ['estimateOn'],
    error: faults.estimateOn,
  });
type Acting = z.infer<typeof input>;

/**
 * Whoever answers for an error does the next thing about it. A new kind leaves its term as it is
 * and takes it to the other desk. Whoever reported it is told of each outcome in the cabinet and by
 * e-mail; of a confirmed error of method the administrator is told at once.
 * @law 1039:88.1 1039:88.2 1039:89.1 1039:89.2 1039:90.1 1039:90.2 1039:91.1 1039:91.2
 */
export function actOnReportCommand(secrets: FieldCipher) {
  return defineCommand({
    ...answering,
    id: 'support.act-on-report',
    law: [
      ...[law('1039:88.1'), law('1039:88.2'), law('1039:89.1'), law('1039:89.2')],
      ...[law('1039:90.1'), law('1039:90.2'), law('1039:91.1'), law('1039:91.2')],
    ],
    input,
    auditSubject: ({ errorId }) => `error-report:${errorId}`,
    // Words are people's.
    auditPayload: ({ act, kind }) => ({ act, kind: kind ?? null }),
    async handle(
      { tx, principal, now }: Execution,
      { errorId, act, kind, answer, estimateOn }: Acting,
    ): Promise<{ readonly state: ReportState } | Refusal> {
      const db = queryableOf(tx);
      const report = await lockReport(db, errorId);
      if (report === undefined || !mayAct(principal, report)) return refuse('no-such-report');
      const state = stateAfter(report.state, act);
      if (state === undefined) return refuse('not-now');
      if (estimateOn !== undefined && Temporal.PlainDate.compare(estimateOn, dayInKyiv(now)) < 0) {
        return refuse('estimate-passed');
      }
      const isAnswer = act === 'confirm' || act === 'refute';
      const sealed = isAnswer ? await secrets.seal(placeOf('answer', errorId), answer) : null;
      const kindNow = act === 'classify' ? (kind ?? report.kind) : report.kind;
      await updateReport(db, errorId, {
        ...{ state, kind: kindNow, answer: sealed, answeredAt: isAnswer ? now : null },
        estimateOn: act === 'confirm' ? (estimateOn ?? null) : null,
        fixedAt: act === 'finish' ? now : null,
      });
      const step = { reportId: errorId, at: now, act, kind: kindNow, actor: actorKey(principal) };
      await addStep(db, step);
      if (kindNow !== report.kind) await tellWhoAnswers({ tx, now }, errorId, kindNow);
      await tell({ tx, now }, report, state);
      return { state };
    },
  });
}

const outcomes = {
  confirmed: 'error-confirmed',
  refuted: 'error-refuted',
  fixed: 'error-fixed',
} as const satisfies Partial<Record<ReportState, Letter['notice']>>;

async function tell(
  { tx, now }: Pick<Execution, 'tx' | 'now'>,
  { reportId, personId, kind, state: before }: ReportRow,
  state: ReportState,
): Promise<void> {
  const notice = state in outcomes ? outcomes[state as keyof typeof outcomes] : undefined;
  if (notice === undefined || before === state) return;
  const named = { documentKind: texts.documentKind, documentNumber: String(reportId) };
  const letters: Letter[] = [
    personId === null
      ? { ...named, notice, recipient: `error-report:${reportId}`, link: newErrorPath }
      : {
          ...{ ...named, notice, recipient: `person:${personId}` },
          link: `${ownErrorsPath}/${reportId}`,
        },
  ];
  if (state === 'confirmed' && kind === 'methodological') {
    const administrators = await beyondReach(tx, 'who removes errors', (every) =>
      readInOffice(every, 'technical-administrator', now),
    );
    const link = `${errorDeskPath}/${reportId}`;
    for (const recipient of administrators) letters.push({ ...named, notice, recipient, link });
  }
  await writeLetters(tx, letters, now);
}
