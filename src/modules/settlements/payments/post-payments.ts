import { kopiykas, type Money } from '#kernel/money.ts';
import { readReceivedServices } from '#modules/registry/index.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { readServiceTotals } from '../billing/bill-services.ts';
import type { ServiceTotal } from '../billing/model.ts';
import { readActsByMonth, type ActsOfMonthRow } from '../corrections/corrections.sql.ts';
import { openMonths } from '../rules/debt-age.ts';
import { chargedAfterActs } from '../rules/debt-months.ts';
import { allocatePayment, type AllocatedPart, type OpenItem } from '../rules/payment-allocation.ts';
import {
  addPaidToMonthTotals,
  enterGate,
  insertPaymentTransfers,
  insertReceipts,
  readCreditedSince,
  readLastBills,
  type LastBillRow,
  type PostedPayment,
} from './ledger.sql.ts';
import { takeDocumentNumbers } from './payment.sql.ts';

/** How far back a debt is looked up month by month; older debt counts as of the oldest month. */
const billMonthsMax = 36;
const receiptDigits = 8;

/** Money that has arrived for an account. */
export interface ArrivedPayment {
  readonly paymentId: string;
  readonly accountId: bigint;
  readonly amount: Money;
  readonly arrivedAt: Temporal.Instant;
}

/** Whose ledger is written, and the buildings that a run must not hold meanwhile. */
export interface PaymentPlace {
  readonly hromadaId: number;
  readonly billerId: bigint;
  readonly buildingIds: readonly bigint[];
  readonly now: Temporal.Instant;
}

export interface PaymentBatch extends PaymentPlace {
  readonly payments: readonly ArrivedPayment[];
}

/**
 * Posts payments of one biller and hromada: shares each over services, oldest debt first, writes
 * the ledger lines and gives every payer a receipt. One payment from a gateway and a bank's
 * registry of thousands go the same way. Σ of ledger lines of a payment equals its amount.
 */
export async function postPayments(
  db: Queryable,
  batch: PaymentBatch,
): Promise<readonly PostedPayment[]> {
  const { hromadaId, payments, now } = batch;
  if (payments.length === 0) return [];
  const accountIds = [...new Set(payments.map(({ accountId }) => accountId))];
  await enterGate(db, { ...batch, accountIds });
  const standings = new Map(await readStandings(db, hromadaId, accountIds, now));
  await addWeightsOfUnbilled(db, standings, batch);
  const year = dayInKyiv(now).year;
  const first = await takeDocumentNumbers(db, 'receipt', year, payments.length);
  const posted = payments.map((payment, index): PostedPayment => {
    const standing = standings.get(payment.accountId);
    if (standing === undefined) throw new Error('a payment for an account without a standing');
    const { paymentId, accountId, amount, arrivedAt } = payment;
    const parts = allocatePayment(amount, standing.items, standing.weights);
    standings.set(accountId, afterPayment(standing, parts));
    return {
      paymentId,
      accountId,
      amount,
      arrivedAt,
      period: standing.openPeriod,
      parts,
      receiptNumber: receiptNumber(year, first + BigInt(index)),
      coverage: coverage(amount, standing.due),
    };
  });
  await insertPaymentTransfers(db, batch, posted);
  await insertReceipts(db, posted);
  await addPaidToMonthTotals(db, hromadaId, posted);
  return posted;
}

/**
 * A payment that comes before the first bill is an advance: it is shared evenly over what the
 * account receives, as there is no bill yet to say what costs how much.
 */
async function addWeightsOfUnbilled(
  db: Queryable,
  standings: Map<bigint, Standing>,
  { hromadaId, now }: PaymentPlace,
): Promise<void> {
  const unbilled = [...standings].flatMap(([id, { weights }]) => (weights.length === 0 ? id : []));
  if (unbilled.length === 0) return;
  const even = kopiykas(1n);
  const day = dayInKyiv(now);
  for (const row of await readReceivedServices(db, hromadaId, unbilled, day)) {
    const standing = standings.get(row.account_id);
    if (standing === undefined) continue;
    const { service, provider_id: providerId } = row;
    const weight = { period: standing.openPeriod.toString(), service, providerId, amount: even };
    standings.set(row.account_id, { ...standing, weights: [...standing.weights, weight] });
  }
}

/** What a payment leaves for the next one of its account: the oldest debt is the first paid. */
function afterPayment(standing: Standing, parts: readonly AllocatedPart[]): Standing {
  const paid = new Map<string, bigint>();
  for (const part of parts) paid.set(`${part.service}:${part.providerId}`, part.amount);
  const take = (service: string, providerId: bigint, most: bigint): bigint => {
    const key = `${service}:${providerId}`;
    const left = paid.get(key) ?? 0n;
    const taken = left < most ? left : most;
    paid.set(key, left - taken);
    return taken;
  };
  const items = standing.items
    .toSorted((a, b) => a.period.localeCompare(b.period))
    .map((one) => {
      const taken = take(one.service, one.providerId, one.amount);
      return { ...one, amount: kopiykas(one.amount - taken) };
    });
  const sum = parts.reduce((total, { amount }) => total + amount, 0n);
  return { ...standing, due: kopiykas(standing.due - sum), items };
}

