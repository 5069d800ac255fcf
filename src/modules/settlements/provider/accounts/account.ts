import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { kopiykas, type Money } from '#kernel/money.ts';
import { periodOf, type Period } from '#kernel/period.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { Service } from '#kernel/service.ts';
import {
  findAccount,
  listAccountServices,
  listMeters,
  type Account,
  type AccountService,
  type Meter,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { accountIdSchema } from '../../account-id.ts';
import { parseServiceTotals } from '../../billing/bill-services.ts';
import { readLastBills } from '../../payments/ledger.sql.ts';
import { listCorrections, type Correction } from '../../corrections/corrections.sql.ts';
import { listBilledRuns, readServiceDebts } from '../balances.sql.ts';
import {
  listLastReadings,
  listMovements,
  type AccountPayment,
  type LastReading,
} from './account.sql.ts';

const billsShown = 13;
export const movementsShown = 24;
const correctionsShown = 36;

const input = z.object({ accountId: accountIdSchema });

export interface AccountBill {
  readonly period: Period;
  readonly opening: Money;
  readonly charged: Money;
  readonly corrected: Money;
  readonly paid: Money;
  readonly due: Money;
}

export interface ServiceStanding {
  readonly service: Service;
  readonly providerId: bigint;
  /** Charged by the newest bill. */
  readonly charged: Money;
  /** What is owed now; negative when overpaid. */
  readonly due: Money;
}

export interface ProviderAccount {
  readonly account: Account;
  /** The subject forms the bills and sees all of them; otherwise its own lines alone. */
  readonly seesAll: boolean;
  readonly services: readonly AccountService[];
  readonly meters: readonly (Meter & { readonly readings: readonly LastReading[] })[];
  readonly bills: readonly AccountBill[];
  readonly movements: readonly AccountPayment[];
  readonly corrections: readonly Correction[];
  readonly standings: readonly ServiceStanding[];
}

/** An account as who bills it or serves it sees it (1039:26.4.j). */
export const providerAccount = defineQuery({
  id: 'provider-account',
  law: [law('1039:26.4.j'), law('1039:26.4.a.2'), law('1039:26.4.k.2')],
  audience: suppliers,
  scope: {
    kind: 'account',
    act: 'serve',
    key: ({ accountId }: z.infer<typeof input>) => String(accountId),
  },
  input,
  auditSubject: ({ accountId }) => `account:${accountId}`,
  async handle(reading: Reading, { accountId }): Promise<ProviderAccount | Refusal> {
    const { db, principal, now } = reading;
    const account = await findAccount(db, accountId);
    const { subjectId } = principal;
    if (account === undefined || subjectId === null) return refuse('no-such-account');
    const seesAll = account.biller.subjectId === subjectId;
    const today = dayInKyiv(now);
    const all = await listAccountServices(db, account, today);
    const services = all.filter(({ provider }) => seesAll || provider.subjectId === subjectId);
    const connection = queryableOf(db);
    const own = seesAll ? null : subjectId;
    return {
      account,
      seesAll,
      services,
      meters: await readMeters(reading, account, services),
      bills: await readAccountBills(connection, account, own),
      movements: await listMovements(connection, account, own, movementsShown),
      corrections: await listCorrections(connection, account, own, correctionsShown),
      standings: await readStandings(connection, account, { subjectId, seesAll }),
    };
  },
});

/** Meters of the services seen; who distributes gas or electricity sees the meter of its supply. */
async function readMeters(
  reading: Reading,
  account: Account,
  services: readonly AccountService[],
): Promise<ProviderAccount['meters']> {
  const seen = new Set<string>(
    services.map(({ service }) => service.replace('distribution', 'supply')),
  );
  return readAccountMeters(reading, account, ({ service }) => seen.has(service));
}

/** Meters in use today with their newest readings. */
export async function readAccountMeters(
  { db, now }: Reading,
  account: Account,
  isSeen: (meter: Meter) => boolean,
): Promise<ProviderAccount['meters']> {
  const all = await listMeters(db, account, dayInKyiv(now));
  const meters = all.filter(isSeen);
  const readings = await listLastReadings(
    queryableOf(db),
    account.hromadaId,
    meters.map(({ meterId }) => meterId),
  );
  return meters.map((meter) =>
    Object.assign(meter, {
      readings: readings.filter(({ meterId }) => meterId === meter.meterId),
    }),
  );
}

/** The newest bills, the newest first: whole, or of a provider its own lines alone. */
export async function readAccountBills(
  db: Queryable,
  { hromadaId, accountId }: Account,
  own: bigint | null,
): Promise<readonly AccountBill[]> {
  const bills = await readLastBills(db, hromadaId, [accountId], billsShown);
  return bills.flatMap(({ period, services }) => {
    const lines = parseServiceTotals(services).filter(
      ({ providerId }) => own === null || providerId === own,
    );
    if (lines.length === 0) return [];
    const sum = (of: (line: (typeof lines)[number]) => bigint) =>
      kopiykas(lines.reduce((total, line) => total + of(line), 0n));
    return [
      {
        period: periodOf(period),
        opening: sum(({ opening }) => opening),
        charged: sum(({ charged }) => charged),
        corrected: sum(({ corrected }) => corrected),
        paid: sum(({ paid }) => paid),
        due: sum(({ due }) => due),
      },
    ];
  });
}

async function readStandings(
  db: Queryable,
  { hromadaId, accountId }: Account,
  viewer: { readonly subjectId: bigint; readonly seesAll: boolean },
): Promise<readonly ServiceStanding[]> {
  const as = viewer.seesAll ? 'biller' : 'provider';
  const standings: ServiceStanding[] = [];
  for (const run of await listBilledRuns(db, viewer.subjectId, { hromadaId, as })) {
    for (const row of await readServiceDebts(db, run, accountId)) {
      const { service, providerId, charged, debt } = row;
      standings.push({ service, providerId, charged: kopiykas(charged), due: kopiykas(debt) });
    }
  }
  return standings;
}
