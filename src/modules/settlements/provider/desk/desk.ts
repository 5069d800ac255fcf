import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { readingsOf, readReadingsOfMonth, type ReadingsOfMonth } from '../awaited-readings.ts';
import { listLastRuns, type Run } from '../billing/runs.sql.ts';
import { ownCabinet, readPlaces, type Place } from '../places.ts';
import { countQuestions } from '../questions/questions.sql.ts';
import { countOf, kindsOf } from '../questions/run-questions.ts';
import { readReceivables, type Receivable } from '../receivables/receivables.ts';

export interface DeskPlace {
  readonly place: Place;
  readonly readings: ReadingsOfMonth;
  /** The newest run; of places that the subject bills. */
  readonly lastRun: Run | undefined;
  /** Questions of that run that somebody must decide on. */
  readonly toDecide: number;
}

/**
 * Ages of debts are told from the bills of every account: of more accounts than so many they have
 * a page of their own, and the desk opens at once.
 */
const accountsWithAgesMax = 10_000;

export interface Desk {
  readonly places: readonly DeskPlace[];
  /** Null when there are too many accounts to tell on this page. */
  readonly receivables: readonly Receivable[] | null;
}

/** What waits for the provider today (1039:26.4.j, 1039:26.4.o). */
export const providerDesk = defineQuery({
  id: 'provider-desk',
  law: [law('1039:26.4.j'), law('1039:26.4.o'), law('1039:15.10')],
  audience: suppliers,
  scope: ownCabinet,
  input: z.object({ subjectId: z.bigint() }),
  async handle(reading: Reading, { subjectId }): Promise<Desk> {
    const db = queryableOf(reading.db);
    const places = await readPlaces(reading, subjectId);
    const runs = await listLastRuns(db, subjectId);
    const desk: DeskPlace[] = [];
    const receivables: Receivable[] = [];
    const accounts = places.reduce((sum, place) => sum + place.accounts, 0);
    const tellsAges = accounts <= accountsWithAgesMax;
    for (const place of places) {
      const ofPlace = ({ hromadaId }: Run) => hromadaId === place.hromadaId;
      const lastRun = place.as === 'biller' ? runs.find(ofPlace) : undefined;
      const questions = lastRun === undefined ? [] : await countQuestions(db, lastRun.runId);
      desk.push({
        place,
        lastRun,
        readings: await readReadingsOfMonth(db, readingsOf(subjectId, place, place.openPeriod)),
        toDecide: countOf(questions, kindsOf('decide')),
      });
      if (tellsAges) receivables.push(...(await readReceivables(db, subjectId, place)));
    }
    return { places: desk, receivables: tellsAges ? receivables : null };
  },
});
