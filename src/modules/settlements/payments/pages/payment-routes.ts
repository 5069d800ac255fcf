import type { VerificationKey } from '#platform/audit/keys.ts';
import type { Fault, Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { noAccountsPage } from '../../consumer/account-parts.tsx';
import { findOwnAccounts } from '../../consumer/own-accounts.ts';
import type { SettlementsParts } from '../../plugin.ts';
import type { CheckoutForm } from '../../ports.ts';
import { startPayment } from '../start-payment.ts';
import { callbackPath } from '../callback-route.ts';
import { checkPayment, findPaymentOffer } from './check-payment.ts';
import { checkPage } from './check-page.tsx';
import { choosePage, type ChoosePageProps, type ChoosingForm } from './choose-page.tsx';
import { findPayment } from './find-payment.ts';
import { listPayments } from './list-payments.ts';
import { paymentPage } from './payment-page.tsx';
import { paymentsPage } from './payments-page.tsx';
import type { Payment } from './payment-view.ts';
import { noProofPage } from './proof-page.tsx';
import { defineProvePayment } from './prove-payment.ts';
import { paymentRefusalText, texts } from './texts.uk.ts';

const consumers = { config: { audience: ['individual-consumer'] as const } };
const unprocessable = 422;
const conflict = 409;

export interface PaymentPagesParts extends SettlementsParts {
  readonly auditKeys: () => Promise<readonly VerificationKey[]>;
}
