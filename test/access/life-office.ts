import { addMembership, putPerson, seedAccess } from '#modules/access/index.ts';
import { decideRequestCommand } from '#modules/access/lifecycle/decide-request.ts';
import { readOffices } from '#modules/access/lifecycle/decisions.sql.ts';
import {
  draftHeadRequestCommand,
  draftPaperRequestCommand,
} from '#modules/access/lifecycle/draft-request.ts';
import { fileRequest } from '#modules/access/lifecycle/file-request.ts';
import type { Role } from '#kernel/role.ts';
import { seedWorkingCalendar } from '#platform/calendar/seed.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { system, type Principal } from '#platform/principal.ts';
import { firmCode } from '#tools/generator/people.ts';
import { AccessOffice, smallTown } from './access-office.ts';
import { personWith, testSecrets } from '#test/secrets.ts';

/** A body, its head, an administrator, and people who are let in and out. */
export class LifeOffice {
  readonly access: AccessOffice;
  #documents = 900n;

  private constructor(access: AccessOffice) {
    this.access = access;
  }

  static async open(): Promise<LifeOffice> {
    const access = await AccessOffice.open();
    await seedAccess(access.database.as('zhkp_worker').db, access.now);
    const { db } = access.database.as('zhkp_worker');
    await db.transaction().execute((tx) => seedWorkingCalendar(tx));
    for (const subjectId of [1, 2, 3]) {
      await access.database.pool.query(
        'update registry.subject set edrpou = $2 where subject_id = $1',
        [subjectId, firmCode(subjectId)],
      );
    }
    return new LifeOffice(access);
  }

  get db() {
    return queryableOf(this.access.app.db);
  }

  /** Somebody who acts for a body, as the registration of the platform's first users made them. */
  async official(
    role: Role,
    rnokpp: string,
    more: { subjectId?: bigint; territoryId?: number; isHead?: boolean } = {},
  ): Promise<Principal> {
    const { subjectId = smallTown.waterUtility, territoryId, isHead = false } = more;
    const surname = `Посадова${role}`;
    const { personId } = await putPerson(this.db, testSecrets, {
      ...{ rnokpp, surname, givenName: 'Олена', patronymic: null, now: this.access.now },
    });
    const since = Temporal.PlainDate.from('2024-09-03');
    await addMembership(this.db, {
      ...{ personId, role, subjectId, since, isHead },
      ...(territoryId === undefined ? {} : { territoryId }),
    });
    const names = await this.namesOf(personId);
    const found = names.find((one) => one.role === role && one.subjectId === subjectId);
    if (found === undefined) throw new Error(`nobody in ${role}`);
    return found;
  }

  namesOf(personId: bigint): Promise<readonly Principal[]> {
    const person = { personId, personName: 'Посадова Олена' };
    return this.access.names({ ...system, role: 'individual-consumer', ...person });
  }

  /** What somebody submits, with its document; the id of the submission or the refusal. */
  async draft(by: Principal, said: Readonly<Record<string, unknown>>) {
    const command = ('cameAt' in said ? draftPaperRequestCommand : draftHeadRequestCommand)(
      testSecrets,
    );
    const documentId = (this.#documents += 1n);
    const drafted = await this.access.do(command, by, { ...said, documentId });
    return typeof drafted === 'string' ? drafted : { ...drafted, documentId };
  }

  /** Submitted, signed and on the desk. */
  async submit(by: Principal, said: Readonly<Record<string, unknown>>): Promise<bigint> {
    const drafted = await this.draft(by, said);
    if (typeof drafted === 'string') throw new Error(drafted);
    const { documentId, requestId } = drafted;
    await this.access.do(fileRequest, system, { documentId });
    return requestId;
  }

  /** What came of a decision, in a word. */
  async decide(
    by: Principal,
    requestId: bigint,
    outcome: 'approved' | 'refused' = 'approved',
  ): Promise<string> {
    const input = { requestId: String(requestId), outcome, reason: 'Перевірено' };
    const decided = await this.access.do(decideRequestCommand(testSecrets), by, input);
    return typeof decided === 'string' ? decided : decided.outcome;
  }

  /** The membership of a person in a role, as it stands now. */
  async standing(personId: bigint, role: Role) {
    const offices = await readOffices(this.db, personId);
    const found = offices.findLast((one) => one.role === role);
    if (found === undefined) return undefined;
    const { membershipId, state, maySign } = found;
    return { membershipId, state, maySign };
  }

  async personOf(rnokpp: string): Promise<bigint> {
    const personId = await personWith(this.access.database.pool, rnokpp);
    if (personId === 0n) throw new Error(`nobody has ${rnokpp}`);
    return personId;
  }

  async close(): Promise<void> {
    await this.access.close();
  }
}
