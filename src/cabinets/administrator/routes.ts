import type { FastifyInstance } from 'fastify';
import type { CabinetParts } from '../plugin.ts';

/** Parameters with four eyes, the audit log. */
export function administratorRoutes(_app: FastifyInstance, _parts: CabinetParts): void {}
