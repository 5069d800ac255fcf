import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../plugin.ts';

/** What a consumer sees and does: bills, readings, payments. */
export function consumerRoutes(_app: FastifyInstance, _parts: SettlementsParts): void {}
