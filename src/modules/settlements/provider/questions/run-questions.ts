import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { services, type Service } from '#kernel/service.ts';
import { readAccountLabels, type AccountLabel } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import { questionKinds, type QuestionKind } from '../../billing/model.ts';
import { ownCabinet } from '../places.ts';
import {
  countQuestions,
  listQuestions,
  type QuestionCount,
  type QuestionRow,
} from './questions.sql.ts';
import { findOwnRun, type Run } from '../billing/runs.sql.ts';

export const questionsPerPage = 50;
export const questionsPerBatch = 1_000;
const pagesMax = 2_000;

/**
 * Kinds that a person must decide on: the bill may be wrong until somebody does. Of the others the
 * law itself says how they are charged, and they are there to be known.
 */
export const decisionKinds: ReadonlySet<QuestionKind> = new Set([
  'no-tariff',
  'no-norm',
  'meters-exceed-building',
  'building-meter-missing',
  'reading-lower',
  'far-from-usual',
  'digits-swapped',
  'rolled-over',
  'verification-expired',
  'give-back-uncharged',
]);

const toDecide = [...decisionKinds];
const everyKind = [...toDecide, ...questionKinds.filter((kind) => !decisionKinds.has(kind))];

export const questionFilters = ['decide', 'all', ...questionKinds] as const;
export type QuestionFilterWord = (typeof questionFilters)[number];

const input = z.object({
  subjectId: z.bigint(),
  runId: accountIdSchema,
  kind: z.enum(questionFilters).catch('decide'),
  service: z.enum(services).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(pagesMax).catch(1),
  /** Files are written in larger pieces than pages. */
  pageSize: z.literal([questionsPerPage, questionsPerBatch]).default(questionsPerPage),
});

export type QuestionsInput = z.infer<typeof input>;

export interface RunQuestion extends QuestionRow {
  readonly number: string;
  readonly address: string;
}

export interface RunQuestions {
  readonly run: Run;
  readonly asked: Pick<QuestionsInput, 'kind' | 'service' | 'page'>;
  readonly counts: readonly QuestionCount[];
  readonly total: number;
  readonly rows: readonly RunQuestion[];
}

/** What a run found odd, by pages. */
export const runQuestions = defineQuery({
  id: 'billing-run-questions',
  law: [law('1039:26.4.j'), law('1039:15.1')],
  audience: suppliers,
  scope: ownCabinet,
  input,
  async handle(reading: Reading, asked: QuestionsInput): Promise<RunQuestions | Refusal> {
    const db = queryableOf(reading.db);
    const run = await findOwnRun(db, asked.subjectId, asked.runId);
    if (run === undefined) return refuse('no-such-run');
    const kinds = kindsOf(asked.kind);
    const service = asked.service ?? null;
    const counts = await countQuestions(db, asked.runId);
    const found = await listQuestions(
      db,
      { runId: asked.runId, kinds, service },
      { limit: asked.pageSize, offset: (asked.page - 1) * asked.pageSize },
    );
    const labels = await readAccountLabels(reading.db, run.hromadaId, [
      ...new Set(found.map(({ accountId }) => accountId)),
    ]);
    return {
      run,
      asked,
      counts,
      total: countOf(counts, kinds, asked.service),
      rows: found.map((question) => named(question, labels)),
    };
  },
  shownAccounts: ({ rows }) => rows.map(({ accountId }) => accountId),
});

function named(question: QuestionRow, labels: ReadonlyMap<bigint, AccountLabel>): RunQuestion {
  const label = labels.get(question.accountId);
  return { ...question, number: label?.number ?? '', address: label?.address ?? '' };
}

export function kindsOf(word: QuestionFilterWord): readonly QuestionKind[] {
  if (word === 'decide') return toDecide;
  return word === 'all' ? everyKind : [word];
}

/** How many questions of the kinds and the service there are. */
export function countOf(
  counts: readonly QuestionCount[],
  kinds: readonly QuestionKind[],
  service?: Service,
): number {
  return counts
    .filter((row) => kinds.includes(row.kind) && (service === undefined || row.service === service))
    .reduce((sum, { questions }) => sum + questions, 0);
}
