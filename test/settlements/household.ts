import { kopiykas } from '#kernel/money.ts';
import { period, type Period } from '#kernel/period.ts';
import { readLinkedAccounts } from '#modules/access/accounts/account-links.sql.ts';
import { linkAccount, putPerson, scopeChecks } from '#modules/access/index.ts';
import type { Bill } from '#modules/settlements/consumer/bills/bill.ts';
import { findBill } from '#modules/settlements/consumer/bills/find-bill.ts';
import type { WebDatabase } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Operations } from '#platform/operations.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { noTrail } from '#test/audit/no-trail.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { makeDemonstration } from '#tools/demonstration/make.ts';
import { formatMoney } from '#ui/format/money.ts';

export const householdMonths = 3;
export const firstMonth = period('2026-08');
export const lastMonth = period('2026-10');
export const householdNow = Temporal.Instant.from('2026-11-10T09:00:00Z');
export const householdTimeoutMs = 240_000;

/** The demonstration's consumers: a flat, a house, a flat with a debt. */
export const consumers = ['Коваленко', 'Мельник', 'Гончар'] as const;

export const plainFrame: PageFrame = {
  stylesheetHref: '/style.css',
  iconHref: '/icon.svg',
  homeHref: '/cabinet',
  navigation: [],
  footerLinks: [],
};

/** The demonstration's households with three months of bills, as their members see them. */
export class Households {
  readonly database: TestDatabase;
  readonly app: WebDatabase;
  readonly operations: Operations;

  private constructor(database: TestDatabase) {
    this.database = database;
    this.app = database.web();
    this.operations = new Operations({
      ...{ db: this.app.db, users: this.app.users },
      clock: { now: () => householdNow },
      scopes: scopeChecks,
      audit: noTrail,
    });
  }

  static async make(): Promise<Households> {
    const database = await freshDatabase();
    await makeDemonstration(database.as('zhkp_worker'), {
      seed: 1039,
      accounts: 60,
      from: firstMonth,
      months: householdMonths,
      now: householdNow,
      say: () => undefined,
    });
    return new Households(database);
  }

  async personOf(surname: string): Promise<Principal> {
    const { rows } = await this.database.pool.query<{ person_id: bigint }>(
      'select person_id from access.person where surname = $1',
      [surname],
    );
    return {
      ...anonymous,
      role: 'individual-consumer',
      personId: rows[0]?.person_id ?? null,
      personName: surname,
      subjectId: null,
      subjectName: null,
    };
  }

  async accountOf(person: Principal): Promise<string> {
    const [account] = await readLinkedAccounts(queryableOf(this.app.db), person.personId ?? 0n);
    return String(account);
  }

  async billOf(person: Principal, month: Period = lastMonth): Promise<Bill> {
    const found = await this.operations.ask(findBill, person, {
      accountId: await this.accountOf(person),
      period: month,
    });
    if (found.kind !== 'done' || found.value === undefined) throw new Error(found.kind);
    return found.value;
  }

  /** A person to whom an account with an old debt has been linked. */
  async debtor(): Promise<Principal> {
    const { rows } = await this.database.pool.query<{ account_id: bigint }>(
      `select account_id from settlements.bill
       where period = '2026-10-01' and opening > paid + 1000 order by account_id limit 1`,
    );
    const db = queryableOf(this.app.db);
    const name = { surname: 'Боржник', givenName: 'Павло', patronymic: null };
    const { person_id: personId } = await putPerson(db, {
      ...name,
      rnokpp: '2222222222',
      now: householdNow,
    });
    const accountId = rows[0]?.account_id ?? 0n;
    await linkAccount(db, { personId, accountId, proof: 'provider', now: householdNow });
    return this.personOf('Боржник');
  }
}

/** Words as a reader compares them: any run of spaces is one ordinary space. */
export function plainSpaces(text: string): string {
  return text.replace(/[\s\u00a0]+/g, ' ').trim();
}

export function shownMoney(money: bigint): string {
  return plainSpaces(formatMoney(kopiykas(money)));
}
