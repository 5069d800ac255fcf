import { findAccount } from '#modules/registry/index.ts';
import type { FastifyInstance } from 'fastify';
import { users } from '#kernel/role.ts';
import { accountsPath } from '../accounts/accounts-page.tsx';
import { texts as accountTexts } from '../accounts/texts.uk.ts';
import { securityPath } from '../second-factor/security-page.tsx';
import { texts as securityTexts } from '../second-factor/texts.uk.ts';
import type { AccessParts } from '../parts.ts';
import { looksPage } from './looks-page.tsx';
import { texts } from './texts.uk.ts';
import { whoLookedQuery } from './who-looked.ts';
import { whoLookedAtMe } from './who-looked-at-me.ts';

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
      const back = { label: accountTexts.title, href: accountsPath };
      const words = { heading: account.address, lead: texts.lead, none: texts.none };
      return reply.html(looksPage(request.frame(), { ...words, back, found: looked.value }));
    },
  );

  app.get(`${securityPath}/looks`, { config: { audience: users } }, async (request, reply) => {
    const looked = await operations.ask(whoLookedAtMe, request.principal, {});
    if (looked.kind !== 'done') return reply.callNotFound();
    const back = { label: securityTexts.title, href: securityPath };
    const words = { heading: texts.aboutMe, lead: texts.leadAboutMe, none: texts.nobodyAboutMe };
    return reply.html(looksPage(request.frame(), { ...words, back, found: looked.value }));
  });
}
