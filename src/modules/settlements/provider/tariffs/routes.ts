import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Outcome } from '#platform/operations.ts';
import { z } from 'zod';
import type { SettlementsParts } from '../../plugin.ts';
import { answer, forProviders, subjectOf } from '../cabinet.tsx';
import { checkTariff, enterTariff } from './enter-tariff.ts';
import { tariffCheckPage } from './tariff-check-page.tsx';
import { fieldErrors, firstForm, formInput, readForm, type TariffForm } from './tariff-form.ts';
import { tariffFormPage } from './tariff-form-page.tsx';
import { tariffPage } from './tariff-page.tsx';
import { providerTariff, providerTariffs } from './tariffs.ts';
import { tariffsPage } from './tariffs-page.tsx';
import { tariffRefusalText } from './texts.uk.ts';

const sent = z
  .object({ step: z.string().optional(), key: z.uuid().optional() })
  .catch({ step: undefined, key: undefined });

interface ListRoute {
  Querystring: { time?: string };
}

/** Tariffs: the list, one of them, and the way to enter a new one. */
export function tariffRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  const { operations } = parts;

  app.get<ListRoute>('/cabinet/tariffs', forProviders, async (request, reply) => {
    const input = { time: request.query.time, subjectId: subjectOf(request) };
    const found = await operations.ask(providerTariffs, request.principal, input);
    return answer(reply, found, (value) => tariffsPage(request.frame(), value));
  });

  app.get('/cabinet/tariffs/new', forProviders, (request, reply) =>
    showForm(parts, { request, reply, form: firstForm }),
  );

  app.post('/cabinet/tariffs/new', forProviders, async (request, reply) => {
    const form = readForm(request.body);
    const { step } = sent.parse(request.body);
    if (step === 'edit') return showForm(parts, { request, reply, form });
    const input = { ...formInput(form), subjectId: subjectOf(request) };
    const checked = await operations.ask(checkTariff, request.principal, input);
    if (checked.kind !== 'done') {
      return showForm(parts, { request, reply, form, outcome: checked });
    }
    return reply.html(
      tariffCheckPage({
        frame: request.frame(),
        prepared: checked.value,
        form,
        csrfToken: request.csrfToken,
        idempotencyKey: randomUUID(),
      }),
    );
  });

  app.post('/cabinet/tariffs', forProviders, async (request, reply) => {
    const form = readForm(request.body);
    const { key } = sent.parse(request.body);
    const input = { ...formInput(form), subjectId: subjectOf(request) };
    const entered = await operations.carryOut(enterTariff, request.principal, input, key);
    if (entered.kind !== 'done') {
      return showForm(parts, { request, reply, form, outcome: entered });
    }
    return reply.redirect(`/cabinet/tariffs/${String(entered.value.tariffId)}?entered=yes`, 303);
  });

  app.get<{ Params: { tariffId: string }; Querystring: { entered?: string } }>(
    '/cabinet/tariffs/:tariffId',
    forProviders,
    async (request, reply) => {
      const input = { ...request.params, subjectId: subjectOf(request) };
      const found = await operations.ask(providerTariff, request.principal, input);
      const entered = request.query.entered === 'yes';
      return answer(reply, found, (value) =>
        tariffPage({
          ...{ frame: request.frame(), found: value, entered },
          csrfToken: request.csrfToken,
        }),
      );
    },
  );
}

interface Shown {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly form: TariffForm;
  /** What was wrong with the form that came. */
  readonly outcome?: Exclude<Outcome<unknown>, { kind: 'done' }>;
}

async function showForm({ operations }: SettlementsParts, shown: Shown): Promise<FastifyReply> {
  const { request, reply, form, outcome } = shown;
  if (outcome?.kind === 'hidden') return answer(reply, outcome, () => '');
  const input = { subjectId: subjectOf(request) };
  const found = await operations.ask(providerTariffs, request.principal, input);
  if (found.kind !== 'done') return answer(reply, found, () => '');
  const { providers } = found.value;
  const frame = request.frame();
  const { csrfToken } = request;
  const errors = outcome === undefined ? [] : errorsOf(form, outcome);
  const page = tariffFormPage({ frame, providers, form, errors, csrfToken });
  return reply.html(page, outcome === undefined ? 200 : 422);
}

function errorsOf(form: TariffForm, outcome: NonNullable<Shown['outcome']>) {
  if (outcome.kind === 'faults') return fieldErrors(form, outcome.faults);
  if (outcome.kind === 'hidden') return [];
  return [
    { message: tariffRefusalText(outcome.refusal), fieldId: fieldOf(outcome.refusal.refusal) },
  ];
}

/** The field that a refusal is about. */
function fieldOf(refusal: string): string {
  if (refusal === 'not-their-tariff') return 'providerId';
  return refusal === 'no-right' ? 'service' : 'validFrom';
}
