import { openHolder } from '#modules/registry/index.ts';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { DocumentContent } from '#engine/documents/content/content.ts';
import { sendDocument, type CarriedForm } from '#engine/documents/send-document.ts';
import { hromadaOf } from '../account-id.ts';
import { findBill } from '../consumer/bills/find-bill.ts';
import { findPayment } from '../payments/pages/find-payment.ts';
import type { SettlementsDocumentParts } from './parts.ts';
import { billContent } from './bill-content.ts';
import { receiptContent } from './receipt-content.ts';
import { forConsumers } from '../consumer/for-consumers.ts';

const forms = ['pdf', 'asice'] as const satisfies readonly CarriedForm[];

/**
 * Bills and receipts as sealed documents. One is made when it is first asked for and is the same
 * for ever after: what it says is fixed by the bill, which is never edited.
 */
export function sealedRoutes(app: FastifyInstance, parts: SettlementsDocumentParts): void {
  for (const form of forms) {
    app.get<{ Params: { accountId: string; period: string } }>(
      `/cabinet/bills/:accountId/:period/document.${form}`,
      forConsumers,
      async (request, reply) => {
        const found = await parts.operations.ask(findBill, request.principal, request.params);
        if (found.kind !== 'done' || found.value === undefined) return reply.callNotFound();
        const bill = found.value;
        const { accountId } = bill.account;
        return seal(parts, reply, {
          ...{ form, kind: 'bill', accountId, about: `bill:${accountId}:${bill.period}` },
          content: async () => billContent(bill, await openHolder(parts.secrets, bill.account)),
        });
      },
    );

    app.get<{ Params: { paymentId: string } }>(
      `/cabinet/payments/:paymentId/receipt.${form}`,
      forConsumers,
      async (request, reply) => {
        const found = await parts.operations.ask(findPayment, request.principal, request.params);
        if (found.kind !== 'done' || found.value === undefined) return reply.callNotFound();
        const payment = found.value;
        const { receipt, account } = payment;
        if (receipt === null) return reply.callNotFound();
        return seal(parts, reply, {
          ...{ form, kind: 'receipt', accountId: account.accountId },
          about: `receipt:${receipt.number}`,
          content: () => Promise.resolve(receiptContent(payment, receipt)),
        });
      },
    );
  }
}

interface ToSeal {
  readonly form: CarriedForm;
  readonly kind: 'bill' | 'receipt';
  readonly accountId: bigint;
  readonly about: string;
  readonly content: () => Promise<DocumentContent>;
}

async function seal(
  { documents, secrets, publicUrl }: SettlementsDocumentParts,
  reply: FastifyReply,
  { form, kind, accountId, about, content }: ToSeal,
): Promise<FastifyReply> {
  const version = await documents.signing.issueOwn({
    ...{ kind, about, hromadaId: hromadaOf(accountId), recipients: [] },
    content,
  });
  return sendDocument(reply, { ...documents, secrets, publicUrl }, { version, form });
}
