import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAuditLog, sealAll, sealedEvent, type AuditLog } from '#test/audit/audit-log.ts';
import { runVerifier } from '#test/audit/run-verifier.ts';
import { lawTest } from '#test/law-test.ts';
import { Operations } from '../../operations.ts';
import { append, findEntries, findEntry } from '../audit.sql.ts';
import { checkOpenings, checkTree } from '../check-tree.ts';
import type { SealedEntry } from '../entry.ts';
import { readHeads } from '../heads-file.ts';
import { readVerificationKeys } from '../keys.ts';
import { buildProof } from '../proof.ts';
import { auditTrail } from '../record.ts';
import { monthsOutWithin, prepareMonths, sealMonths, takeOut, bringBack } from './keep-months.ts';
import { beginningOf, type LogMonth } from './month.ts';
import { ensureMonth, readMonthsOut, readSeals } from './months.sql.ts';

const january = Temporal.PlainDate.from('2025-01-01');
const february = Temporal.PlainDate.from('2025-02-01');
const march = Temporal.PlainDate.from('2025-03-01');
let now = Temporal.Instant.from('2025-03-15T10:00:00Z');
const clock = { now: () => now };
let log: AuditLog;
let directory: string;
const written = new Map<string, SealedEntry[]>();

beforeAll(async () => {
  log = await openAuditLog();
  directory = join(log.headsPath, '..', 'months');
  for (const [month, day] of [
    [january, '2025-01-10T10:00:00Z'],
    [february, '2025-02-10T10:00:00Z'],
    [january, '2025-01-31T23:59:59.999999Z'],
    [february, '2025-02-01T00:00:00Z'],
    [march, '2025-03-15T09:00:00Z'],
  ] as const) {
    for (let count = 0; count < 7; count += 1) await write(month, Temporal.Instant.from(day));
  }
  await sealAll(log);
});
afterAll(() => log.close());

async function write(month: LogMonth, at: Temporal.Instant): Promise<void> {
  const one = sealedEvent({ at, payload: randomBytes(4).toString('hex') });
  await append(log.app, one);
  written.set(String(month), [...(written.get(String(month)) ?? []), one]);
}

const entriesOf = (month: LogMonth) => written.get(String(month)) ?? [];

function parts() {
  const { db } = log.database.as('zhkp_worker');
  const audit = auditTrail(db);
  const operations = new Operations({ db, users: db, clock, scopes: {} as never, audit });
  const keys = () => readVerificationKeys(log.keysDirectory);
  return { db, clock, operations, directory, keys };
}

/** In which partition an entry lies. */
async function tableOf(entryId: string): Promise<string> {
  const { rows } = await log.database.pool.query<{ name: string }>(
    'select tableoid::regclass::text as name from audit.entry where entry_id = $1',
    [entryId],
  );
  return rows[0]?.name ?? 'nowhere';
}

/** The whole log as its checks see it. */
async function isWhole(): Promise<boolean> {
  const trusted = [log.key.verification];
  const published = readHeads(log.headsPath);
  const tree = await checkTree(log.database.pool, { trusted, published });
  const openings = await checkOpenings(log.database.pool);
  return tree.bad === undefined && openings.badEntry === undefined;
}

/** The tables that a search opens. */
async function opened(text: string, values: readonly unknown[]): Promise<readonly string[]> {
  const { rows } = await log.database.pool.query<Record<string, string>>(`explain ${text}`, [
    ...values,
  ]);
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  return Array.from(new Set(plan.match(/\b(?:entry|opening)_(?:\d{4}_\d\d|rest)\b/g) ?? []));
}

