import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import {
  createAuthority,
  type HierarchyKind,
} from '#counterparts/certification-authority/authority.ts';
import { signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { startCertificationAuthority } from '#counterparts/certification-authority/server.ts';
import { encodeTrustList } from '#counterparts/certification-authority/trust-list.ts';
import { holderOf } from '#engine/documents/holder.ts';
import { signContent, type SigningKey } from '#exchange/signature/own/cms/sign.ts';
import { digestOf } from '#exchange/signature/own/crypto/algorithms.ts';
import { fingerprintOf } from '#exchange/signature/own/x509/fingerprint.ts';
import { buildWeb } from '#main-web.ts';
import { putPerson } from '#modules/access/index.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig } from '#platform/config/config.ts';
import { openWebDatabase } from '#platform/db/database.ts';
import { readAssets } from '#platform/http/assets.ts';
import { anonymous, type Principal } from '#platform/principal.ts';

const seed = 'bench';
const nobody = 'http://127.0.0.1:9';
/** Registrations that are on their way at a time, as of so many people who sign. */
const lanes = 32;
const connectionsMax = 20;
/** About as many bytes as all rows of a registration have together. */
const plainChars = 1_500;
const hromadaId = 7;
const plainInsert = 'insert into floor.plain (said) values ($1)';

/** What the bench asks of the web process, by a message; the answer is seconds. */
export type Order =
  | { readonly order: 'prepare'; readonly count: number }
  | { readonly order: 'register' | 'verify' | 'insert' };

/** The play authority, as an outside system: in a process of its own. */
export async function serveAuthority([port = '']: readonly string[]): Promise<void> {
  const { authorities } = await startCertificationAuthority({ seed, port: Number(port) });
  for (const authority of Object.values(authorities)) await authority.issue(people.person);
  console.log('READY');
}

/** The web server with its documents: answers pages and carries out orders of the bench. */
export async function serveDocuments(args: readonly string[]): Promise<void> {
  const [port = '', databaseUrl = '', authorityUrl = '', hierarchy = '', threads = ''] = args;
  const bench = await openBench({
    ...{ port, databaseUrl, authorityUrl, threads },
    hierarchy: hierarchy as HierarchyKind,
  });
  process.on('message', (order: Order) => {
    void bench.carryOut(order).then((seconds) => process.send?.({ seconds }));
  });
  process.on('SIGTERM', () => {
    void rm(bench.folder, { recursive: true, force: true }).then(() => process.exit());
  });
  console.log('READY');
}

interface Place {
  readonly port: string;
  readonly databaseUrl: string;
  readonly authorityUrl: string;
  readonly hierarchy: HierarchyKind;
  /** Empty: as many as the platform takes by itself. */
  readonly threads: string;
}

async function openBench(place: Place) {
  const { port, databaseUrl, authorityUrl, hierarchy, threads } = place;
  const folder = await mkdtemp(join(tmpdir(), 'zhkp-bench-'));
  const url = `${authorityUrl}/${hierarchy}`;
  const authority = await createAuthority({ hierarchy, seed, url, clock: systemClock });
  await writeFile(join(folder, 'trust.p7s'), await encodeTrustList(authority));
  const config = readConfig({
    PORT: port,
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    ...(threads !== '' && { SIGNATURE_THREADS: threads }),
    REQUESTS_PER_MINUTE_MAX: '10000000',
    ID_GOV_UA_URL: nobody,
    LIQPAY_URL: nobody,
    TRUST_LIST: join(folder, 'trust.p7s'),
    TRUST_LIST_PINNED: await fingerprintOf(authority.root.certificate),
  });
  const database = openWebDatabase({ url: databaseUrl, connectionsMax });
  const assets = await readAssets(join('dist', 'assets'));
  const web = await buildWeb(config, database, assets);
  await web.app.listen({ port: config.PORT, host: '127.0.0.1' });
  const { person_id: personId } = await putPerson(database.pool, {
    ...{ ...people.person, patronymic: null },
    now: systemClock.now(),
  });
  const root = new pg.Pool({ connectionString: databaseUrl, max: connectionsMax });
  const work = new Work({
    ...{ ...web.documents, root },
    author: { ...anonymous, role: 'individual-consumer', personId },
    key: signingKeyOf(await authority.issue(people.person)),
  });
  return { folder, carryOut: (order: Order) => work.carryOut(order) };
}

type WorkParts = Pick<
  Awaited<ReturnType<typeof buildWeb>>['documents'],
  'desk' | 'signing' | 'signatures'
> & { readonly root: pg.Pool; readonly author: Principal; readonly key: SigningKey };

interface Signed {
  readonly documentId: bigint;
  readonly version: number;
  readonly slot: number;
  readonly signature: Uint8Array;
  readonly content: Uint8Array;
}

/** Letters that are prepared, then registered; what both floors do with the same letters. */
class Work {
  readonly #parts: WorkParts;
  #letters: readonly Signed[] = [];

  constructor(parts: WorkParts) {
    this.#parts = parts;
  }

  carryOut(order: Order): Promise<number> {
    switch (order.order) {
      case 'prepare':
        return this.#prepare(order.count);
      case 'register':
        return this.#timed((letter) => this.#register(letter));
      case 'verify':
        return this.#timed((letter) => this.#verify(letter));
      case 'insert':
        return this.#timed(() => this.#insert());
    }
  }

  async #prepare(count: number): Promise<number> {
    const letters: Signed[] = [];
    this.#letters = Array.from({ length: count }) as Signed[];
    const seconds = await this.#timed(async () => {
      letters.push(await this.#draft());
    });
    this.#letters = letters;
    return seconds;
  }

  async #draft(): Promise<Signed> {
    const { desk, signing, author, key } = this.#parts;
    const opened = await desk.open(author, {
      kind: 'letter',
      hromadaId,
      recipients: ['subject:1'],
    });
    if (opened.kind !== 'done') throw new Error(`not opened: ${opened.kind}`);
    const { documentId } = opened.value;
    const block = { kind: 'paragraph', text: `Letter ${documentId} of the bench` } as const;
    await desk.write(author, { documentId, content: { title: 'Letter', blocks: [block] } });
    const version = await desk.version(documentId);
    const asked = version && (await signing.asked(version, holderOf(author) ?? 'platform'));
    if (asked === undefined) throw new Error('nothing to sign');
    const { manifest: content } = asked;
    const signature = await signContent({ key, digest: (oid) => digestOf(oid, content) });
    return { documentId, version: asked.version, slot: asked.slot, signature, content };
  }

  async #register(letter: Signed): Promise<void> {
    const signed = await this.#parts.signing.sign(this.#parts.author, letter);
    if (signed.kind !== 'done' || !('state' in signed.value) || signed.value.state !== 'valid') {
      throw new Error(`not registered: ${JSON.stringify(signed)}`);
    }
  }

  async #verify({ signature, content }: Signed): Promise<void> {
    const receivedAt = systemClock.now();
    const { verdict } = await this.#parts.signatures.verify({ signature, content, receivedAt });
    if (verdict !== 'valid') throw new Error(`not valid: ${verdict}`);
  }

  async #insert(): Promise<void> {
    const values = ['x'.repeat(plainChars)];
    await this.#parts.root.query({ name: 'plain', text: plainInsert, values });
  }

  async #timed(one: (letter: Signed) => Promise<void>): Promise<number> {
    const began = performance.now();
    const left = this.#letters.values();
    const lane = async () => {
      for (const letter of left) await one(letter);
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    return (performance.now() - began) / 1_000;
  }
}
