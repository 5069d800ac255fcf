import type { ModuleParts } from '#platform/http/frame.ts';
import type { FastifyInstance } from 'fastify';

/** The public portal: open to everybody, no personal data (1039:11.1, 1039:94). */
export function portalRoutes(_app: FastifyInstance, _parts: ModuleParts): void {}
