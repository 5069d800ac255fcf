import { periodOf } from '#kernel/period.ts';
import type { Operations } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { sendSheet, sheetFormats } from '#platform/spreadsheets/send-sheet.ts';
import type { SheetCell } from '#platform/spreadsheets/sheet.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../../plugin.ts';
import { answer, forProviders, subjectOf } from '../cabinet.tsx';
import { cabinetTexts } from '../texts.uk.ts';
import { describeQuestion } from './describe-question.ts';
import { questionsPage } from './questions-page.tsx';
import { questionsPerBatch, runQuestions, type RunQuestions } from './run-questions.ts';
import { texts } from './texts.uk.ts';

interface QuestionsRoute {
  Params: { runId: string };
  Querystring: Record<string, unknown>;
}

/** Questions of a run as a page and as files. */
export function questionRoutes(app: FastifyInstance, { operations }: SettlementsParts): void {
  app.get<QuestionsRoute>(
    '/cabinet/billing/:runId/questions',
    forProviders,
    async (request, reply) => {
      const input = { ...request.query, ...request.params, subjectId: subjectOf(request) };
      const found = await operations.ask(runQuestions, request.principal, input);
      return answer(reply, found, (value) => questionsPage(request.frame(), value));
    },
  );

  for (const format of sheetFormats) {
    app.get<QuestionsRoute>(
      `/cabinet/billing/:runId/questions.${format}`,
      forProviders,
      async (request, reply) => {
        const { principal, query, params } = request;
        const input = { ...query, ...params, subjectId: subjectOf(request) };
        const ask = (page: number) => askBatch(operations, principal, { ...input, page });
        const first = await ask(1);
        if (first === undefined) return reply.callNotFound();
        const fileName = texts.fileName(periodOf(first.run.month));
        return sendSheet(
          reply,
          { format, fileName },
          { title: texts.sheet, headings, rows: allRows(first, ask) },
        );
      },
    );
  }
}

const headings = [
  texts.account,
  texts.address,
  cabinetTexts.service,
  texts.wrong,
  texts.factsColumn,
  texts.advice,
];

async function askBatch(
  operations: Operations,
  principal: Principal,
  input: object,
): Promise<RunQuestions | undefined> {
  const batch = { ...input, pageSize: questionsPerBatch };
  const found = await operations.ask(runQuestions, principal, batch);
  return found.kind === 'done' ? found.value : undefined;
}

async function* allRows(
  first: RunQuestions,
  ask: (page: number) => Promise<RunQuestions | undefined>,
): AsyncGenerator<readonly SheetCell[]> {
  let batch: RunQuestions | undefined = first;
  for (let page = 2; batch !== undefined && batch.rows.length > 0; page += 1) {
    for (const row of batch.rows) {
      const { title, facts, advice } = describeQuestion(row);
      yield [row.number, row.address, serviceName(row.service), title, facts, advice];
    }
    batch = batch.rows.length < questionsPerBatch ? undefined : await ask(page);
  }
}