describe('a month of the log', () => {
  lawTest(
    ['1039:56.3'],
    'has its entries whether its partition was made or not, and takes them when it is',
    async () => {
      const [first] = entriesOf(january);
      expect(await tableOf(first?.entry.id ?? '')).toBe('audit.entry_rest');
      // Seven entries of each kind with three openings each, twice in a month.
      expect(await ensureMonth(log.worker, january)).toBe(56n);
      expect(await ensureMonth(log.worker, january)).toBe(0n);
      for (const { entry } of entriesOf(january)) {
        expect(await tableOf(entry.id)).toBe('audit.entry_2025_01');
      }
      for (const { entry } of entriesOf(february)) {
        expect(await tableOf(entry.id)).toBe('audit.entry_rest');
      }
      expect(await isWhole()).toBe(true);
    },
  );

  test('that is made after its first entries is told of, and the next ones are made ahead', async () => {
    expect(await prepareMonths({ ...parts(), clock })).toEqual([march]);
    expect(await prepareMonths({ ...parts(), clock })).toEqual([]);
    const { rows } = await log.database.pool.query<{ name: string }>(
      `select inhrelid::regclass::text as name from pg_inherits
       where inhparent = 'audit.entry'::regclass`,
    );
    const names = rows.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['audit.entry_2025_06', 'audit.entry_rest']));
  });

  test.each(['update', 'delete', 'truncate'])('takes no %s, by nobody', async (act) => {
    const table = 'audit.entry_2025_01';
    const statement = {
      update: `update ${table} set at = at`,
      delete: `delete from ${table}`,
      truncate: `truncate ${table}`,
    }[act];
    await expect(log.database.pool.query(statement ?? '')).rejects.toThrow('append-only');
    await expect(log.worker.query(statement ?? '')).rejects.toThrow('permission denied');
    await expect(log.app.query('select audit.ensure_month($1)', ['2031-01-01'])).rejects.toThrow(
      'permission denied',
    );
  });

  test('outside of the time that is looked for is not opened', async () => {
    const texts: { text: string; values: readonly unknown[] }[] = [];
    const watched = {
      query: (text: string, values: readonly unknown[] = []) => {
        texts.push({ text, values });
        return log.app.query(text, [...values]);
      },
    };
    const filter = {
      ...{ actor: 'person:17', subject: 'account:1042', command: 'settlements/submit-reading' },
      from: beginningOf(march),
      until: Temporal.Instant.from('2025-03-20T00:00:00Z'),
    };
    const found = await findEntries(watched, filter, { limit: 50 });
    expect(found.entries).toHaveLength(7);
    const [search] = texts;
    expect(await opened(search?.text ?? '', search?.values ?? [])).toEqual(
      expect.arrayContaining(['entry_2025_03', 'opening_2025_03']),
    );
    expect(await opened(search?.text ?? '', search?.values ?? [])).toHaveLength(2);
  });
});

describe('a month that is over', () => {
  lawTest(
    ['1039:56.3', '1039:53.3'],
    'is sealed once the next one is over too, and the log itself says what it holds',
    async () => {
      expect(await sealMonths(parts())).toEqual([january]);
      expect(await sealMonths(parts())).toEqual([]);
      now = Temporal.Instant.from('2025-04-01T10:00:00Z');
      expect(await sealMonths(parts())).toEqual([february]);
      const [seal] = await readSeals(log.app);
      expect(seal).toMatchObject({ month: january, entries: 14, headSize: 35 });
      const noted = await findEntries(
        log.app,
        { subject: 'audit-month:2025-01-01', command: 'platform.seal-audit-month' },
        { limit: 5 },
      );
      const payload = noted.entries[0]?.openings.find(({ field }) => field === 'payload')?.value;
      expect(payload).toContain(Buffer.from(seal?.sha256 ?? []).toString('hex'));
    },
  );

  test('is not sealed while an entry of it has no place in the tree', async () => {
    now = Temporal.Instant.from('2025-05-01T10:00:00Z');
    await write(march, Temporal.Instant.from('2025-03-31T10:00:00Z'));
    expect(await sealMonths(parts())).toEqual([]);
    await sealAll(log);
    expect(await sealMonths(parts())).toEqual([march]);
  });

  test('leaves the database only as it was sealed', async () => {
    const { operations, ...others } = parts();
    await expect(takeOut({ operations, ...others }, february.add({ years: 5 }))).rejects.toThrow(
      'not sealed',
    );
    const refused = log.worker.query('select audit.take_month_out($1, $2)', [
      '2025-02-01',
      randomBytes(32),
    ]);
    await expect(refused).rejects.toThrow('not sealed as it stands');
    await expect(
      log.app.query('select audit.take_month_out($1, $2)', ['2025-02-01', randomBytes(32)]),
    ).rejects.toThrow('permission denied');
    expect(await readMonthsOut(log.app)).toEqual([]);
  });
});

