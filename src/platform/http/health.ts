import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { everybody } from '#kernel/role.ts';

/**
 * `/healthz` says that the process answers, `/readyz` that it can do its work. Machine-readable
 * state of the platform (1039:6).
 */
export function healthRoutes(app: FastifyInstance, db: Database): void {
  const open = { config: { audience: everybody } };
  app.get('/healthz', open, (_request, reply) => reply.send({ status: 'ok' }));
  app.get('/readyz', open, async (_request, reply) => {
    try {
      await sql`select 1`.execute(db);
      return await reply.send({ status: 'ok', checks: { database: 'ok' } });
    } catch {
      return reply.code(503).send({ status: 'failing', checks: { database: 'unreachable' } });
    }
  });
}
