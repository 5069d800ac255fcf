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
import { whoLooked, whoLookedAtMe } from './who-looked.ts';

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
      const back = { label: accountTexts.title, href: accountsPath };
      const props = { heading: account.address, none: texts.none, back, looks: looked.value };
      return reply.html(looksPage(request.frame(), props));
    },
  );

  app.get(`${securityPath}/looks`, { config: { audience: users } }, async (request, reply) => {
    const looked = await operations.ask(whoLookedAtMe, request.principal, {});
    if (looked.kind !== 'done') return reply.callNotFound();
    const back = { label: securityTexts.title, href: securityPath };
    const props = { heading: texts.aboutMe, none: texts.nobodyAboutMe, back, looks: looked.value };
    return reply.html(looksPage(request.frame(), props));
  });
}
