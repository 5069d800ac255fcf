import { services } from '#kernel/service.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../../plugin.ts';
import { noAccountsPage } from '../account-parts.tsx';
import { askAccount } from '../own-accounts.ts';
import { monthsViewOf } from './bill-charts.tsx';
import type { Principal } from '#platform/principal.ts';
import type { Bill } from './bill.ts';
import { billPage } from './bill-page.tsx';
import { billStamp } from './bill-stamp.ts';
import { codePayment } from './bill-state.ts';
import { billsPage } from './bills-page.tsx';
import { disputePage } from './dispute-page.tsx';
import { findBill } from './find-bill.ts';
import { listBills } from './list-bills.ts';
import { texts } from './texts.uk.ts';
import { forConsumers } from '../for-consumers.ts';

interface BillAddress {
  Params: { accountId: string; period: string };
  Querystring: { chart?: string; service?: string };
}

/** Lists of bills and the bill itself. */
export function billRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  const { operations, clock } = parts;

  app.get<{ Querystring: { account?: string; year?: string } }>(
    '/cabinet/bills',
    forConsumers,
    async (request, reply) => {
      const { principal, query } = request;
      const asked = await askAccount(operations, principal, query.account);
      if (asked.kind === 'none') {
        return reply.html(noAccountsPage(request.frame(), texts.listTitle));
      }
      if (asked.kind === 'hidden') return reply.callNotFound();
      const { account, accounts } = asked;
      const list = await operations.ask(listBills, principal, {
        accountId: String(account.accountId),
        year: query.year,
      });
      if (list.kind !== 'done') return reply.callNotFound();
      return reply.html(billsPage(request.frame(), { accounts, account, list: list.value }));
    },
  );

  app.get<BillAddress>(
    '/cabinet/bills/:accountId/:period',
    forConsumers,
    async (request, reply) => {
      const { principal, params, query } = request;
      const stamp = await operations.ask(billStamp, principal, params);
      if (stamp.kind !== 'done') return reply.callNotFound();
      return reply.remembered(stamp.value, async () => {
        const found = await operations.ask(findBill, principal, params);
        if (found.kind !== 'done' || found.value === undefined) return undefined;
        const bill = found.value;
        const payment = codePayment(bill);
        return billPage(request.frame(), {
          bill,
          today: dayInKyiv(clock.now()),
          code: payment === undefined ? undefined : parts.paymentCode.draw(payment),
          view: monthsViewOf(bill, query.chart),
          connectionCode: connectionCodeOf(parts, principal, bill),
          principal,
        });
      });
    },
  );

  app.get<BillAddress>(
    '/cabinet/bills/:accountId/:period/dispute',
    forConsumers,
    async (request, reply) => {
      const found = await operations.ask(findBill, request.principal, request.params);
      if (found.kind !== 'done' || found.value === undefined) return reply.callNotFound();
      const service = services.find((one) => one === request.query.service);
      const page =
        service === undefined ? undefined : disputePage(request.frame(), found.value, service);
      return page === undefined ? reply.callNotFound() : reply.html(page);
    },
  );
}

/** A deputy's print must not open the account to whoever holds it. */
function connectionCodeOf(
  { connectionCodes }: SettlementsParts,
  { role }: Principal,
  { account, period }: Bill,
): string | undefined {
  if (role !== 'individual-consumer') return undefined;
  return connectionCodes.codeFor(account.accountId, period);
}
