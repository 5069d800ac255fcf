import { findAccount } from '#modules/registry/index.ts';
import type { FastifyInstance } from 'fastify';
import { accountsPath } from '../accounts/accounts-page.tsx';
import type { AccessParts } from '../parts.ts';
import { looksPage } from './looks-page.tsx';
import { whoLooked } from './who-looked.ts';

interface OneAccount {
  Params: { accountId: string };
}

/** What the log of actions tells people of their own data (1039:93). */
export function lookRoutes(app: FastifyInstance, { operations, db }: AccessParts): void {
  app.get<OneAccount>(
    `${accountsPath}/:accountId/looks`,
    { config: { audience: ['individual-consumer'] } },
    async (request, reply) => {
      const { params, principal } = request;
      const looked = await operations.ask(whoLooked, principal, params);
      if (looked.kind !== 'done') return reply.callNotFound();
      const account = await findAccount(db, BigInt(params.accountId));
      if (account === undefined) return reply.callNotFound();
      return reply.html(looksPage(request.frame(), { account, looks: looked.value }));
    },
  );
}
