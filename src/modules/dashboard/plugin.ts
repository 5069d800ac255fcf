import type { ModuleParts } from '#platform/http/frame.ts';
import type { FastifyInstance } from 'fastify';

/** The national interactive panel (1039:11.3). */
export function dashboardRoutes(_app: FastifyInstance, _parts: ModuleParts): void {}
