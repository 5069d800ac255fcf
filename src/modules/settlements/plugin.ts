import type { ConnectionCodes } from '#modules/access/index.ts';
import type { VerificationKey } from '#platform/audit/keys.ts';
import type { ModuleParts } from '#platform/http/frame.ts';
import type { FastifyInstance } from 'fastify';
import { consumerRoutes } from './consumer/routes.ts';
import { openedRoutes } from './opened/opened-routes.ts';
import { callbackRoute } from './payments/callback-route.ts';
import { paymentRoutes } from './payments/pages/payment-routes.ts';
import { providerRoutes } from './provider/routes.ts';
import type { PaymentCode, PaymentGateway } from './ports.ts';

export interface SettlementsParts extends ModuleParts {
  readonly gateway: PaymentGateway;
  readonly paymentCode: PaymentCode;
  /** Public keys of the audit log, for proofs that people take home. */
  readonly auditKeys: () => Promise<readonly VerificationKey[]>;
  /** Where files of readings wait for their job. */
  readonly uploadsDirectory: string;
  /** Codes on paper by which accounts are connected to cabinets. */
  readonly connectionCodes: Pick<ConnectionCodes, 'codeFor'>;
}

/** Pages of settlements: the consumer's and the provider's. */
export function settlementsRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  consumerRoutes(app, parts);
  paymentRoutes(app, parts);
  callbackRoute(app, parts);
  providerRoutes(app, parts);
  openedRoutes(app, parts);
}
