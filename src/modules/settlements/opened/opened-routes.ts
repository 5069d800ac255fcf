import { restrictedAskers } from '#kernel/role.ts';
import { restrictedPath } from '#modules/access/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../plugin.ts';
import { openedAccountQuery } from './opened-account.ts';
import { openedPage } from './opened-page.tsx';

/** What was opened to an official by their request (1039:95). */
export function openedRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  const { operations, secrets, clock } = parts;
  const openedAccount = openedAccountQuery(secrets);
  app.get<{ Params: { restrictedId: string } }>(
    `${restrictedPath}/:restrictedId/account`,
    { config: { audience: restrictedAskers } },
    async (request, reply) => {
      const found = await operations.ask(openedAccount, request.principal, request.params);
      if (found.kind !== 'done') return reply.callNotFound();
      const today = dayInKyiv(clock.now());
      return reply.html(openedPage(request.frame(), { opened: found.value, today }));
    },
  );
}
