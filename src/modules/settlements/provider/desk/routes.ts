import { dayInKyiv } from '#platform/clock.ts';
import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../../plugin.ts';
import { answer, forProviders, subjectOf } from '../cabinet.tsx';
import { runQuestions } from '../questions/run-questions.ts';
import { deskPage } from './desk-page.tsx';
import { providerDesk } from './desk.ts';

/** The first page of the provider's cabinet. */
export function deskRoutes(app: FastifyInstance, { operations, clock }: SettlementsParts): void {
  app.get('/cabinet/desk', forProviders, async (request, reply) => {
    const input = { subjectId: subjectOf(request) };
    const found = await operations.ask(providerDesk, request.principal, input);
    if (found.kind !== 'done') return answer(reply, found, () => '');
    const desk = found.value;
    const lastRun = desk.places.length === 1 ? desk.places[0]?.lastRun : undefined;
    const asked =
      lastRun === undefined
        ? undefined
        : await operations.ask(runQuestions, request.principal, {
            ...input,
            runId: String(lastRun.runId),
          });
    const questions = asked?.kind === 'done' ? asked.value : undefined;
    const today = dayInKyiv(clock.now());
    return reply.html(deskPage({ frame: request.frame(), desk, today, questions }));
  });
}
