import { systemClock, type Clock } from '#platform/clock.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  machineFaults,
  openCounterpart,
  sendPage,
  type Counterpart,
  type Desk,
} from '../common.ts';
import { messagesPage } from './messages-page.tsx';

export interface PhoneMessagesOptions {
  readonly token?: string;
  readonly port?: number;
  readonly host?: string;
  readonly clock?: Clock;
}

const faults = machineFaults.extend({
  /** Refuse each message with this code of the gateway. */
  refuse: z.number().int().optional(),
  /** Say yes to the request and no to its recipient. */
  wrongRecipient: z.boolean().optional(),
});
type Faults = z.infer<typeof faults>;

export interface TakenMessage {
  readonly phone: string;
  readonly sender: string;
  readonly text: string;
  readonly at: Temporal.Instant;
}

const path = '/message/send.json';
const messagesMax = 1_000;
const accepted = 800;
const wrongToken = 103;
const wrongRequest = 201;
const wrongPhone = 407;
const sentForm = z.object({
  recipients: z.array(z.string().regex(/^380\d{9}$/)).min(1),
  sms: z.object({ sender: z.string().min(1), text: z.string().min(1) }),
});

/** A play gateway of short messages, in the shape of TurboSMS; what it took stands on its page. */
export function startPhoneMessages(options: PhoneMessagesOptions = {}): Promise<Counterpart> {
  const clock = options.clock ?? systemClock;
  const taken: TakenMessage[] = [];
  return openCounterpart<Faults>({
    ...{ host: options.host ?? '127.0.0.1', port: options.port ?? 0, clock, faults },
    machinePaths: [path],
    routes(app, desk) {
      app.get('/', (_request, reply) => sendPage(reply, messagesPage(taken)));
      app.post(path, (request, reply) => take({ desk, clock, taken, options }, request, reply));
    },
  });
}

interface Gateway {
  readonly desk: Desk<Faults>;
  readonly clock: Clock;
  readonly taken: TakenMessage[];
  readonly options: PhoneMessagesOptions;
}

/** It answers 200 whatever happened; what did stands in the codes. */
function take(gateway: Gateway, { headers, body }: FastifyRequest, reply: FastifyReply) {
  const { desk, clock, taken, options } = gateway;
  const answer = (code: number, results: readonly { response_code: number }[] | null = null) => {
    desk.log('answered', { code: String(code) });
    return reply.send({ response_code: code, response_result: results });
  };
  const isKnown =
    options.token === undefined || headers.authorization === `Bearer ${options.token}`;
  if (!isKnown) return answer(wrongToken);
  const { refuse, wrongRecipient } = desk.faults();
  if (refuse !== undefined) return answer(refuse);
  const parsed = sentForm.safeParse(body);
  if (!parsed.success) return answer(wrongRequest);
  if (wrongRecipient === true) return answer(0, [{ response_code: wrongPhone }]);
  for (const phone of parsed.data.recipients) {
    if (taken.length >= messagesMax) taken.shift();
    taken.push({ phone, ...parsed.data.sms, at: clock.now() });
  }
  return answer(
    accepted,
    parsed.data.recipients.map(() => ({ response_code: 0 })),
  );
}