describe('a month taken out', () => {
  let path = '';

  lawTest(
    ['1039:56.3', '1039:53.3'],
    'lies in a file that the verifier checks without the platform; the rest of the log holds',
    async () => {
      // A clock that was behind: one more entry of a month that is sealed already.
      await write(january, Temporal.Instant.from('2025-01-20T10:00:00Z'));
      await sealAll(log);
      await expect(takeOut(parts(), january)).rejects.toThrow('the last leaf is of 2025-01-01');
      await sealAll(log);
      path = await takeOut(parts(), january);
      expect(await readMonthsOut(log.app)).toEqual([january]);
      const [one] = entriesOf(january);
      expect(await findEntry(log.app, one?.entry.id ?? ('' as never))).toBeUndefined();
      const verdict = await runVerifier(path, '--key', log.key.verification.text);
      expect(verdict).toMatchObject({ exitCode: 0 });
      expect(verdict.output).toContain('all 15 entries are there');
      expect(verdict.output).toContain('THE PROOF HOLDS');
      await sealAll(log);
      expect(await isWhole()).toBe(true);
      const within = { from: beginningOf(january), until: beginningOf(march) };
      expect(await monthsOutWithin(log.app, within)).toEqual([january]);
      expect(await monthsOutWithin(log.app, { from: beginningOf(february) })).toEqual([]);
    },
  );

  test('proves entries that stay as before', async () => {
    const [one] = entriesOf(february);
    const proof = await buildProof(log.app, [log.key.verification], {
      ...{ entryId: one?.entry.id ?? ('' as never), fields: ['actor'] },
    });
    if (!proof.ok) throw new Error('no proof');
    const file = await log.write('proof.json', proof.value);
    expect((await runVerifier(file)).exitCode).toBe(0);
  });

  test('is doubted when one thing of its file is not as it was', async () => {
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    const [first = '', second = '', ...rest] = lines;
    const tampered: readonly (readonly string[])[] = [
      [first, ...rest],
      [first, second, second, ...rest],
      [first, ...rest, second],
      [first, second.replace('done', 'failed'), ...rest],
      [first, second.replace('person:17', 'person:18'), ...rest],
      [first.replace(/"size":(\d+)/, (_, size: string) => `"size":${Number(size) - 1}`), second],
      [first.replace(/"entries":\d+/, '"entries":14'), second, ...rest],
      [first.replace('2025-01', '2025-02'), second, ...rest],
      [
        first.replace(/\[\[(\d+),/, (_, level: string) => `[[${Number(level) + 1},`),
        second,
        ...rest,
      ],
    ];
    for (const [at, content] of tampered.entries()) {
      const file = await log.write(`tampered-${at}.jsonl`, `${content.join('\n')}\n`);
      expect((await runVerifier(file)).exitCode, `case ${at}`).toBe(1);
    }
    expect((await runVerifier(`${path}.nowhere`)).exitCode).toBe(2);
  });

  test('comes back only whole, and is then as if it had never left', async () => {
    const good = await readFile(path, 'utf8');
    await writeFile(path, good.replace('"value":"person:17"', '"value":"person:18"'));
    // Openings are no part of the seal, so they are compared with their entries by the sweep.
    await writeFile(path, good.split('\n').toSpliced(2, 1).join('\n'));
    await expect(bringBack(parts(), january)).rejects.toThrow('not the month that was sealed');
    expect(await readMonthsOut(log.app)).toEqual([january]);
    await writeFile(path, good);
    await bringBack(parts(), january);
    expect(await readMonthsOut(log.app)).toEqual([]);
    for (const { entry, openings } of entriesOf(january)) {
      expect(await findEntry(log.app, entry.id)).toMatchObject({
        entry: { id: entry.id },
        openings,
      });
      expect(await tableOf(entry.id)).toBe('audit.entry_2025_01');
    }
    await sealAll(log);
    expect(await isWhole()).toBe(true);
    await expect(bringBack(parts(), january)).rejects.toThrow('is not out');
    await expect(log.worker.query('delete from audit.entry_2025_01')).rejects.toThrow('permission');
  });

  test('of which an entry comes meanwhile keeps it in the rest and takes it on its return', async () => {
    path = await takeOut(parts(), january);
    await write(january, Temporal.Instant.from('2025-01-25T10:00:00Z'));
    const late = entriesOf(january).at(-1)?.entry.id ?? '';
    expect(await tableOf(late)).toBe('audit.entry_rest');
    expect(await ensureMonth(log.worker, january)).toBe(0n);
    await sealAll(log);
    await bringBack(parts(), january);
    expect(await tableOf(late)).toBe('audit.entry_2025_01');
    expect(await isWhole()).toBe(true);
  });
});
