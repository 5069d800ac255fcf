import { createSecretKey } from 'node:crypto';
import type { AccountAct } from '#kernel/command.ts';
import { connectionCodes } from '#modules/access/accounts/connection-code.ts';
import { connectAccountCommand } from '#modules/access/accounts/connect-account.ts';
import { listMemberships } from '#modules/access/memberships/list-memberships.ts';
import { principalOf } from '#modules/access/memberships/membership.ts';
import { putPerson, scopeChecks } from '#modules/access/index.ts';
import { plantSmallTown, smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { WebDatabase } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { Operations, type AnyCommand, type AnyQuery } from '#platform/operations.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { noTrail } from '#test/audit/no-trail.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';

/** A house of two flats and the people around it, for tests of who reaches what. */
export class AccessOffice {
  now = Temporal.Instant.from('2026-10-20T09:00:00Z');
  readonly codes = connectionCodes(createSecretKey(Buffer.alloc(32, 3)));
  readonly connect = connectAccountCommand(this.codes);
  readonly operations: Operations;
  readonly app: WebDatabase;
  readonly database: TestDatabase;

  private constructor(database: TestDatabase) {
    this.database = database;
    this.app = database.web();
    this.operations = new Operations({
      ...{ db: this.app.db, users: this.app.users },
      clock: { now: () => this.now },
      scopes: scopeChecks,
      audit: noTrail,
    });
  }

  static async open(): Promise<AccessOffice> {
    const database = await freshDatabase();
    await plantSmallTown(database.pool);
    await database.pool.query(
      'insert into registry.territory_closure values ($1::integer, $1::integer, 0)',
      [smallTown.hromada],
    );
    return new AccessOffice(database);
  }

  /** A consumer in person. */
  async consumer(surname: string, rnokpp: string): Promise<Principal> {
    const { person_id: personId } = await putPerson(queryableOf(this.app.db), {
      ...{ rnokpp, surname, givenName: 'Олена', patronymic: null, now: this.now },
    });
    return { ...anonymous, role: 'individual-consumer', personId, personName: surname };
  }

  /** Everybody in whose name somebody may act now, each as a principal. */
  async names({ personId, personName }: Principal): Promise<readonly Principal[]> {
    const person = { personId: personId ?? 0n, personName };
    const found = await listMemberships(
      queryableOf(this.app.db),
      person.personId,
      dayInKyiv(this.now),
    );
    return found.map((membership) => principalOf(person, membership));
  }

  reaches(principal: Principal, accountId: bigint, act: AccountAct = 'see'): Promise<boolean> {
    const touched = { key: String(accountId), act, now: this.now };
    return scopeChecks.account(this.app.db, principal, touched);
  }

  /** What came of a command, in a word or as its value. */
  async do<I, O>(command: AnyCommand<I, O>, principal: Principal, input: unknown) {
    const outcome = await this.operations.carryOut(command, principal, input);
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'refused') return outcome.refusal.refusal;
    if (outcome.kind === 'faults') return outcome.faults.map(({ field }) => field).join(' ');
    return outcome.kind;
  }

  async ask<I, O>(query: AnyQuery<I, O>, principal: Principal, input: unknown = {}) {
    const outcome = await this.operations.ask(query, principal, input);
    return outcome.kind === 'done' ? outcome.value : outcome.kind;
  }

  pass({ days = 0, minutes = 0, seconds = 0 }: Readonly<Record<string, number>>): void {
    this.now = this.now.add({ hours: days * 24, minutes, seconds });
  }

  async close(): Promise<void> {
    await this.database.drop();
  }
}

export { smallTown };
