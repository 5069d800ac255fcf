import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority } from '#counterparts/certification-authority/authority.ts';
import type { Counterpart } from '#counterparts/common.ts';
import { controlOf, type Control } from '#counterparts/control.ts';
import { serverSeals } from '#counterparts/trembita/evidence.ts';
import type { PropertyRecord, RecordedRight } from '#counterparts/trembita/property-rights.ts';
import { startTrembita } from '#counterparts/trembita/server.ts';
import { openOwnershipRegister } from '#main-registers.ts';
import { linkAccount, ownershipJobs, scopeChecks } from '#modules/access/index.ts';
import { askRegister, listOwnershipRequests } from '#modules/access/ownership/ask-register.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { readConfig } from '#platform/config/config.ts';
import type { DatabaseHandle, Databases } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { openFileStore } from '#platform/files/open.ts';
import { FileStore, type FileAddress } from '#platform/files/store.ts';
import { Operations, type AnyCommand, type AnyQuery } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { testSecrets } from '#test/secrets.ts';
import { AccessOffice, smallTown } from './access-office.ts';

const { account, neighbour, waterUtility } = smallTown;
const settlement = 'UA12345678901234567';
export const billerCode = '32855961';
export const numbers = { account: '0000101', neighbour: '0000102', unknown: '9999999' } as const;
const hourOfTries = 3_600;

/** A house of two flats, the register of property rights behind a security server, and a worker. */
export class OwnershipOffice {
  readonly town: AccessOffice;
  readonly control: Control;
  readonly store: FileStore;
  readonly gone: string[] = [];
  readonly #counterpart: Counterpart;
  readonly #property: PropertyRecord[];
  readonly #worker: DatabaseHandle;
  readonly #folder: string;
  readonly #operations: Operations;
  #jobs: ReturnType<typeof ownershipJobs> = [];

  private constructor(parts: {
    readonly town: AccessOffice;
    readonly counterpart: Counterpart;
    readonly property: PropertyRecord[];
    readonly folder: string;
    readonly store: FileStore;
    readonly worker: DatabaseHandle;
  }) {
    this.town = parts.town;
    this.store = parts.store;
    this.control = controlOf(parts.counterpart.url);
    this.#counterpart = parts.counterpart;
    this.#property = parts.property;
    this.#folder = parts.folder;
    this.#worker = parts.worker;
    this.#operations = this.#operationsOf(parts.town.app);
  }

  static async open(): Promise<OwnershipOffice> {
    const town = await AccessOffice.open();
    await town.database.pool.query(
      'update registry.subject set edrpou = $1 where subject_id = $2',
      [billerCode, waterUtility],
    );
    const folder = await mkdtemp(join(tmpdir(), 'zhkp-ownership-'));
    const clock = { now: () => town.now };
    const authority = await createAuthority({
      ...{ hierarchy: 'dstu', seed: 'ownership', url: 'http://authority.example', clock },
    });
    const property: PropertyRecord[] = [];
    const defaults = readConfig({ NODE_ENV: 'test' });
    const counterpart = await startTrembita({
      clients: { [defaults.TREMBITA_CLIENT]: [defaults.TREMBITA_PROPERTY_RIGHTS] },
      ...{ propertyRights: defaults.TREMBITA_PROPERTY_RIGHTS, property },
      seals: await serverSeals(authority),
    });
    const config = readConfig({
      ...{ NODE_ENV: 'test', DATA_DIR: folder, TREMBITA_URL: counterpart.url },
    });
    const worker = town.database.as('zhkp_worker');
    const files = { config, clock, db: queryableOf(worker.db), onDamage: () => undefined };
    const store = new FileStore(await openFileStore(files));
    const office = new OwnershipOffice({ town, counterpart, property, folder, store, worker });
    await office.restart();
    return office;
  }

  /** A worker that has just begun: its circuits are closed. */
  async restart(): Promise<void> {
    const config = readConfig({ NODE_ENV: 'test', TREMBITA_URL: this.#counterpart.url });
    const register = await openOwnershipRegister(config, (service) => this.gone.push(service));
    if (register === undefined) throw new Error('there is no register');
    this.#jobs = ownershipJobs({
      ...{ db: this.#worker.db, clock: { now: () => this.town.now }, register, store: this.store },
      operations: this.#operationsOf(this.#worker),
      secrets: testSecrets,
      signal: new AbortController().signal,
    });
  }

  #operationsOf({ db, users = db }: Partial<Databases> & Pick<Databases, 'db'>): Operations {
    const clock = { now: () => this.town.now };
    return new Operations({ db, users, clock, scopes: scopeChecks, audit: auditTrail(db) });
  }

