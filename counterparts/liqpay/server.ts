import type { FastifyInstance, FastifyReply } from 'fastify';
import { once } from 'node:events';
import { z } from 'zod';
import { systemClock } from '#platform/clock.ts';
import { fieldsOf, openCounterpart, sendPage, type Counterpart } from '../common.ts';
import { refusalPage } from '../page.tsx';
import { texts } from '../texts.uk.ts';
import { report } from './callbacks.ts';
import { readCard } from './card.ts';
import {
  checkoutMessage,
  describePayment,
  openMessage,
  plainNumber,
  statusMessage,
  type Message,
} from './messages.ts';
import { liqPayFaults, statuses, type LiqPayOptions, type Office, type Payment } from './office.ts';
import { payPage } from './pay-page.tsx';
import { createPayments } from './payments.ts';

type Fields = Readonly<Record<string, string>>;
type RefusalCode = keyof typeof texts.payment.refused;

/** What the gateway does to a payment later: ends one in processing, reverses a paid one. */
const settlement = z.object({ orderId: z.string(), status: z.enum(statuses) });

const badRequest = 400;
const notFound = 404;
const unprocessable = 422;
const redirectAfterPost = 303;

/**
 * A play LiqPay: the signed form opens a page of payment, the outcome goes as a signed report to
 * the merchant's server and the payer goes back. Takes test cards only.
 */
export function startLiqPay(options: LiqPayOptions): Promise<Counterpart> {
  const clock = options.clock ?? systemClock;
  return openCounterpart({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    clock,
    faults: liqPayFaults,
    machinePaths: ['/api/request'],
    routes(app, desk) {
      addRoutes(app, { options, desk, clock, payments: createPayments() });
    },
  });
}

function addRoutes(app: FastifyInstance, office: Office): void {
  app.post('/api/3/checkout', (request, reply) =>
    openCheckout(office, fieldsOf(request.body), reply),
  );
  app.post('/api/request', (request, reply) =>
    answerRequest(office, fieldsOf(request.body), reply),
  );
  const page = '/uk/checkout/:token';
  app.get<{ Params: { token: string } }>(page, (request, reply) => {
    const payment = office.payments.findByToken(request.params.token);
    return payment === undefined
      ? refusePage(office, 'payment_not_found', reply)
      : showPayment(payment, reply);
  });
  app.post<{ Params: { token: string } }>(page, async (request, reply) => {
    const payment = office.payments.findByToken(request.params.token);
    if (payment === undefined) return refusePage(office, 'payment_not_found', reply);
    return decide(office, { payment, fields: fieldsOf(request.body), reply });
  });
  app.post('/__counterpart/payment', async (request, reply) => {
    const order = settlement.safeParse(request.body);
    const payment = order.success ? office.payments.findByOrder(order.data.orderId) : undefined;
    if (!order.success || payment === undefined) return reply.code(notFound).send({});
    payment.status = order.data.status;
    await report(office, payment, Promise.resolve());
    return { status: payment.status };
  });
}

function messageOf(fields: Fields): Message {
  return { data: fields['data'] ?? '', signature: fields['signature'] ?? '' };
}

function openCheckout(office: Office, fields: Fields, reply: FastifyReply): FastifyReply {
  const content = openMessage(office, messageOf(fields));
  if (content === undefined) return refusePage(office, 'invalid_signature', reply);
  const parsed = checkoutMessage.safeParse(content);
  if (!parsed.success) return refusePage(office, 'invalid_request', reply);
  if (parsed.data.public_key !== office.options.publicKey) {
    return refusePage(office, 'public_key_not_found', reply);
  }
  const payment = office.payments.open({
    orderId: parsed.data.order_id,
    amount: plainNumber(parsed.data.amount),
    description: parsed.data.description,
    serverUrl: parsed.data.server_url,
    resultUrl: parsed.data.result_url,
  });
  office.desk.log('checkout', { orderId: payment.orderId, amount: payment.amount });
  return reply.redirect(`/uk/checkout/${payment.token}`, redirectAfterPost);
}

function showPayment(payment: Payment, reply: FastifyReply): FastifyReply {
  if (payment.status === 'prepared') return sendPage(reply, payPage({ payment, faults: [] }));
  const { finishedTitle, finished } = texts.payment;
  return sendPage(reply, refusalPage(finishedTitle, finished, payment.status));
}

interface Decision {
  readonly payment: Payment;
  readonly fields: Fields;
  readonly reply: FastifyReply;
}

/** Pays or declines once; a repeated press sends the payer back and reports nothing again. */
async function decide(office: Office, decision: Decision): Promise<FastifyReply> {
  const { payment, fields, reply } = decision;
  if (payment.status === 'prepared') {
    if (fields['choice'] === 'pay') {
      const card = readCard(fields);
      if (!card.ok)
        return sendPage(reply, payPage({ payment, faults: card.faults }), unprocessable);
      payment.cardMask = card.mask;
      payment.status = card.paid ? 'success' : 'failure';
      if (card.errorCode !== undefined) payment.errorCode = card.errorCode;
    } else {
      payment.status = 'failure';
      payment.errorCode = 'cancel';
    }
    payment.status = office.desk.faults().outcome ?? payment.status;
    office.desk.log('decided', { orderId: payment.orderId, status: payment.status });
    await report(office, payment, once(reply.raw, 'close'));
  }
  return reply.redirect(payment.resultUrl, redirectAfterPost);
}

/** The state of a payment by the merchant's order. */
function answerRequest(office: Office, fields: Fields, reply: FastifyReply): FastifyReply {
  const content = openMessage(office, messageOf(fields));
  if (content === undefined) return refuse(office, 'invalid_signature', reply);
  const parsed = statusMessage.safeParse(content);
  if (!parsed.success) return refuse(office, 'invalid_request', reply);
  if (parsed.data.public_key !== office.options.publicKey) {
    return refuse(office, 'public_key_not_found', reply);
  }
  const payment = office.payments.findByOrder(parsed.data.order_id);
  if (payment === undefined) return refuse(office, 'payment_not_found', reply);
  office.desk.log('asked', { orderId: payment.orderId, status: payment.status });
  return reply
    .type('application/json; charset=utf-8')
    .send(describePayment(office, payment, payment.amount));
}

/** The gateway refuses with status 200: only the body says so. */
function refuse({ desk }: Office, code: RefusalCode, reply: FastifyReply): FastifyReply {
  desk.log('refused', { code });
  const answer = { result: 'error', status: 'error', err_code: code, err_description: code };
  return reply.send(answer);
}

function refusePage({ desk }: Office, code: RefusalCode, reply: FastifyReply): FastifyReply {
  desk.log('refused', { code });
  const { refusedTitle, refused } = texts.payment;
  return sendPage(reply, refusalPage(refusedTitle, refused[code], code), badRequest);
}
