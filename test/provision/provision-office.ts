import { addMembership, putPerson } from '#modules/access/index.ts';
import { provisionEffects } from '#modules/provision/jobs.ts';
import { seedProvision } from '#modules/provision/index.ts';
import type { ShownChange } from '#modules/provision/show-changes.ts';
import {
  findDeskChange,
  findOwnChange,
  listOwnProvision,
  listProvisionDesk,
} from '#modules/provision/show-changes.ts';
import { writeAnswer, writeChange } from '#modules/provision/write-documents.ts';
import { findTerritoryByCode, grantProvisionRight } from '#modules/registry/index.ts';
import { seedFacts } from '#modules/registry/seed-facts.ts';
import { effectJob } from '#engine/index.ts';
import type { Role } from '#kernel/role.ts';
import { seedWorkingCalendar } from '#platform/calendar/seed.ts';
import type { Database } from '#platform/db/database.ts';
import type { Outcome } from '#platform/operations.ts';
import { anonymous, system, type Principal } from '#platform/principal.ts';
import { openDocumentOffice, type DocumentOffice } from '#test/documents/document-office.ts';
import { councillor, director, people } from '#test/documents/people.ts';
import { testSecrets } from '#test/secrets.ts';

export const codes = {
  oblast: 'UA05000000000010236',
  raion: 'UA05020000000026686',
  hromada: 'UA05029900000099001',
  town: 'UA05029900100099002',
  kharkiv: 'UA63000000000041885',
} as const;
type Place = keyof typeof codes;

const since = Temporal.PlainDate.from('2024-09-03');
const kept = new TextEncoder().encode('%PDF-1.4 копія');

/** A provider and a council of its hromada, with real documents, signatures and effects. */
export class ProvisionOffice {
  readonly documents: DocumentOffice;
  readonly app: Database;
  readonly place: Readonly<Record<Place, number>>;
  readonly provider = director;
  readonly council: Principal;
  /** The body that keeps the register. */
  readonly keeper: Principal = {
    ...{ ...anonymous, role: 'technical-administrator', personId: 5n, subjectId: 3n },
  };
  #rights = 0;

  private constructor(documents: DocumentOffice, place: Readonly<Record<Place, number>>) {
    this.documents = documents;
    this.app = documents.database.web().db;
    this.place = place;
    this.council = { ...councillor, territoryId: place.hromada };
  }

  static async open(): Promise<ProvisionOffice> {
    const documents = await openDocumentOffice();
    const { database, clock } = documents;
    const owner = database.as('zhkp_owner').db;
    await owner.transaction().execute((tx) => seedFacts(tx, { demonstration: true }));
    const worker = database.as('zhkp_worker').db;
    await worker.transaction().execute((tx) => seedWorkingCalendar(tx));
    await seedProvision(worker, clock.now());
    const found = await Promise.all(
      Object.entries(codes).map(async ([key, code]) => {
        return [key, (await findTerritoryByCode(worker, code))?.territoryId ?? 0];
      }),
    );
    const office = new ProvisionOffice(documents, Object.fromEntries(found) as never);
    await office.#plantBodies();
    return office;
  }