  /** Whose the flats are, from now on. */
  own(rights: {
    readonly account?: readonly RecordedRight[];
    readonly neighbour?: readonly RecordedRight[];
  }): void {
    this.#property.splice(0);
    for (const [flat, of] of Object.entries(rights)) {
      const apartment = numbers[flat as 'account' | 'neighbour'];
      this.#property.push({
        ...{ registrationNumber: apartment, katottg: settlement, street: 'Шкільна', house: '1' },
        ...{ apartment, rights: of },
      });
    }
  }

  /** The account of the house connected, by the code of a bill unless said otherwise. */
  link({ personId }: Principal, change: Partial<Parameters<typeof linkAccount>[1]> = {}) {
    return linkAccount(queryableOf(this.town.app.db), {
      ...{ personId: personId ?? 0n, accountId: account, now: this.town.now },
      ...{ proof: 'connection-code' as const, ...change },
    });
  }

  links() {
    return this.rows(
      `select person_id, capacity, proof, ended_by from access.account_link order by person_id`,
    );
  }

  /** What came of a command, in a word or as its value. */
  async do<I, O>(command: AnyCommand<I, O>, principal: Principal, input: unknown) {
    const outcome = await this.#operations.carryOut(command, principal, input);
    if (outcome.kind === 'done') return outcome.value;
    if (outcome.kind === 'refused') return outcome.refusal.refusal;
    if (outcome.kind === 'faults') return outcome.faults.map(({ field }) => field).join(' ');
    return outcome.kind;
  }

  async see<I, O>(query: AnyQuery<I, O>, principal: Principal, input: unknown = {}) {
    const outcome = await this.#operations.ask(query, principal, input);
    if (outcome.kind === 'done') return outcome.value;
    return outcome.kind === 'refused' ? outcome.refusal.refusal : outcome.kind;
  }

  ask(principal: Principal, number: string, change: Readonly<Record<string, string>> = {}) {
    const form = { number, edrpou: billerCode, consent: 'yes', ...change };
    return this.do(askRegister, principal, form);
  }

  /** The worker does what is due. */
  async work(task = 'ask-ownership-register'): Promise<void> {
    await this.#jobs.find((job) => job.task === task)?.handle({});
  }

  fetchEvidence(): Promise<void> {
    return this.work('fetch-ownership-evidence');
  }

  /** Later than any pause between two tries. */
  async workLater(): Promise<void> {
    this.town.pass({ seconds: hourOfTries });
    await this.work();
  }

  /** States of somebody's requests, the newest first; `silent` for one that waits for an answer. */
  async states(principal: Principal): Promise<readonly string[]> {
    const shown = await this.see(listOwnershipRequests, principal);
    if (typeof shown === 'string') return [shown];
    return shown.map(({ state, silentAt }) =>
      state === 'asked' && silentAt !== null ? 'silent' : state,
    );
  }

  /** Letters that were written: whom to and of what. */
  async letters(): Promise<readonly Record<string, unknown>[]> {
    return this.rows(
      `select recipient, notice, document_number, link from platform.letter
       order by written_at, letter_id`,
    );
  }

  /** What the log of actions was told by operations on ownership. */
  async log(): Promise<readonly Record<string, unknown>[]> {
    return this.rows(
      `select e.command, e.outcome,
              max(o.value) filter (where o.field = 'actor') as actor,
              max(o.value) filter (where o.field = 'subject') as subject,
              max(o.value) filter (where o.field = 'payload') as payload
       from audit.entry e join audit.opening o using (entry_id)
       group by e.entry_id, e.command, e.outcome, e.at order by e.at, e.command`,
    );
  }

  async rows(sql: string): Promise<readonly Record<string, unknown>[]> {
    return (await this.town.database.pool.query<Record<string, unknown>>(sql)).rows;
  }

  /** Queries that reached the security server. */
  async queries(): Promise<number> {
    return (await this.control.log()).filter(({ event }) => event === 'query').length;
  }

  async read(address: string): Promise<Buffer> {
    return Buffer.concat(await Array.fromAsync(await this.store.read(address as FileAddress)));
  }

  async clean(): Promise<void> {
    await this.control.faults({});
    await fetch(`${this.#counterpart.url}/__counterpart/log`, { method: 'DELETE' });
    this.gone.splice(0);
    await this.restart();
    await this.town.database.pool.query(`
      alter table platform.letter disable trigger letter_keeps_what_it_says;
      delete from platform.letter;
      alter table platform.letter enable always trigger letter_keeps_what_it_says;
      truncate access.account_link, access.ownership_answer, access.ownership_request,
        platform.sighting`);
    await this.town.database.pool.query('delete from audit.opening');
  }

  async close(): Promise<void> {
    await this.#counterpart.stop();
    await this.town.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export { account, neighbour };
