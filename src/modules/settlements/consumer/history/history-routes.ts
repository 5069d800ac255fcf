import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../../plugin.ts';
import { noAccountsPage } from '../account-parts.tsx';
import { askAccount } from '../own-accounts.ts';
import { eventKinds } from './events.ts';
import { findHistory } from './find-history.ts';
import { historyPage } from './history-page.tsx';
import { texts } from './texts.uk.ts';
import { forConsumers } from '../for-consumers.ts';

interface HistoryAddress {
  Querystring: { account?: string; year?: string; kind?: string };
}

/** What happened to an account: everything, or one kind of events. */
export function historyRoutes(app: FastifyInstance, { operations }: SettlementsParts): void {
  app.get<HistoryAddress>('/cabinet/history', forConsumers, async (request, reply) => {
    const { principal, query } = request;
    const asked = await askAccount(operations, principal, query.account);
    if (asked.kind === 'none') return reply.html(noAccountsPage(request.frame(), texts.title));
    if (asked.kind === 'hidden') return reply.callNotFound();
    const history = await operations.ask(findHistory, principal, {
      accountId: String(asked.account.accountId),
      year: query.year,
    });
    if (history.kind !== 'done' || history.value === undefined) return reply.callNotFound();
    return reply.html(
      historyPage(request.frame(), {
        accounts: asked.accounts,
        history: history.value,
        kind: eventKinds.find((kind) => kind === query.kind),
      }),
    );
  });
}
