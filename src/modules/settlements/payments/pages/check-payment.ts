import { consumers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import type { Money } from '#kernel/money.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { services, type Service } from '#kernel/service.ts';
import { findAccount, type Account } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import { allocatePayment, type AllocatedPart } from '../../rules/payment-allocation.ts';
import { readStandings } from '../post-payments.ts';
import { amountSchema, refuseAmount } from '../start-payment.ts';

/** What an account owes and whether it can be paid for. */
export interface PaymentOffer {
  readonly account: Account;
  /** Negative when overpaid. */
  readonly due: Money;
  /** There is no bill yet, so a payment could not be shared over services. */
  readonly neverBilled: boolean;
}

const offerInput = z.object({ accountId: accountIdSchema });
type OfferInput = z.infer<typeof offerInput>;

/** What there is to pay for an account now. */
export const findPaymentOffer = defineQuery({
  id: 'find-payment-offer',
  law: [law('1039:15.2'), law('1039:19.3')],
  audience: consumers,
  scope: { kind: 'account', act: 'pay', key: ({ accountId }: OfferInput) => String(accountId) },
  input: offerInput,
  async handle({ db, now }: Reading, { accountId }: OfferInput): Promise<PaymentOffer | undefined> {
    const account = await findAccount(db, accountId);
    if (account === undefined) return undefined;
    const standings = await readStandings(queryableOf(db), account.hromadaId, [accountId], now);
    const standing = standings.get(accountId);
    if (standing === undefined) throw new Error('an account without a standing');
    return { account, due: standing.due, neverBilled: standing.weights.length === 0 };
  },
});

/** A payment before it is made: how much, and what it will cover. */
export interface CheckedPayment {
  readonly account: Account;
  readonly amount: Money;
  readonly due: Money;
  /** What each service would be given; Σ is the amount. */
  readonly parts: readonly AllocatedPart[];
}

const checkInput = z.discriminatedUnion('sum', [
  z.object({ accountId: accountIdSchema, sum: z.literal('all') }),
  z.object({ accountId: accountIdSchema, sum: z.literal('other'), amount: amountSchema }),
]);
type CheckInput = z.infer<typeof checkInput>;

/** Shows what a payment would cover before it is begun; refuses as its start would. */
export const checkPayment = defineQuery({
  id: 'check-payment',
  law: [law('1039:15.2'), law('1039:19.4')],
  audience: consumers,
  scope: { kind: 'account', act: 'pay', key: ({ accountId }: CheckInput) => String(accountId) },
  input: checkInput,
  async handle(
    { db, now }: Reading,
    given: CheckInput,
  ): Promise<CheckedPayment | Refusal | undefined> {
    const { accountId } = given;
    const account = await findAccount(db, accountId);
    if (account === undefined) return undefined;
    const standings = await readStandings(queryableOf(db), account.hromadaId, [accountId], now);
    const standing = standings.get(accountId);
    if (standing === undefined) throw new Error('an account without a standing');
    const amount = given.sum === 'all' ? standing.due : given.amount;
    if (given.sum === 'all' && amount <= 0n) return refuse('nothing-due');
    const refusal = refuseAmount(amount, standing);
    if (refusal !== undefined) return refusal;
    const parts = [...allocatePayment(amount, standing.items, standing.weights)].sort(
      (a, b) => orderOf(a) - orderOf(b),
    );
    return { account, amount, due: standing.due, parts };
  },
});

/** Services stand in the order of the bill, whichever month's debt they come from. */
function orderOf({ service }: AllocatedPart): number {
  return services.indexOf(service as Service);
}
