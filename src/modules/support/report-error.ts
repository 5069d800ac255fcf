import { defineCommand } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { everybody } from '#kernel/role.ts';
import { oneAtATime, readInOffice } from '#modules/access/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { writeLetters } from '#platform/mail/jobs.ts';
import type { Execution } from '#platform/operations.ts';
import { endOfWorkingTerm } from '#platform/parameters/working-term.ts';
import { beyondReach } from '#platform/reach.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { placeOf } from './open-report.ts';
import { errorDeskPath } from './paths.ts';
import { answersFor, errorKinds } from './report.ts';
import {
  allocateReportId,
  countReports,
  insertReport,
  reporterIndexColumn,
  saidIndexColumn,
} from './reports.sql.ts';
import { texts } from './texts.uk.ts';

const { faults } = texts;
const saidCharsMax = 4_000;
const sourceCharsMax = 64;
const emailCharsMax = 254;
const pathCharsMax = 200;
/** Of one person, or of one place whence nobody was signed in, within `countedWithin`. */
const personReportsMax = 20;
const placeReportsMax = 5;
/** Of all who were not signed in together: more is no report but a flood. */
const anonymousReportsMax = 500;
export const countedWithin = Temporal.Duration.from({ hours: 24 });
const checkDays = 'support.check_working_days';

const input = z.object({
  kind: z.enum(errorKinds, faults.kind),
  said: z.string(faults.said).trim().min(1, faults.said).max(saidCharsMax, faults.saidTooLong),
  happenedOn: z.iso.date(faults.happenedOn).transform((day) => Temporal.PlainDate.from(day)),
  page: z.string().max(pathCharsMax).optional(),
  /** Of somebody who is not signed in. */
  email: z
    .literal('')
    .transform(() => undefined)
    .or(z.email(faults.email).max(emailCharsMax, faults.email))
    .optional(),
  /** Whence it came, for counting alone. */
  source: z.string().max(sourceCharsMax),
  screenshot: z.object({ address: z.string(), mediaType: z.string() }).optional(),
});
type Reported = z.infer<typeof input>;

/**
 * Takes a report of an error, without a signature. It goes by its kind to whoever answers for it,
 * and its term runs from the day after. The same words from the same place are one report, however
 * often they are sent; more than a few a day are refused.
 * @law 1039:19.9 1039:87.1 1039:87.2.a 1039:87.2.b
 */
export function reportErrorCommand(secrets: FieldCipher) {
  return defineCommand({
    id: 'support.report-error',
    law: [law('1039:19.9'), law('1039:87.1'), law('1039:87.2.a'), law('1039:87.2.b')],
    audience: everybody,
    scope: { kind: 'public' },
    input,
    // Words and addresses are people's.
    auditPayload: ({ kind, page }) => ({ kind, page: page ?? null }),
    async handle(
      { tx, principal, now }: Execution,
      reported: Reported,
    ): Promise<{ readonly reportId: bigint } | Refusal> {
      const { kind, said, happenedOn, page = null, email, source, screenshot } = reported;
      const { personId } = principal;
      if (Temporal.PlainDate.compare(happenedOn, dayInKyiv(now)) > 0) return refuse('later');
      if (personId === null && email === undefined) return refuse('email-needed');
      const db = queryableOf(tx);
      const reporter = personId === null ? `source:${source}` : `person:${personId}`;
      const reporterIndex = secrets.blindIndex(reporterIndexColumn, reporter);
      const saidIndex = secrets.blindIndex(saidIndexColumn, said);
      await oneAtATime(db, 'error', reporterIndex.toString('hex'));
      const counted = await beyondReach(tx, 'how many errors one has reported', (every) =>
        countReports(every, { reporterIndex, saidIndex }, now.subtract(countedWithin)),
      );
      if (counted.sameId !== null) return { reportId: counted.sameId };
      const ownMax = personId === null ? placeReportsMax : personReportsMax;
      if (counted.own >= ownMax) return refuse('too-many');
      if (personId === null && counted.anonymous >= anonymousReportsMax) return refuse('too-many');
      const reportId = await allocateReportId(db);
      await insertReport(db, {
        ...{ reportId, kind, personId, page, happenedOn, reporterIndex, saidIndex },
        said: await secrets.seal(placeOf('said', reportId), said),
        email:
          personId === null ? await secrets.seal(placeOf('email', reportId), email ?? '') : null,
        screenshotAddress: screenshot?.address ?? null,
        screenshotType: screenshot?.mediaType ?? null,
        ...{ receivedAt: now, dueAt: await endOfWorkingTerm(tx, checkDays, now) },
      });
      await tellWhoAnswers({ tx, now }, reportId, kind);
      return { reportId };
    },
  });
}

/** Tells those who answer for a kind that a report came, or came over to them. */
export async function tellWhoAnswers(
  { tx, now }: Pick<Execution, 'tx' | 'now'>,
  reportId: bigint,
  kind: Reported['kind'],
): Promise<void> {
  const told = await beyondReach(tx, 'who answers for errors', (every) =>
    readInOffice(every, answersFor(kind), now),
  );
  const letter = {
    ...({ notice: 'document-arrived', documentKind: texts.documentKind } as const),
    ...{ documentNumber: String(reportId), link: `${errorDeskPath}/${reportId}` },
  };
  await writeLetters(
    tx,
    told.map((recipient) => ({ recipient, ...letter })),
    now,
  );
}
