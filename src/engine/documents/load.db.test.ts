import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { system, type Principal } from '#platform/principal.ts';
import { openDesks, type Desks } from '#test/documents/desks.ts';
import { openDocumentOffice, type DocumentOffice } from '#test/documents/document-office.ts';
import { consumer, director, holders, type people } from '#test/documents/people.ts';
import { findBroken } from '#test/documents/whole.ts';
import { lawTest } from '#test/law-test.ts';

const documentsCount = 150;
const lanes = 12;
const faultEvery = 9;
const retriesMax = 60;
const testMsMax = 180_000;
const kindsOfAll = ['message', 'letter', 'agreement', 'act', 'statement'] as const;

let office: DocumentOffice;
let offices: readonly Desks[];
beforeAll(async () => {
  office = await openDocumentOffice();
  const other = await openDesks(office.database.web(), office.settings, office.clock);
  offices = [office, other];
});
afterAll(async () => {
  await offices[1]?.signatures.close();
  await office.stop();
});

/** Every so many times something fails in the middle of a registration, whatever it is. */
async function plantFaults(): Promise<void> {
  await office.database.pool.query(`
    create schema fault;
    grant usage on schema fault to public;
    create sequence fault.step;
    grant usage on sequence fault.step to public;
    create function fault.strike() returns trigger language plpgsql as $$
    begin
      if nextval('fault.step') % ${faultEvery} = 0 then raise exception 'planted fault'; end if;
      return new;
    end $$;
    create trigger strike after insert on documents.registration
      for each row execute function fault.strike();
    create trigger strike after insert on platform.letter
      for each row execute function fault.strike();
    create trigger strike after insert on audit.entry for each row
      when (new.command like 'documents.s%') execute function fault.strike()`);
}

/** Again until it is not the planted fault that comes of it. */
async function untilDone<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === retriesMax || !String(error).includes('planted fault')) throw error;
    }
  }
}

function someDesks(): Desks {
  const desks = offices[randomInt(offices.length)];
  if (desks === undefined) throw new Error('no desks');
  return desks;
}

async function draft(kind: string): Promise<bigint> {
  const { desk } = someDesks();
  const [author, recipients] = kind === 'statement' ? [system, []] : [director, [holders.consumer]];
  const opened = await desk.open(author, { kind, hromadaId: 7, recipients });
  if (opened.kind !== 'done') throw new Error(JSON.stringify(opened));
  const { documentId } = opened.value;
  const block = { kind: 'paragraph' as const, text: String(documentId) };
  await untilDone(() =>
    desk.write(author, { documentId, content: { title: kind, blocks: [block] } }),
  );
  return documentId;
}

/** Signs once; when a fault strikes, the signature is left to whoever settles what is pending. */
async function sign(documentId: bigint, who: keyof typeof people, by: Principal): Promise<void> {
  const { desk, signing } = someDesks();
  const version = await desk.version(documentId);
  const holder = by === director ? holders.director : holders.consumer;
  const asked = version && (await signing.asked(version, holder));
  if (asked === undefined) return;
  const signature = await office.sign(who, asked.manifest);
  await signing.sign(by, { documentId, ...asked, signature }).catch(mustBePlanted);
}

function mustBePlanted(error: unknown): void {
  if (!String(error).includes('planted fault')) throw error;
}

/** What happens to a document; some is signed by somebody who has no say in it. */
async function handle(kind: (typeof kindsOfAll)[number]): Promise<void> {
  const documentId = await draft(kind);
  if (randomInt(5) === 0 && kind !== 'message' && kind !== 'statement') {
    await sign(documentId, 'stranger', director);
    return;
  }
  const { desk, signing } = someDesks();
  if (kind === 'message') {
    await untilDone(() => desk.submitUnsigned(director, { documentId, version: 1 }));
  } else if (kind === 'statement') {
    await signing.seal(system, documentId).catch(mustBePlanted);
  } else {
    await Promise.all([
      sign(documentId, 'director', director),
      kind === 'agreement' ? sign(documentId, 'consumer', consumer) : undefined,
    ]);
    if (kind === 'act') await signing.seal(consumer, documentId).catch(mustBePlanted);
  }
}

async function settleAll(): Promise<void> {
  office.clock.advance(60);
  for (let round = 0; round < retriesMax; round += 1) {
    await someDesks()
      .signing.settlePending(new AbortController().signal)
      .catch(() => undefined);
    const { rows } = await office.database.pool.query(
      `select from documents.signature where state = 'pending'`,
    );
    if (rows.length === 0) return;
  }
  throw new Error('signatures are pending still');
}

lawTest(
  ['1039:73', '1039:75', '1039:84.1'],
  'numbers have no gaps and documents are whole, whoever registers at once and whatever fails',
  async () => {
    await plantFaults();
    let left = documentsCount;
    const lane = async () => {
      for (; left > 0;) {
        left -= 1;
        await handle(kindsOfAll[left % kindsOfAll.length] ?? 'letter');
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    await settleAll();
    expect(await findBroken(office.database.pool)).toEqual([]);
    // Faults and refusals must have struck, or it has proved little.
    const { rows } = await office.database.pool.query(`select
      (select last_value / ${faultEvery} from fault.step)::int as faults,
      (select count(*) from documents.signature where state = 'refused')::int as refused,
      (select count(*) from documents.registration)::int as registered`);
    expect(rows[0]).toEqual({
      faults: expect.toSatisfy((count: number) => count > documentsCount / 10),
      refused: expect.toSatisfy((count: number) => count > 0),
      registered: expect.toSatisfy((count: number) => count > documentsCount / 2),
    });
  },
  testMsMax,
);
