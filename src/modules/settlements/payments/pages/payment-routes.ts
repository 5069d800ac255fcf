import type { PageFrame } from '#platform/http/frame.ts';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { isOffered } from '#platform/principal.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { noAccountsPage } from '../../consumer/account-parts.tsx';
import { askAccount } from '../../consumer/own-accounts.ts';
import type { SettlementsParts } from '../../plugin.ts';
import type { CheckoutForm } from '../../ports.ts';
import { callbackPath } from '../callback-route.ts';
import { startPayment } from '../start-payment.ts';
import { checkPayment, findPaymentOffer } from './check-payment.ts';
import { checkPage } from './check-page.tsx';
import { choosePage, type ChoosePageProps, type ChoosingForm } from './choose-page.tsx';
import { findPayment } from './find-payment.ts';
import { listPayments } from './list-payments.ts';
import { paymentPage } from './payment-page.tsx';
import { paymentsPage } from './payments-page.tsx';
import type { Payment } from './payment-view.ts';
import { noProofPage } from './proof-page.tsx';
import { defineProvePayment } from './prove-payment.ts';
import { paymentRefusalText, texts } from './texts.uk.ts';
import { forConsumers } from '../../consumer/for-consumers.ts';

const unprocessable = 422;
const conflict = 409;

interface AskedPayment {
  Querystring: ChoosingForm & { account?: string; year?: string };
}

interface OnePayment {
  Params: { paymentId: string };
  Querystring: { returned?: string };
}

/** Choosing, checking and following payments. */
export function paymentRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  listRoute(app, parts);
  choosingRoutes(app, parts);
  startRoute(app, parts);
  oneRoutes(app, parts);
}

function listRoute(app: FastifyInstance, { operations }: SettlementsParts): void {
  app.get<AskedPayment>('/cabinet/payments', forConsumers, async (request, reply) => {
    const { principal, query } = request;
    const asked = await askAccount(operations, principal, query.account);
    if (asked.kind === 'none') return reply.html(noAccountsPage(request.frame(), texts.listTitle));
    if (asked.kind === 'hidden') return reply.callNotFound();
    const { account, accounts } = asked;
    const accountId = String(account.accountId);
    const list = await operations.ask(listPayments, principal, { accountId, year: query.year });
    if (list.kind !== 'done') return reply.callNotFound();
    const mayPay = isOffered(principal, 'pay');
    return reply.html(
      paymentsPage(request.frame(), { accounts, account, list: list.value, mayPay }),
    );
  });
}

function choosingRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  app.get<AskedPayment>('/cabinet/payments/new', forConsumers, async (request, reply) => {
    const { principal, query } = request;
    const asked = await askAccount(parts.operations, principal, query.account);
    if (asked.kind !== 'found') return reply.callNotFound();
    const accountId = String(asked.account.accountId);
    return showChoice(parts, { request, reply, accountId, form: query });
  });

  app.get<AskedPayment>('/cabinet/payments/check', forConsumers, async (request, reply) => {
    const { principal, query } = request;
    const { account: accountId = '', sum, amount } = query;
    const again = (fault: ChoosePageProps['fault']) =>
      showChoice(parts, { request, reply, accountId, form: query, fault });
    if (sum !== 'all' && sum !== 'other') {
      return again({ field: 'sum', message: texts.chooseSum });
    }
    const checked = await parts.operations.ask(checkPayment, principal, {
      accountId,
      sum,
      amount: amount ?? '',
    });
    const field = sum === 'all' ? 'sum' : 'amount';
    if (checked.kind === 'faults') return again({ field, message: texts.enterSum });
    if (checked.kind === 'refused') {
      return again({ field, message: paymentRefusalText(checked.refusal) });
    }
    if (checked.kind === 'hidden' || checked.value === undefined) return reply.callNotFound();
    return reply.html(
      checkPage(request.frame(), {
        checked: checked.value,
        csrfToken: request.csrfToken,
        idempotencyKey: randomUUID(),
      }),
    );
  });
}

const startForm = z.object({
  accountId: z.string(),
  amount: z.string(),
  key: z.uuid(),
});

function startRoute(app: FastifyInstance, parts: SettlementsParts): void {
  app.post('/cabinet/payments', forConsumers, async (request, reply) => {
    const form = startForm.safeParse(request.body);
    if (!form.success) return reply.callNotFound();
    const { key, ...input } = form.data;
    const started = await parts.operations.carryOut(startPayment, request.principal, input, key);
    if (started.kind === 'hidden') return reply.callNotFound();
    if (started.kind === 'done') {
      return reply.redirect(`/cabinet/payments/${started.value.paymentId}`, 303);
    }
    const message =
      started.kind === 'refused' ? paymentRefusalText(started.refusal) : texts.enterSum;
    return showChoice(parts, {
      request,
      reply,
      accountId: input.accountId,
      form: { sum: 'other', amount: input.amount },
      fault: { field: 'amount', message },
    });
  });
}

interface Choice {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly accountId: string;
  readonly form: ChoosingForm;
  readonly fault?: ChoosePageProps['fault'];
}

/** The question how much to pay; with a fault it keeps what was typed. */
async function showChoice(parts: SettlementsParts, choice: Choice): Promise<FastifyReply> {
  const { request, reply, accountId, form, fault } = choice;
  const offer = await parts.operations.ask(findPaymentOffer, request.principal, { accountId });
  if (offer.kind !== 'done' || offer.value === undefined) {
    reply.callNotFound();
    return reply;
  }
  const page = choosePage(request.frame(), { offer: offer.value, form, fault });
  return reply.html(page, fault === undefined ? undefined : unprocessable);
}

function oneRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  const { operations } = parts;
  const provePayment = defineProvePayment(parts.auditKeys);

  app.get<OnePayment>('/cabinet/payments/:paymentId', forConsumers, async (request, reply) => {
    const found = await operations.ask(findPayment, request.principal, request.params);
    if (found.kind !== 'done' || found.value === undefined) return reply.callNotFound();
    const payment = found.value;
    return reply.html(
      paymentPage(request.frame(), {
        payment,
        checkout: checkoutOf(parts, payment),
        returned: request.query.returned !== undefined,
      }),
    );
  });

  app.get<OnePayment>(
    '/cabinet/payments/:paymentId/proof',
    forConsumers,
    async (request, reply) => {
      const { paymentId } = request.params;
      const proof = await operations.ask(provePayment, request.principal, { paymentId });
      if (proof.kind === 'refused') {
        const isLate = proof.refusal.refusal === 'audit-entry-not-sealed-yet';
        const frame: PageFrame = request.frame();
        return reply.html(noProofPage(frame, paymentId, isLate), conflict);
      }
      if (proof.kind !== 'done' || proof.value === undefined) return reply.callNotFound();
      const name = texts.proofFile(proof.value.receiptNumber ?? paymentId);
      return reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'no-store')
        .send(`${JSON.stringify(proof.value.file, undefined, 2)}\n`);
    },
  );
}

/** The form that takes the payer to the gateway, while there is something to pay there. */
function checkoutOf(parts: SettlementsParts, payment: Payment): CheckoutForm | undefined {
  if (payment.state !== 'created' || payment.channel !== 'gateway') return undefined;
  const { publicUrl, gateway } = parts;
  return gateway.checkoutForm({
    orderId: payment.orderId,
    amount: payment.amount,
    description: texts.description(payment.account.number, formatMoneyWithUnit(payment.amount)),
    serverUrl: `${publicUrl}${callbackPath}`,
    resultUrl: `${publicUrl}/cabinet/payments/${payment.paymentId}?returned=1`,
  });
}