/** How an account stands before a payment. */
export interface Standing {
  readonly due: Money;
  /** First day of the month whose bill is still to come. */
  readonly openPeriod: Temporal.PlainDate;
  readonly items: readonly OpenItem[];
  /** What an advance is spread by: the newest bill. */
  readonly weights: readonly OpenItem[];
  readonly services: readonly ServiceTotal[];
  /** What corrections have added since the last bill; below zero when they took off. */
  readonly corrected: Money;
}

/** What each account owes now: its last bill less what was credited since. */
export async function readStandings(
  db: Queryable,
  hromadaId: number,
  accountIds: readonly bigint[],
  now: Temporal.Instant,
): Promise<ReadonlyMap<bigint, Standing>> {
  const lastBills = await readLastBills(db, hromadaId, accountIds, 1);
  const month = dayInKyiv(now).with({ day: 1 });
  const last = new Map(lastBills.map((bill) => [bill.account_id, bill]));
  const open = accountIds.map((accountId) => {
    const bill = last.get(accountId);
    return { accountId, since: bill === undefined ? month : bill.period.add({ months: 1 }) };
  });
  const credited = new Map<string, bigint>();
  const corrected = new Map<bigint, bigint>();
  for (const row of await readCreditedSince(db, hromadaId, open)) {
    credited.set(`${row.account_id}:${row.service}:${row.provider_id}`, row.credited);
    corrected.set(row.account_id, (corrected.get(row.account_id) ?? 0n) + row.corrected);
  }
  const owing = open.map(({ accountId, since }) => ({
    accountId,
    since,
    services: owedServices(last.get(accountId), credited),
  }));
  const acts = groupActs(await readActsByMonth(db, hromadaId, accountIds, null));
  const indebted = owing
    .filter(
      ({ accountId, services }) =>
        acts.has(accountId) || services.some(({ due, charged }) => due > charged),
    )
    .map(({ accountId }) => accountId);
  const history = groupBills(
    indebted.length === 0 ? [] : await readLastBills(db, hromadaId, indebted, billMonthsMax),
  );
  return new Map(
    owing.map(({ accountId, since, services }) => {
      const past = { bills: history.get(accountId), acts: acts.get(accountId) ?? [] };
      return [
        accountId,
        {
          due: kopiykas(services.reduce((sum, { due }) => sum + due, 0n)),
          openPeriod: since,
          items: openItems(services, since, past),
          weights: services.map((total) => item(total, since.toString(), total.charged)),
          services,
          corrected: kopiykas(corrected.get(accountId) ?? 0n),
        },
      ];
    }),
  );
}

function owedServices(
  bill: LastBillRow | undefined,
  credited: ReadonlyMap<string, bigint>,
): readonly ServiceTotal[] {
  if (bill === undefined) return [];
  return readServiceTotals(bill.services).map((total) => {
    const paid = credited.get(`${bill.account_id}:${total.service}:${total.providerId}`) ?? 0n;
    return lessPaid(total, paid);
  });
}

function lessPaid(total: ServiceTotal, paid: bigint): ServiceTotal {
  return { ...total, due: total.due - paid };
}

interface PastOfAccount {
  /** Undefined when nothing is owed but what the newest bill charged. */
  readonly bills: readonly LastBillRow[] | undefined;
  readonly acts: readonly ActsOfMonthRow[];
}

/** Splits what is owed for each service into the months it comes from. */
function openItems(
  services: readonly ServiceTotal[],
  since: Temporal.PlainDate,
  { bills, acts }: PastOfAccount,
): readonly OpenItem[] {
  const newest = since.subtract({ months: 1 }).toString();
  return services.flatMap((total) => {
    if (total.due <= 0n) return [];
    if (bills === undefined) return [item(total, newest, total.due)];
    const charged = bills.map((bill) => ({
      period: bill.period.toString(),
      amount: chargedIn(bill, total),
    }));
    const changed = acts
      .filter((act) => act.service === total.service && act.provider_id === total.providerId)
      .map(({ period, amount }) => ({ period: period.toString(), amount }));
    return openMonths(kopiykas(total.due), chargedAfterActs(charged, changed)).map(
      ({ period, amount }) => item(total, period, amount),
    );
  });
}

function chargedIn(bill: LastBillRow, { service, providerId }: ServiceTotal): bigint {
  const total = readServiceTotals(bill.services).find(
    (row) => row.service === service && row.providerId === providerId,
  );
  return total?.charged ?? 0n;
}

function item({ service, providerId }: ServiceTotal, period: string, amount: bigint): OpenItem {
  return { period, service, providerId, amount: kopiykas(amount) };
}

function groupActs(
  acts: readonly ActsOfMonthRow[],
): ReadonlyMap<bigint, readonly ActsOfMonthRow[]> {
  return Map.groupBy(acts, ({ account_id: accountId }) => accountId);
}

function groupBills(bills: readonly LastBillRow[]): ReadonlyMap<bigint, readonly LastBillRow[]> {
  return Map.groupBy(bills, ({ account_id: accountId }) => accountId);
}

function coverage(amount: Money, due: Money): PostedPayment['coverage'] {
  if (amount === due) return 'full';
  return amount < due ? 'partial' : 'advance';
}

function receiptNumber(year: number, value: bigint): string {
  return `${year}-${String(value).padStart(receiptDigits, '0')}`;
}
