import { linkAccount, scopeChecks } from '#modules/access/index.ts';
import { askRestrictedCommand } from '#modules/access/restricted/ask-restricted.ts';
import { decideRestrictedCommand } from '#modules/access/restricted/decide-restricted.ts';
import { fileRestricted } from '#modules/access/restricted/file-restricted.ts';
import { setRestrictedDocument } from '#modules/access/restricted/restricted.sql.ts';
import { whoLookedQuery, type Looks } from '#modules/access/looks/who-looked.ts';
import {
  openedAccountQuery,
  type OpenedAccount,
} from '#modules/settlements/opened/opened-account.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { Operations } from '#platform/operations.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { system, type Principal } from '#platform/principal.ts';
import { firmCode } from '#tools/generator/people.ts';
import { testSecrets } from '#test/secrets.ts';
import { smallTown } from './access-office.ts';
import { LifeOffice } from './life-office.ts';

const askRestricted = askRestrictedCommand(testSecrets);
const decideRestricted = decideRestrictedCommand(testSecrets);
const openedAccount = openedAccountQuery(testSecrets);
const whoLooked = whoLookedQuery(testSecrets);
/** What is asked for unless a test says otherwise. */
const numberOfAccount = '0000101';

/** Officials of bodies, owners of the platform, and a consumer whose account is asked for. */
export class RestrictedOffice {
  readonly life: LifeOffice;
  readonly #operations: Operations;
  readonly consumer: Principal;
  /** An official of the hromada's council, and another of the same body. */
  readonly official: Principal;
  readonly colleague: Principal;
  readonly owner: Principal;
  #documents = 700n;

  private constructor(
    life: LifeOffice,
    people: Pick<RestrictedOffice, 'consumer' | 'official' | 'colleague' | 'owner'>,
  ) {
    this.life = life;
    this.consumer = people.consumer;
    this.official = people.official;
    this.colleague = people.colleague;
    this.owner = people.owner;
    const { db, users } = life.access.app;
    this.#operations = new Operations({
      ...{ db, users, clock: { now: () => life.access.now }, scopes: scopeChecks },
      audit: auditTrail(db),
    });
  }

  static async open(): Promise<RestrictedOffice> {
    const life = await LifeOffice.open();
    const consumer = await life.access.consumer('Шевченко', '2772741862');
    await linkAccount(life.db, {
      ...{ personId: consumer.personId ?? 0n, accountId: smallTown.account },
      ...({ proof: 'ownership-register', now: life.access.now } as const),
    });
    const council = { subjectId: 2n, territoryId: smallTown.hromada };
    return new RestrictedOffice(life, {
      consumer,
      official: await life.official('local-authority', '2920147112', council),
      colleague: await life.official('local-authority', '2845713250', council),
      owner: await life.official('owner', '3012548307', { subjectId: 3n }),
    });
  }

  get pool() {
    return this.life.access.database.pool;
  }

  /** A day so many days from today. */
  day(after: number): string {
    return dayInKyiv(this.life.access.now).add({ days: after }).toString();
  }

  /** What came of asking: the refusal or the faults in a word, or the request. */
  async ask(by: Principal, said: Readonly<Record<string, unknown>> = {}) {
    return this.life.access.do(askRestricted, by, this.#said(said));
  }

  /** The same, with its entry in the log. */
  async askLogged(by: Principal): Promise<void> {
    const asked = await this.#operations.carryOut(askRestricted, by, this.#said({}));
    if (asked.kind !== 'done') throw new Error(asked.kind);
  }

  #said(changed: Readonly<Record<string, unknown>>) {
    return {
      ...{ edrpou: firmCode(1), number: numberOfAccount, ground: 'court', warned: 'yes' },
      ...{ details: 'Ухвала № 12', purpose: 'Розгляд справи', parts: ['bills'] },
      ...{ until: this.day(9), ...changed },
    };
  }

  /** Asked, signed, on the owner's desk. */
  async filed(by = this.official, said: Readonly<Record<string, unknown>> = {}): Promise<bigint> {
    const asked = await this.ask(by, said);
    if (typeof asked === 'string') throw new Error(asked);
    const documentId = (this.#documents += 1n);
    await setRestrictedDocument(this.life.db, asked.requestId, documentId);
    await this.life.access.do(fileRestricted, system, { documentId });
    return asked.requestId;
  }

  /** What came of a decision, in a word. */
  async decide(
    requestId: bigint,
    said: Readonly<Record<string, unknown>> = {},
    by = this.owner,
  ): Promise<string> {
    const input = { outcome: 'granted', reason: 'Підстава є', ...said };
    const restrictedId = String(requestId);
    const decided = await this.life.access.do(decideRestricted, by, { ...input, restrictedId });
    return typeof decided === 'string' ? decided : decided.outcome;
  }

  async opened(said: Readonly<Record<string, unknown>> = {}, by = this.official): Promise<bigint> {
    const requestId = await this.filed(by, said);
    const decided = await this.decide(requestId);
    if (decided !== 'granted') throw new Error(decided);
    return requestId;
  }

  /** What an official sees by a request, or a word. */
  async look(requestId: bigint, by = this.official): Promise<OpenedAccount | string> {
    const input = { restrictedId: String(requestId) };
    const found = await this.#operations.ask(openedAccount, by, input);
    if (found.kind === 'done') return found.value;
    return found.kind === 'refused' ? found.refusal.refusal : found.kind;
  }

  async looks(): Promise<Looks> {
    const input = { accountId: String(smallTown.account) };
    const found = await this.#operations.ask(whoLooked, this.consumer, input);
    if (found.kind !== 'done') throw new Error(found.kind);
    return found.value;
  }

  /** Letters by notice and recipient. */
  async letters(): Promise<readonly string[]> {
    const { rows } = await this.pool.query<{ letter: string }>(
      `select notice || ' ' || recipient as letter from platform.letter order by letter_id`,
    );
    return rows.map(({ letter }) => letter);
  }

  async clean(): Promise<void> {
    await this.pool.query('truncate access.restricted_request, platform.sighting');
    await this.pool.query('alter table platform.letter disable trigger all');
    await this.pool.query('delete from platform.letter');
    await this.pool.query('alter table platform.letter enable trigger all');
  }

  close(): Promise<void> {
    return this.life.close();
  }
}
