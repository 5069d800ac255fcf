import { everybody } from '#kernel/role.ts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { SettlementsParts } from '../plugin.ts';
import { digestOf, refuseMessage, takeReport } from './take-report.ts';

export const callbackPath = '/payments/callback';

const badRequest = 400;
const textLengthMax = 64 * 1024;

const message = z.object({
  data: z.string().max(textLengthMax),
  signature: z.string().max(textLengthMax),
});

/**
 * Where the gateway reports outcomes to. It has no session: its signature is its proof. A report
 * that is understood is answered with 200 however often it comes, so that it is not sent for ever;
 * what is not the gateway's own gets 400 and leaves a notice.
 */
export function callbackRoute(app: FastifyInstance, parts: SettlementsParts): void {
  const { operations, gateway } = parts;
  app.post(
    callbackPath,
    { config: { audience: everybody, withoutCsrf: true } },
    async (request, reply) => {
      const parsed = message.safeParse(request.body);
      if (!parsed.success) return reply.code(badRequest).send();
      const report = gateway.readCallback(parsed.data);
      if (!report.ok) {
        await refuseMessage(operations, parsed.data, report.error);
        return reply.code(badRequest).send();
      }
      await takeReport(operations, report.value, digestOf(parsed.data.data));
      return reply.code(200).send();
    },
  );
}
