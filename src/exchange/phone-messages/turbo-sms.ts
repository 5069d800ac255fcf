import { err, ok } from '#kernel/result.ts';
import type { PhoneMessages } from '#modules/access/ports.ts';
import { z } from 'zod';
import type { HttpClient } from '../http-client.ts';
import { readJsonAnswer } from '../json-answer.ts';
import { unavailability } from '../unavailable.ts';

export interface TurboSmsSettings {
  readonly baseUrl: string;
  readonly token: string;
  /** The name that stands above the message; registered with the gateway. */
  readonly sender: string;
}

/** Codes by which the gateway says that it took all messages: sent, or accepted for sending. */
const takenCodes = new Set([0, 800, 801]);
const answerOf = z.object({
  response_code: z.coerce.number().int(),
  response_result: z.array(z.object({ response_code: z.coerce.number().int() })).nullish(),
});

/** Messages to phones through TurboSMS: JSON by POST, the token in a header. */
export function createTurboSms(settings: TurboSmsSettings, http: HttpClient): PhoneMessages {
  const url = new URL('/message/send.json', settings.baseUrl).href;
  return {
    async send({ phone, text }) {
      const outcome = await http.send({
        ...{ url, method: 'POST' },
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${settings.token}`,
        },
        body: JSON.stringify({
          recipients: [phone.replace('+', '')],
          sms: { sender: settings.sender, text },
        }),
        // Sent twice, it would come twice: the job that sends it tries again by itself.
        idempotent: false,
      });
      const unavailable = unavailability(outcome);
      if (unavailable !== undefined) return err(unavailable);
      const body = outcome.ok ? readJsonAnswer(outcome.value.body) : undefined;
      const answer = answerOf.safeParse(body);
      if (!answer.success) return err({ kind: 'unavailable', reason: 'malformed' });
      const { response_code: code, response_result: results } = answer.data;
      const wrong = [code, ...(results ?? []).map((one) => one.response_code)].find(
        (one) => !takenCodes.has(one),
      );
      return wrong === undefined ? ok('sent') : err({ kind: 'refused', code: String(wrong) });
    },
  };
}
