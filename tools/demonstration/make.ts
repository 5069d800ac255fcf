import { kopiykas } from '#kernel/money.ts';
import {
  addPeriods,
  firstDay,
  nextPeriod,
  periodOf,
  periodsBetween,
  previousPeriod,
  type Period,
} from '#kernel/period.ts';
import {
  addMembership,
  knowContacts,
  linkAccount,
  putPerson,
  scopeChecks,
  seedAccess,
} from '#modules/access/index.ts';
import { seedFacts } from '#modules/registry/index.ts';
import {
  chunkSeal,
  postBankPayments,
  readBillDues,
  runBilling,
  seedSettlements,
  startBillingRun,
} from '#modules/settlements/index.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { dayInKyiv, kyiv, type Clock } from '#platform/clock.ts';
import type { DatabaseHandle } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { createHash } from 'node:crypto';
import { describeDemonstration, type Demonstration } from '../generator/demonstration.ts';
import {
  planDemonstration,
  type DemonstrationConsumer,
  type PlannedDemonstration,
} from '../generator/demonstration-plan.ts';
import { paymentFor } from '../generator/habits.ts';
import { loadCountry, loadTariffs } from '../generator/load.ts';
import { connectHouse } from './connect-house.ts';
import { known } from './known.ts';
import {
  analyse,
  hasAccounts,
  hasTariffs,
  readBilledMonths,
  readSubjectIds,
  readTerritoryIds,
} from './state.sql.ts';
import { registerMissing } from './register-missing.ts';
import { readDemonstrationTerritories } from './territories.ts';

/** The day of the next month when bills are formed: readings are no longer taken anywhere. */
const billingDay = 6;
const billingHour = 9;
const chunksAtOnce = 2;
/** How often progress is told. */
const monthsPerLine = 6;

export interface DemonstrationWish {
  readonly seed: number;
  readonly accounts: number;
  readonly from: Period;
  readonly months: number;
  readonly now: Temporal.Instant;
  /** Under which the web server opens what is sealed here. */
  readonly secrets: FieldCipher;
  readonly say: (text: string) => void;
}

/** Moves through the demonstration's past month by month. */
class PastClock implements Clock {
  #now: Temporal.Instant;
  constructor(now: Temporal.Instant) {
    this.#now = now;
  }
  now(): Temporal.Instant {
    return this.#now;
  }
  set(now: Temporal.Instant): void {
    this.#now = now;
  }
}

/**
 * Makes the demonstration country by the platform's own means: its registers, then every month of
 * its past billed by the real run and paid by habit. Each part is whole or not there, so a killed
 * start is taken up again. Tells whose homes its consumers have.
 */
export async function makeDemonstration(
  database: DatabaseHandle,
  wish: DemonstrationWish,
): Promise<readonly DemonstrationConsumer[]> {
  const began = performance.now();
  await database.db.transaction().execute((tx) => seedFacts(tx, { demonstration: true }));
  await seedSettlements(database.db, wish.now);
  await seedAccess(database.db, wish.now);
  const described = describeDemonstration(wish.seed, await readDemonstrationTerritories());
  const demonstration: Demonstration = {
    ...described,
    hromadas: described.hromadas.map((hromada, index) =>
      index === 0 ? { ...hromada, accounts: wish.accounts } : hromada,
    ),
  };
  const clock = new PastClock(wish.now);
  const operations = new Operations({
    db: database.db,
    users: database.db,
    clock,
    scopes: scopeChecks,
    audit: auditTrail(database.db),
  });
  const planned = await loadRegisters(database, operations, demonstration, wish);
  await billThePast(database, { operations, clock, planned }, wish);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  wish.say(`Demonstration is whole… ${seconds} s`);
  return planned.consumers;
}

async function loadRegisters(
  { db, pool }: DatabaseHandle,
  operations: Operations,
  demonstration: Demonstration,
  wish: DemonstrationWish,
): Promise<PlannedDemonstration> {
  const queryable = queryableOf(db);
  await registerMissing(db, operations, demonstration);
  const subjectIds = await readSubjectIds(
    queryable,
    demonstration.subjects.map(({ edrpou }) => edrpou),
  );
  const territoryIds = await readTerritoryIds(
    queryable,
    demonstration.hromadas.flatMap(({ code, settlementCode }) => [code, settlementCode]),
  );
  const territoryId = (code: string) => known(territoryIds.get(code), code);
  const edrpouOf = new Map(demonstration.subjects.map(({ key, edrpou }) => [key, edrpou]));
  const subjectId = (key: string) => known(subjectIds.get(known(edrpouOf.get(key), key)), key);
  const planned = planDemonstration({
    demonstration,
    subjectId,
    territoryId,
    from: wish.from,
    // The month under way has no readings yet: they are what the user enters.
    months: wish.months,
  });
  const town = known(planned.country.hromadas[0], 'the town');
  if (!(await hasAccounts(queryable, town.hromadaId))) {
    for (const month of periodsBetween(
      addPeriods(wish.from, -1),
      addPeriods(wish.from, wish.months),
    )) {
      await queryable.query('select settlements.ensure_month($1)', [firstDay(month)]);
    }
    const { accounts, readings } = await loadCountry(pool, wish.secrets, planned.country);
    wish.say(`Demonstration: ${accounts} accounts, ${readings} readings loaded`);
  }
  if (!(await hasTariffs(queryable))) await loadTariffs(pool, planned.tariffs);
  const { now, secrets } = wish;
  await admitPeople(db, { demonstration, planned, subjectId, territoryId, now, secrets });
  await analyse(queryable);
  return planned;
}

