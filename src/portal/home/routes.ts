import { publicOverview } from '#modules/dashboard/index.ts';
import { minuteOf } from '#platform/clock.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import type { FastifyInstance } from 'fastify';
import { open, type PortalParts } from '../parts.ts';
import { homePage } from './home-page.tsx';
import { searchEverything } from './search-everything.ts';
import { searchPage } from './search-page.tsx';

export function homeRoutes(app: FastifyInstance, { operations, clock }: PortalParts): void {
  // The sums of a country change slowly: the page that everybody opens is made once a minute.
  app.get('/', open, (request, reply) =>
    reply.remembered(minuteOf(clock.now()), async () => {
      const overview = await operations.ask(publicOverview, request.principal, {});
      if (overview.kind !== 'done') throw new Error(`the overview is ${overview.kind}`);
      return homePage(request.frame(), overview.value);
    }),
  );

  app.get<{ Querystring: { q?: GivenText } }>('/search', open, async (request, reply) => {
    const text = oneText(request.query.q);
    const found = await operations.ask(searchEverything, request.principal, { text });
    if (found.kind !== 'done') return reply.callNotFound();
    return reply.html(searchPage(request.frame(), text, found.value));
  });
}
