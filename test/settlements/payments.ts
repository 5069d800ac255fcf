import type { SignedForm } from '#counterparts/liqpay/payer.ts';
import { pollPayments } from '#modules/settlements/payments/poll-payments.ts';
import { expect } from 'vitest';
import { billedAccount } from './billed-town.ts';
import { hiddenField, type Answer, type Office } from './office.ts';

export interface StartedPayment {
  readonly path: string;
  readonly paymentId: string;
  readonly form: SignedForm;
}

/** What tests of payments do and look at in an office. */
export interface Payments {
  start(amount: string): Promise<StartedPayment>;
  stateOf(paymentId: string): Promise<string>;
  postedLines(paymentId: string): Promise<readonly unknown[]>;
  noticesOf(paymentId: string | null): Promise<readonly string[]>;
  reportAnswersTo(paymentId: string): Promise<readonly unknown[]>;
  poll(): Promise<void>;
  untilPaid(paymentId: string): Promise<void>;
}

export function paymentsIn(office: Office): Payments {
  /** Chooses a sum, checks it, and comes to the page with the gateway's form. */
  async function start(amount: string): Promise<StartedPayment> {
    const query = `account=${billedAccount}&sum=other&amount=${encodeURIComponent(amount)}`;
    const check = await office.holder.get(`/cabinet/payments/check?${query}`);
    expect(check.status).toBe(200);
    const created = await office.holder.post('/cabinet/payments', {
      accountId: hiddenField(check.text, 'accountId'),
      amount: hiddenField(check.text, 'amount'),
      key: hiddenField(check.text, 'key'),
    });
    expect(created.status).toBe(303);
    const page = await office.holder.get(created.location);
    return {
      path: created.location,
      paymentId: created.location.split('/').at(-1) ?? '',
      form: {
        action: /<form[^>]*action="([^"]*checkout)"/.exec(page.text)?.[1] ?? '',
        data: hiddenField(page.text, 'data'),
        signature: hiddenField(page.text, 'signature'),
      },
    };
  }

  async function stateOf(paymentId: string): Promise<string> {
    const { rows } = await office.log.database.pool.query<{ state: string }>(
      'select state from settlements.payment where payment_id = $1',
      [paymentId],
    );
    return rows[0]?.state ?? '';
  }

  /** Ledger lines of a payment: service, from which book to which, kopiykas. */
  async function postedLines(paymentId: string): Promise<readonly unknown[]> {
    const { rows } = await office.log.database.pool.query<Record<string, unknown>>(
      `select service, debit, credit, amount from settlements.transfer
       where source in ('payment:' || $1::text, 'refund:' || $1::text) order by service, debit`,
      [paymentId],
    );
    return rows.map((row) => Object.values(row));
  }

  async function noticesOf(paymentId: string | null): Promise<readonly string[]> {
    const { rows } = await office.log.database.pool.query<{ verdict: string }>(
      `select verdict from settlements.payment_notice
       where payment_id is not distinct from $1::uuid order by notice_id`,
      [paymentId],
    );
    return rows.map(({ verdict }) => verdict);
  }

  /**
   * How the platform answered the gateway's reports of this payment. The gateway sends refused
   * reports of other payments again meanwhile, so the log is read by order.
   */
  async function reportAnswersTo(paymentId: string): Promise<readonly unknown[]> {
    return (await office.control.log())
      .filter(({ event, details }) => {
        return event === 'callback' && String(details['orderId']).endsWith(paymentId);
      })
      .map(({ details }) => details['answer']);
  }

  function poll(): Promise<void> {
    const { operations, gateway, clock, log } = office;
    return pollPayments({ db: log.worker, operations, gateway, clock });
  }

  /** Waits until the gateway's report, sent in its own time, has come. */
  async function untilPaid(paymentId: string): Promise<void> {
    await expect.poll(() => stateOf(paymentId), { timeout: 5_000 }).toBe('paid');
  }

  return { start, stateOf, postedLines, noticesOf, reportAnswersTo, poll, untilPaid };
}

/** A page's text as it is read: with usual spaces. */
export function plain({ text }: Answer): string {
  return text.replaceAll('\u00a0', ' ').replaceAll('&nbsp;', ' ');
}
