import { findAccount } from '#modules/registry/index.ts';
import type { FastifyInstance } from 'fastify';
import { accountsPath } from '../accounts/accounts-page.tsx';
import type { AccessParts } from '../parts.ts';
import { looksPage } from './looks-page.tsx';
import { whoLookedQuery } from './who-looked.ts';

interface OneAccount {
  Params: { accountId: string };
  Querystring: { before?: string };
}

/** What the log of actions tells people of their own data (1039:93). */
export function lookRoutes(app: FastifyInstance, { operations, db, secrets }: AccessParts): void {
  const whoLooked = whoLookedQuery(secrets);
  app.get<OneAccount>(
    `${accountsPath}/:accountId/looks`,
    { config: { audience: ['individual-consumer'] } },
    async (request, reply) => {
      const { params, principal } = request;
      const looked = await operations.ask(whoLooked, principal, {
        ...params,
        before: request.query.before,
      });
      if (looked.kind !== 'done') return reply.callNotFound();
      const account = await findAccount(db, BigInt(params.accountId));
      if (account === undefined) return reply.callNotFound();
      return reply.html(looksPage(request.frame(), { account, found: looked.value }));
    },
  );
}
