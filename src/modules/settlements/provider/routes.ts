import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../plugin.ts';

/** What a provider sees and does: accounts, files of readings, tariffs, the monthly run. */
export function providerRoutes(_app: FastifyInstance, _parts: SettlementsParts): void {}
