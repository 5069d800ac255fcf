import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { PaymentRow } from '../payment.sql.ts';

export interface PaymentViewRow {
  readonly payment_id: string;
  readonly account_id: bigint;
  readonly order_id: string;
  readonly amount: bigint;
  readonly channel: string;
  readonly state: PaymentRow['state'];
  readonly created_at: Temporal.Instant;
  readonly settled_at: Temporal.Instant | null;
  readonly receipt_number: string | null;
  readonly issued_at: Temporal.Instant | null;
  readonly coverage: 'full' | 'partial' | 'advance' | null;
  /** Arrays [service, provider, kopiykas] of the receipt. */
  readonly parts: readonly (readonly [Service, number, number])[] | null;
}

const columns = `p.payment_id, p.account_id, p.order_id, p.amount, p.channel, p.state,
  p.created_at, p.settled_at, r.number as receipt_number, r.issued_at, r.coverage, r.parts`;

/** A payment with its receipt, when it has one. */
export async function findPaymentView(
  db: Queryable,
  paymentId: string,
  ofAccounts: readonly bigint[],
): Promise<PaymentViewRow | undefined> {
  const rows = await selectRows<PaymentViewRow>(
    db,
    `select ${columns} from settlements.payment p
     left join settlements.receipt r using (payment_id)
     where p.payment_id = $1 and p.account_id = any ($2::bigint[])`,
    [paymentId, ofAccounts],
  );
  return rows[0];
}

/** Payments of an account made in [from, to), newest first. */
export async function readPaymentViews(
  db: Queryable,
  account: { readonly hromadaId: number; readonly accountId: bigint },
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly PaymentViewRow[]> {
  return selectRows(
    db,
    `select ${columns} from settlements.payment p
     left join settlements.receipt r using (payment_id)
     where p.hromada_id = $1 and p.account_id = $2 and p.created_at >= $3 and p.created_at < $4
     order by p.created_at desc, p.payment_id`,
    [account.hromadaId, account.accountId, from, to],
  );
}

/** When the account was first paid for; null when never. */
export async function readFirstPayment(
  db: Queryable,
  account: { readonly hromadaId: number; readonly accountId: bigint },
): Promise<Temporal.Instant | null> {
  const [row] = await selectRows<{ first: Temporal.Instant | null }>(
    db,
    `select min(created_at) as first from settlements.payment
     where hromada_id = $1 and account_id = $2`,
    [account.hromadaId, account.accountId],
  );
  return row?.first ?? null;
}
