import type { ModuleParts } from '#platform/http/frame.ts';
import type { FastifyInstance } from 'fastify';
import { consumerRoutes } from './consumer/routes.ts';
import { providerRoutes } from './provider/routes.ts';
import type { PaymentCode, PaymentGateway } from './ports.ts';

export interface SettlementsParts extends ModuleParts {
  readonly gateway: PaymentGateway;
  readonly paymentCode: PaymentCode;
  /** Where files of readings wait for their job. */
  readonly uploadsDirectory: string;
}

/** Pages of settlements: the consumer's and the provider's. */
export function settlementsRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  consumerRoutes(app, parts);
  providerRoutes(app, parts);
}
