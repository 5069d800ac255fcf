import { refuse, type Refusal } from '#kernel/result.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { startBillingRun } from '../../billing/start-billing-run.ts';
import type { SettlementsParts } from '../../plugin.ts';
import { answer, forProviders, subjectOf } from '../cabinet.tsx';
import { runQuestions } from '../questions/run-questions.ts';
import { billingPage } from './billing-page.tsx';
import { billingReadiness, type Readiness } from './readiness.ts';
import { resumeBillingRun } from './resume-run.ts';
import { refreshSeconds, runPage } from './run-page.tsx';
import { runReport } from './run-report.ts';

const startForm = z.object({
  place: z.string().regex(/^\d{1,9}$/),
  period: z.string(),
  key: z.uuid(),
  withoutLateReadings: z.enum(['yes']).optional(),
});

interface RunRoute {
  Params: { runId: string };
  Querystring: { refresh?: string };
}

/** The monthly run: what it needs, its start, its course and its result. */
export function billingRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  const { operations } = parts;

  app.get<{ Querystring: Record<string, unknown> }>(
    '/cabinet/billing',
    forProviders,
    async (request, reply) => {
      const input = { ...request.query, subjectId: subjectOf(request) };
      const found = await operations.ask(billingReadiness, request.principal, input);
      return answer(reply, found, (readiness) => page(request, readiness));
    },
  );

  app.post('/cabinet/billing', forProviders, async (request, reply) => {
    const form = startForm.safeParse(request.body);
    if (!form.success) return reply.redirect('/cabinet/billing', 303);
    const { place, key, ...rest } = form.data;
    const subjectId = subjectOf(request);
    const command = { ...rest, billerId: String(subjectId), hromadaId: place };
    const run = await operations.carryOut(startBillingRun, request.principal, command, key);
    if (run.kind === 'done') {
      return reply.redirect(`/cabinet/billing/${String(run.value.runId)}`, 303);
    }
    const ready = await operations.ask(billingReadiness, request.principal, { subjectId, place });
    if (ready.kind !== 'done') return answer(reply, ready, noPage);
    const refusal = run.kind === 'refused' ? run.refusal : refuse('not-ready');
    return reply.html(page(request, ready.value, refusal), 422);
  });

  app.get<RunRoute>('/cabinet/billing/:runId', forProviders, (request, reply) =>
    showRun(parts, request, reply),
  );

  app.post<RunRoute>('/cabinet/billing/:runId/resume', forProviders, async (request, reply) => {
    const { runId } = request.params;
    const input = { runId, subjectId: subjectOf(request) };
    const resumed = await operations.carryOut(resumeBillingRun, request.principal, input);
    if (resumed.kind === 'refused') return showRun(parts, request, reply, resumed.refusal);
    if (resumed.kind !== 'done') return answer(reply, resumed, noPage);
    return reply.redirect(`/cabinet/billing/${encodeURIComponent(runId)}`, 303);
  });
}

const noPage = () => '';

function page(request: FastifyRequest, readiness: Readiness, refusal?: Refusal): string {
  return billingPage({
    frame: request.frame(),
    readiness,
    csrfToken: request.csrfToken,
    idempotencyKey: randomUUID(),
    refusal,
  });
}

/**
 * While the run goes on the answer asks the browser to open it again, unless it was told not to.
 */
async function showRun(
  { operations }: SettlementsParts,
  request: FastifyRequest<RunRoute>,
  reply: FastifyReply,
  refusal?: Refusal,
): Promise<FastifyReply> {
  const input = { ...request.params, subjectId: subjectOf(request) };
  const report = await operations.ask(runReport, request.principal, input);
  const questions = await operations.ask(runQuestions, request.principal, input);
  if (report.kind !== 'done' || questions.kind !== 'done') return answer(reply, report, noPage);
  const refreshes = report.value.run.state === 'running' && request.query.refresh !== 'off';
  if (refreshes) void reply.header('refresh', refreshSeconds);
  return reply.html(
    runPage({
      frame: request.frame(),
      report: report.value,
      questions: questions.value,
      csrfToken: request.csrfToken,
      refreshes,
      refusal,
    }),
    refusal === undefined ? 200 : 422,
  );
}
