import type { FastifyInstance } from 'fastify';
import { startKeyRotation } from '#platform/files/jobs.ts';
import { showStore } from '#platform/files/show-store.ts';
import type { CabinetParts } from '../../plugin.ts';
import { forAdministrator } from '../for-administrator.ts';
import { storePage, storePath } from './store-page.tsx';

/** The store of documents and its keys. */
export function storeRoutes(app: FastifyInstance, { operations }: CabinetParts): void {
  app.get<{ Querystring: { asked?: string } }>(
    storePath,
    forAdministrator,
    async (request, reply) => {
      const shown = await operations.ask(showStore, request.principal, {});
      if (shown.kind !== 'done') return reply.callNotFound();
      const { csrfToken, query } = request;
      const asked = query.asked === 'yes';
      return reply.html(storePage(request.frame(), { state: shown.value, csrfToken, asked }));
    },
  );

  app.post(storePath, forAdministrator, async (request, reply) => {
    const started = await operations.carryOut(startKeyRotation, request.principal, {});
    if (started.kind !== 'done') return reply.callNotFound();
    return reply.redirect(`${storePath}?asked=yes`, 303);
  });
}
