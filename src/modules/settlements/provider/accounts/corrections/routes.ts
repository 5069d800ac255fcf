import { openHolder } from '#modules/registry/index.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FieldError } from '#ui/error-summary/error-summary.tsx';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { checkCorrection, correctCharge } from '../../../corrections/correct-charge.ts';
import {
  correctableCharges,
  type CorrectableCharges,
} from '../../../corrections/correctable-charges.ts';
import type { SettlementsParts } from '../../../plugin.ts';
import { answer, forProviders, subjectOf } from '../../cabinet.tsx';
import { correctionCheckPage } from './correction-check-page.tsx';
import {
  correctionFaults,
  correctionFormInput,
  correctionRefusal,
  readCorrectionForm,
  type CorrectionForm,
} from './correction-form.ts';
import { correctionFormPage } from './correction-form-page.tsx';

interface AccountRoute {
  Params: { accountId: string };
}

const sent = z.object({ key: z.uuid().optional() }).catch({ key: undefined });

/** From an account to its corrected charge: the form, the check, the deed. */
export function correctionRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  const { operations } = parts;
  const path = '/cabinet/accounts/:accountId/corrections';

  app.get<AccountRoute>(`${path}/new`, forProviders, (request, reply) =>
    showForm(parts, { request, reply, form: readCorrectionForm({}) }),
  );

  // The check page leads back here with what was typed.
  app.post<AccountRoute>(`${path}/new`, forProviders, (request, reply) =>
    showForm(parts, { request, reply, form: readCorrectionForm(request.body) }),
  );

  app.post<AccountRoute>(`${path}/check`, forProviders, async (request, reply) => {
    const form = readCorrectionForm(request.body);
    const input = correctionFormInput(request.params.accountId, form);
    const checked = await operations.ask(checkCorrection, request.principal, input);
    if (checked.kind !== 'done') {
      return showForm(parts, { request, reply, form, outcome: checked });
    }
    const charges = await readCharges(parts, request);
    return answer(reply, charges, (value) =>
      correctionCheckPage({
        frame: request.frame(),
        charges: value,
        checked: checked.value,
        seesAll: value.account.biller.subjectId === subjectOf(request),
        form,
        csrfToken: request.csrfToken,
        idempotencyKey: randomUUID(),
      }),
    );
  });

  app.post<AccountRoute>(path, forProviders, async (request, reply) => {
    const { accountId } = request.params;
    const form = readCorrectionForm(request.body);
    const { key } = sent.parse(request.body);
    const input = correctionFormInput(accountId, form);
    const corrected = await operations.carryOut(correctCharge, request.principal, input, key);
    if (corrected.kind !== 'done') {
      return showForm(parts, { request, reply, form, outcome: corrected });
    }
    return reply.redirect(`/cabinet/accounts/${accountId}?corrected=yes`, 303);
  });
}

interface Shown {
  readonly request: FastifyRequest<AccountRoute>;
  readonly reply: FastifyReply;
  readonly form: CorrectionForm;
  /** What was wrong with the form that came. */
  readonly outcome?: Exclude<Outcome<unknown>, { kind: 'done' }>;
}

async function showForm(parts: SettlementsParts, shown: Shown): Promise<FastifyReply> {
  const { request, reply, form, outcome } = shown;
  if (outcome?.kind === 'hidden') return answer(reply, outcome, () => '');
  const found = await readCharges(parts, request);
  if (found.kind !== 'done') return answer(reply, found, () => '');
  const page = correctionFormPage({
    frame: request.frame(),
    charges: found.value,
    holderName: await openHolder(parts.secrets, found.value.account),
    form,
    errors: outcome === undefined ? [] : errorsOf(outcome),
    csrfToken: request.csrfToken,
  });
  return reply.html(page, outcome === undefined ? 200 : 422);
}

function errorsOf(outcome: NonNullable<Shown['outcome']>): readonly FieldError[] {
  if (outcome.kind === 'faults') return correctionFaults(outcome.faults);
  return outcome.kind === 'refused' ? [correctionRefusal(outcome.refusal)] : [];
}

function readCharges(
  { operations }: SettlementsParts,
  { principal, params }: FastifyRequest<AccountRoute>,
): Promise<Outcome<CorrectableCharges>> {
  return operations.ask(correctableCharges, principal, { accountId: params.accountId });
}
