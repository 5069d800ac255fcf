import { dayInKyiv } from '#platform/clock.ts';
import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../../plugin.ts';
import { noAccountsPage } from '../account-parts.tsx';
import { findHome } from './find-home.ts';
import { homePage } from './home-page.tsx';
import { housePage } from './house-page.tsx';
import { texts } from './texts.uk.ts';
import { forConsumers } from '../for-consumers.ts';

/** The first page of the consumer's cabinet. */
export function homeRoutes(app: FastifyInstance, { operations, clock }: SettlementsParts): void {
  app.get('/cabinet/home', forConsumers, async (request, reply) => {
    const homes = await operations.ask(findHome, request.principal, {});
    if (homes.kind !== 'done') return reply.callNotFound();
    const found = homes.value;
    if (found.kind === 'house') return reply.html(housePage(request.frame(), found.accounts));
    if (found.homes.length === 0) return reply.html(noAccountsPage(request.frame(), texts.title));
    const { principal } = request;
    const today = dayInKyiv(clock.now());
    return reply.html(homePage(request.frame(), { homes: found.homes, today, principal }));
  });
}
