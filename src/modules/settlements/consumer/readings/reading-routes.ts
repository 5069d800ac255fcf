import {
  findAccountMeters,
  findNamedMeters,
  listNumberingPlaces,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { SettlementsParts } from '../../plugin.ts';
import { defineEnterReading } from '../../readings/enter-reading.ts';
import { noAccountsPage } from '../account-parts.tsx';
import { askAccount } from '../own-accounts.ts';
import { checkPage } from './check-page.tsx';
import { findOwnMeters } from './find-meters.ts';
import { readingsPage, type ReadingsPageProps } from './readings-page.tsx';
import { receiptPage } from './receipt-page.tsx';
import { sendReadings } from './send-readings.ts';
import { fieldName, sentMeters, typedValues } from './sent-form.ts';
import { texts } from './texts.uk.ts';
import { forConsumers } from '../for-consumers.ts';

const unprocessable = 422;

interface ReadingsAddress {
  Querystring: { account?: string; day?: string };
}

type Shown = Pick<ReadingsPageProps, 'accounts' | 'own'>;

/** Sending readings: the form, the questions, the receipt. */
export function readingRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  const enterReading = defineEnterReading({
    findAccountMeters,
    findNamedMeters,
    listNumberingPlaces,
  });

  app.get<ReadingsAddress>('/cabinet/readings', forConsumers, async (request, reply) => {
    const shown = await askMeters(parts, request, reply);
    if (shown === undefined) return reply;
    return reply.html(formPage(parts, request, shown));
  });

  app.post<ReadingsAddress>('/cabinet/readings', forConsumers, async (request, reply) => {
    const shown = await askMeters(parts, request, reply);
    if (shown === undefined) return reply;
    const { account } = shown.own;
    const meters = shown.own.meters.filter(({ window }) => window.isOpen);
    const typed = typedValues(meters, request.body);
    const { step } = request.body as { step?: unknown };
    if (step === 'fix') return reply.html(formPage(parts, request, { ...shown, typed }));
    const sent = sentMeters(meters, typed, request.body);
    if (sent.length === 0) {
      const [first] = meters;
      const field = first === undefined ? '' : fieldName(first.meterId, first.zones[0]?.zone ?? 0);
      const faults = [{ field, message: texts.nothingEntered }];
      return reply.html(formPage(parts, request, { ...shown, typed, faults }), unprocessable);
    }
    const accountId = String(account.accountId);
    const { operations } = parts;
    const result = await sendReadings(
      { operations, enterReading },
      request.principal,
      accountId,
      sent,
    );
    if (result.hidden) return reply.callNotFound();
    if (result.faults.length > 0) {
      const { faults } = result;
      return reply.html(formPage(parts, request, { ...shown, typed, faults }), unprocessable);
    }
    if (result.asked.length > 0) {
      const { csrfToken } = request;
      return reply.html(checkPage(request.frame(), { accountId, csrfToken, typed, sent: result }));
    }
    const day = result.stored[0]?.takenOn ?? '';
    return reply.redirect(`/cabinet/readings/receipt?account=${accountId}&day=${day}`, 303);
  });

  app.get<ReadingsAddress>('/cabinet/readings/receipt', forConsumers, async (request, reply) => {
    const shown = await askMeters(parts, request, reply);
    if (shown === undefined) return reply;
    const day = z.iso.date().safeParse(request.query.day);
    const page = day.success
      ? receiptPage(request.frame(), shown.own, Temporal.PlainDate.from(day.data))
      : undefined;
    return page === undefined ? reply.callNotFound() : reply.html(page);
  });
}

/** The account's meters; undefined when the answer has been given already. */
async function askMeters(
  { operations }: SettlementsParts,
  request: FastifyRequest<ReadingsAddress>,
  reply: FastifyReply,
): Promise<Shown | undefined> {
  const asked = await askAccount(operations, request.principal, request.query.account);
  if (asked.kind === 'none') {
    void reply.html(noAccountsPage(request.frame(), texts.title));
    return undefined;
  }
  if (asked.kind === 'found') {
    const accountId = String(asked.account.accountId);
    const own = await operations.ask(findOwnMeters, request.principal, { accountId });
    if (own.kind === 'done' && own.value !== undefined) {
      return { accounts: asked.accounts, own: own.value };
    }
  }
  reply.callNotFound();
  return undefined;
}

function formPage(
  { clock }: SettlementsParts,
  request: FastifyRequest,
  shown: Shown & Partial<Pick<ReadingsPageProps, 'typed' | 'faults'>>,
): string {
  return readingsPage(request.frame(), {
    typed: {},
    faults: [],
    today: dayInKyiv(clock.now()),
    csrfToken: request.csrfToken,
    ...shown,
  });
}