async function admitPeople(
  db: DatabaseHandle['db'],
  parts: {
    readonly demonstration: Demonstration;
    readonly planned: PlannedDemonstration;
    readonly subjectId: (key: string) => bigint;
    readonly territoryId: (code: string) => number;
    readonly now: Temporal.Instant;
    readonly secrets: FieldCipher;
  },
): Promise<void> {
  const { demonstration, planned, subjectId, territoryId, now, secrets } = parts;
  const queryable = queryableOf(db);
  const since = Temporal.PlainDate.from('2024-09-03');
  const know = (key: string, personId: bigint) =>
    knowContacts(queryable, secrets, { personId, email: `${key}@zrazkivka.example`, now });
  for (const official of demonstration.officials) {
    const { personId } = await putPerson(queryable, secrets, { ...official, now });
    await know(official.key, personId);
    await addMembership(queryable, {
      personId,
      role: official.role,
      subjectId: subjectId(official.subjectKey),
      ...(official.territoryCode === undefined
        ? {}
        : { territoryId: territoryId(official.territoryCode) }),
      ...{ isHead: official.isHead, post: official.post, since },
    });
  }
  for (const consumer of planned.consumers) {
    const { personId } = await putPerson(queryable, secrets, { ...consumer, now });
    await know(consumer.key, personId);
    await linkAccount(queryable, {
      personId,
      accountId: consumer.accountId,
      proof: 'provider',
      now,
    });
  }
  const [first] = planned.consumers;
  if (first === undefined) return;
  const { accountId } = first;
  await connectHouse(db, { subjectId: subjectId('association'), accountId, now });
}

async function billThePast(
  database: DatabaseHandle,
  parts: {
    readonly operations: Operations;
    readonly clock: PastClock;
    readonly planned: PlannedDemonstration;
  },
  wish: DemonstrationWish,
): Promise<void> {
  const { operations, clock, planned } = parts;
  const { country } = planned;
  const billed = await readBilledMonths(queryableOf(database.db));
  const months = periodsBetween(wish.from, addPeriods(wish.from, wish.months - 1));
  for (const [index, month] of months.entries()) {
    let runs = 0;
    for (const hromada of country.hromadas) {
      const place = { hromadaId: hromada.hromadaId, billerId: hromada.billerId };
      if (!billed.has(`${place.hromadaId}:${firstDay(month).toString()}`)) {
        clock.set(issuedAt(month));
        const started = await operations.carryOut(startBillingRun, system, {
          billerId: String(place.billerId),
          hromadaId: place.hromadaId,
          period: month,
        });
        const runId = started.kind === 'done' ? started.value.runId : undefined;
        if (runId === undefined) throw new Error(`${month}: ${JSON.stringify(started)}`);
        const parts = { pool: database.pool, seal: chunkSeal(clock), concurrency: chunksAtOnce };
        await runBilling(parts, runId);
        runs += 1;
      }
      await payByHabit(database.db, { ...place, month, seed: wish.seed, now: wish.now });
    }
    if (runs > 0 && (index + 1) % monthsPerLine === 0) {
      wish.say(`Demonstration: ${index + 1} of ${months.length} months`);
    }
  }
}

interface MonthOfPaying {
  readonly hromadaId: number;
  readonly billerId: bigint;
  readonly month: Period;
  readonly seed: number;
  readonly now: Temporal.Instant;
}

/**
 * What people paid between this month's bills and the next ones. A bill asks for the old debt too,
 * so each is paid by its own habit and the late ones pay before the bill after.
 */
async function payByHabit(db: DatabaseHandle['db'], paying: MonthOfPaying): Promise<void> {
  const { hromadaId, billerId, month, seed, now } = paying;
  const dues = await readBillDues(queryableOf(db), hromadaId, firstDay(month));
  const until = issuedAt(nextPeriod(month));
  const payments = dues.flatMap(({ account_id, due }) => {
    const payment = paymentFor({ seed, accountId: account_id, period: month, dueKopiykas: due });
    if (payment === undefined) return [];
    const arrivedAt = earlier(atNoon(payment.onDay), until.subtract({ hours: 12 }));
    if (Temporal.Instant.compare(arrivedAt, now) > 0) return [];
    const reference = `demonstration-${account_id}-${month}`;
    return [
      {
        paymentId: uuidOf(reference),
        accountId: account_id,
        reference,
        amount: kopiykas(payment.amount),
        arrivedAt,
      },
    ];
  });
  await db
    .transaction()
    .execute((tx) =>
      postBankPayments(
        queryableOf(tx),
        { hromadaId, billerId, buildingIds: [], now: earlier(until, now) },
        payments,
      ),
    );
}

/** The newest month whose bills are formed by now; the one after it is for the user to bill. */
export function lastBilledMonth(now: Temporal.Instant): Period {
  const last = previousPeriod(periodOf(dayInKyiv(now)));
  return Temporal.Instant.compare(issuedAt(last), now) <= 0 ? last : previousPeriod(last);
}

function issuedAt(month: Period): Temporal.Instant {
  return firstDay(nextPeriod(month))
    .with({ day: billingDay })
    .toZonedDateTime({ timeZone: kyiv, plainTime: { hour: billingHour } })
    .toInstant();
}

function atNoon(day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime({ timeZone: kyiv, plainTime: { hour: 12 } }).toInstant();
}

function earlier(a: Temporal.Instant, b: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(a, b) < 0 ? a : b;
}

/** A stable identifier in the form of a UUID of version 8, made from a name. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