  async #plantBodies(): Promise<void> {
    const { database, db, clock } = this.documents;
    await database.pool.query(
      `insert into registry.subject (subject_id, kind, name, short_name, edrpou, search_key)
       overriding system value values
         (1, 'provider', 'Водоканал', 'Водоканал', $1, ''),
         (2, 'authority', 'Зразківська рада', 'Зразківська рада', $2, ''),
         (3, 'administrator', 'Адміністратор', 'Адміністратор', null, ''),
         (4, 'provider', 'Інший', 'Інший', null, ''),
         (6, 'authority', 'Обласна адміністрація', 'Обласна адміністрація', null, '')`,
      [people.director.edrpou, people.councillor.edrpou],
    );
    const numbers = ['3012548202', '3012548307', '2920147112', '2772741862', '2845713250'];
    for (const [at, rnokpp] of numbers.entries()) {
      const person = { rnokpp, surname: 'Посадова', givenName: 'Олена', patronymic: null };
      const { personId } = await putPerson(db, testSecrets, { ...person, now: clock.now() });
      if (personId !== BigInt(at + 1)) throw new Error('people are numbered otherwise');
    }
    await this.appoint({ personId: 1n, role: 'provider', subjectId: 1n });
    await this.appoint({ personId: 4n, role: 'local-authority', subjectId: 2n, at: 'hromada' });
    await this.appoint({ personId: 5n, role: 'technical-administrator', subjectId: 3n });
  }

  async appoint(office: {
    readonly personId: bigint;
    readonly role: Role;
    readonly subjectId: bigint;
    readonly at?: Place;
  }): Promise<void> {
    const { at, ...membership } = office;
    await addMembership(this.documents.db, {
      ...{ ...membership, since },
      ...(at === undefined ? {} : { territoryId: this.place[at] }),
    });
  }

  /** A right of the provider's, as the keeper of the register records it. */
  async grant(place: Place, providerId = 1n): Promise<string> {
    this.#rights += 1;
    const outcome = await this.documents.operations.carryOut(grantProvisionRight, system, {
      ...{ providerId: String(providerId), service: 'cold-water', territoryId: this.place[place] },
      ...{ documentTitle: 'Ліцензія', documentNumber: `АВ-${this.#rights}` },
      ...{ documentOn: '2020-01-10', termFrom: '2020-02-01' },
    });
    if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
    return outcome.value.rightId;
  }

  get #parts() {
    const { operations, desk } = this.documents;
    return { operations, db: this.app, documents: { desk } };
  }

  /** What came of a form of a provider's: the document, or what it is refused for. */
  async draft(
    fields: Readonly<Record<string, string>>,
    { by = this.provider, withCopy = false } = {},
  ): Promise<bigint | string> {
    const attachment = withCopy
      ? { name: 'kopia.pdf', file: await this.documents.desk.keep(kept, 'application/pdf') }
      : undefined;
    return said(await writeChange(this.#parts, by, { fields, attachment }));
  }

  /** The same of an answer. */
  async answer(
    changeId: bigint,
    fields: Readonly<Record<string, string>>,
    by = this.council,
  ): Promise<bigint | string> {
    return said(await writeAnswer(this.#parts, by, { changeId: String(changeId), ...fields }));
  }

  /** Signs a document for one of the two bodies, and has its effect, twice as after a kill. */
  async sign(documentId: bigint | string, who: 'director' | 'councillor'): Promise<void> {
    if (typeof documentId === 'string') throw new Error(`nothing to sign: ${documentId}`);
    const { desk, signing } = this.documents;
    const [principal, holder] =
      who === 'director'
        ? ([this.provider, 'subject:1'] as const)
        : ([this.council, 'subject:2'] as const);
    const version = await desk.version(documentId);
    const asked = version && (await signing.asked(version, holder));
    if (asked === undefined) throw new Error('nothing to sign');
    const signature = await this.documents.sign(who, asked.manifest);
    const signed = await signing.sign(principal, { documentId, ...asked, signature });
    if (signed.kind !== 'done') throw new Error(JSON.stringify(signed));
    for (let times = 0; times < 2; times += 1) await this.haveEffect(documentId);
  }

  async haveEffect(documentId: bigint): Promise<void> {
    const kind = (await this.documents.desk.version(documentId))?.document.kind;
    await effectJob(provisionEffects(this.documents.operations)).handle({
      ...{ documentId: String(documentId), kind },
    });
  }

  /** Submitted and signed; the change as the provider sees it. */
  async submit(fields: Readonly<Record<string, string>>, withCopy = false): Promise<ShownChange> {
    const documentId = await this.draft(fields, { withCopy });
    await this.sign(documentId, 'director');
    return this.newest();
  }

  /** What the provider asked for last. */
  async newest(): Promise<ShownChange> {
    const own = await this.ask(listOwnProvision, this.provider, {});
    const [newest] = own?.changes ?? [];
    if (newest === undefined) throw new Error('nothing was asked for');
    return newest;
  }

  async own(changeId: bigint, by = this.provider): Promise<ShownChange | undefined> {
    return this.ask(findOwnChange, by, { changeId: String(changeId) });
  }

  async onDesk(changeId: bigint, by = this.council): Promise<ShownChange | undefined> {
    return this.ask(findDeskChange, by, { changeId: String(changeId) });
  }

  async desk(by = this.council, state = 'open'): Promise<readonly bigint[]> {
    const found = await this.ask(listProvisionDesk, by, { state });
    return (found ?? []).map(({ change }) => change.changeId);
  }

  async ask<I, O>(
    query: Parameters<typeof this.documents.operations.ask<I, O>>[0],
    by: Principal,
    input: unknown,
  ) {
    const outcome = await this.documents.operations.ask(query, by, input);
    return outcome.kind === 'done' ? outcome.value : undefined;
  }

  /** Letters to somebody, by what they tell. */
  async letters(recipient: string): Promise<readonly string[]> {
    const { rows } = await this.documents.database.pool.query<{ notice: string }>(
      'select notice from platform.letter where recipient = $1 order by letter_id',
      [recipient],
    );
    return rows.map(({ notice }) => notice);
  }

  stop(): Promise<void> {
    return this.documents.stop();
  }
}

function said(outcome: Outcome<{ readonly documentId: bigint }>): bigint | string {
  if (outcome.kind === 'done') return outcome.value.documentId;
  if (outcome.kind === 'refused') return outcome.refusal.refusal;
  return outcome.kind === 'faults'
    ? outcome.faults.map(({ field }) => field).join(' ')
    : outcome.kind;
}
