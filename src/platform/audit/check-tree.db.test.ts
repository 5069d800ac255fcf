import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { readLeaves } from './check-tree.sql.ts';
import { checkOpenings, checkTree, type TreeReport } from './check-tree.ts';
import { canonicalBytes, commitment } from './entry.ts';
import {
  appendMany,
  openAuditLog,
  sealAll,
  sealedEvent,
  type AuditLog,
} from '#test/audit/audit-log.ts';
import { append } from './audit.sql.ts';
import { signHead, type SignedHead } from './head.ts';
import { readHeads } from './heads-file.ts';
import { appendLeaves, emptyFrontier, hashLeaf, rootOf } from './tree.ts';

const leavesCount = 45;
const randomRounds = 100;
const tables = ['entry', 'leaf', 'node', 'tree_head'];

let log: AuditLog;
let published: readonly SignedHead[];
beforeAll(async () => {
  log = await openAuditLog();
  for (let round = 0; round < 3; round += 1) {
    await appendMany(log.app, leavesCount / 3);
    await sealAll(log);
  }
  published = await Array.fromAsync(readHeads(log.headsPath));
  await log.database.pool.query(`create schema kept`);
  for (const table of [...tables, 'opening']) {
    await log.database.pool.query(`create table kept.${table} as table audit.${table}`);
  }
  await disarm();
});
afterAll(() => log.close());

/** What only a superuser can do. */
async function disarm(): Promise<void> {
  for (const table of [...tables, 'opening']) {
    await log.database.pool.query(`alter table audit.${table} disable trigger all`);
  }
  await log.database.pool.query(
    `alter table audit.leaf drop constraint leaf_seals_an_entry_once,
      drop constraint leaf_index_is_not_negative`,
  );
}

beforeEach(async () => {
  for (const table of ['opening', ...tables]) {
    await log.database.pool.query(`delete from audit.${table}`);
  }
  for (const table of [...tables, 'opening']) {
    await log.database.pool.query(`insert into audit.${table} select * from kept.${table}`);
  }
});

function check(options: { from?: number; isAlone?: true } = {}): Promise<TreeReport> {
  const trusted = [log.key.verification];
  const from = options.from ?? 0;
  return checkTree(log.worker, { trusted, from, published: options.isAlone ? [] : published });
}

async function tamper(sql: string): Promise<void> {
  await log.database.pool.query(sql);
}

const entryOf = (leaf: number) => `(select entry_id from audit.leaf where leaf_index = ${leaf})`;

test('an untouched tree is sound, as a whole and from any leaf', async () => {
  expect(await check()).toEqual({ leavesChecked: leavesCount });
  expect(await check({ from: 17 })).toEqual({ leavesChecked: leavesCount - 17 });
  expect(await check({ from: 1_000 })).toEqual({ leavesChecked: 0 });
});

describe('a superuser who', () => {
  const swapped = `update audit.leaf l set entry_id = o.entry_id, leaf_hash = o.leaf_hash
    from audit.leaf o where (l.leaf_index, o.leaf_index) in ((12, 30), (30, 12))`;
  const rehashed = `update audit.leaf set leaf_hash = sha256('x'::bytea) where leaf_index = 20`;
  const cases: [string, readonly string[], TreeReport['bad']][] = [
    [
      'changes the outcome of an entry',
      [`update audit.entry set outcome = 'refused' where entry_id = ${entryOf(17)}`],
      { damage: 'entry-does-not-give-its-leaf', firstLeaf: 17, lastLeaf: 17 },
    ],
    [
      'moves an entry by a microsecond',
      [`update audit.entry set at = at + interval '1 microsecond' where entry_id = ${entryOf(3)}`],
      { damage: 'entry-does-not-give-its-leaf', firstLeaf: 3, lastLeaf: 3 },
    ],
    [
      'changes several entries',
      [
        `update audit.entry set command = 'x' where entry_id in (${entryOf(40)}, ${entryOf(8)})`,
        `update audit.entry set clauses = '{1039:1}' where entry_id = ${entryOf(9)}`,
      ],
      { damage: 'entry-does-not-give-its-leaf', firstLeaf: 8, lastLeaf: 8 },
    ],
    [
      'deletes an entry',
      [`delete from audit.entry where entry_id = ${entryOf(44)}`],
      { damage: 'entry-missing', firstLeaf: 44, lastLeaf: 44 },
    ],
    [
      'deletes a leaf with its entry',
      [
        `delete from audit.entry where entry_id = ${entryOf(21)}`,
        'delete from audit.leaf where leaf_index = 21',
      ],
      { damage: 'leaf-missing', firstLeaf: 21, lastLeaf: 21 },
    ],
    [
      'closes the gap that a deleted leaf leaves',
      [
        'delete from audit.leaf where leaf_index = 21',
        'update audit.leaf set leaf_index = -leaf_index where leaf_index > 21',
        'update audit.leaf set leaf_index = -leaf_index - 1 where leaf_index < 0',
      ],
      { damage: 'node-does-not-follow-from-leaves', firstLeaf: 20, lastLeaf: 21 },
    ],
    [
      'swaps two leaves',
      [swapped],
      { damage: 'node-does-not-follow-from-leaves', firstLeaf: 12, lastLeaf: 13 },
    ],
    [
      'changes a leaf hash',
      [rehashed],
      { damage: 'entry-does-not-give-its-leaf', firstLeaf: 20, lastLeaf: 20 },
    ],
    [
      'changes a node',
      [`update audit.node set hash = sha256(hash) where level = 2 and index = 5`],
      { damage: 'node-does-not-follow-from-leaves', firstLeaf: 20, lastLeaf: 23 },
    ],
    [
      'deletes a node',
      ['delete from audit.node where level = 1 and index = 0'],
      { damage: 'node-does-not-follow-from-leaves', firstLeaf: 0, lastLeaf: 1 },
    ],
    [
      'changes the root of a head',
      [`update audit.tree_head set root = sha256(root) where size = ${leavesCount}`],
      { damage: 'head-does-not-follow-from-leaves', firstLeaf: 30, lastLeaf: 44 },
    ],
    [
      'changes the time of a head',
      [`update audit.tree_head set at = at - interval '1 day' where size = ${leavesCount}`],
      { damage: 'head-not-signed', firstLeaf: 30, lastLeaf: 44 },
    ],
    [
      'deletes the last head',
      [`delete from audit.tree_head where size = ${leavesCount}`],
      { damage: 'leaves-without-head', firstLeaf: 30, lastLeaf: 44 },
    ],
    [
      'plants an entry among the old ones',
      [
        `insert into audit.entry (entry_id, at, command, clauses, actor_commitment, outcome,
          transaction_id)
        select '00000000-0001-7000-8000-000000000001', 'epoch'::timestamptz + interval '1 ms',
          'planted', '{1039:1}', sha256('x'), 'done', transaction_id
        from audit.entry where entry_id = ${entryOf(9)}`,
      ],
      { damage: 'entry-planted', firstLeaf: 9, lastLeaf: 9 },
    ],
    [
      'cuts off the end, heads and all',
      [
        `delete from audit.entry using audit.leaf l
        where entry.entry_id = l.entry_id and l.leaf_index >= 30`,
        'delete from audit.leaf where leaf_index >= 30',
        'delete from audit.node where (index + 1) << level > 30',
        'delete from audit.tree_head where size > 30',
      ],
      { damage: 'cut-off-after-publishing', firstLeaf: 30, lastLeaf: 44 },
    ],
  ];

  for (const [what, statements, bad] of cases) {
    lawTest(['1039:53.3', '1039:10.17'], `${what} is found out, and where`, async () => {
      for (const statement of statements) await tamper(statement);
      expect((await check()).bad).toEqual(bad);
    });
  }

  lawTest(
    ['1039:53.3', '1039:10.17'],
    'writes the whole history anew, and even holds the signing key, is found out by the published heads',
    async () => {
      await rewriteHistory(6);
      expect((await check({ isAlone: true })).bad).toBeUndefined();
      expect((await check()).bad).toEqual({
        damage: 'published-head-differs',
        firstLeaf: 0,
        lastLeaf: 14,
      });
    },
  );

  lawTest(['1039:53.3'], 'changes anything at random is found out', async () => {
    for (let round = 0; round < randomRounds; round += 1) {
      const leaf = Math.floor(Math.random() * leavesCount);
      const shift = 1 + Math.floor(Math.random() * (leavesCount - 1));
      const other = (leaf + shift) % leavesCount;
      const changes = [
        `update audit.entry set actor_commitment = set_bit(actor_commitment, ${leaf * 5},
          1 - get_bit(actor_commitment, ${leaf * 5})) where entry_id = ${entryOf(leaf)}`,
        `update audit.entry set payload_commitment = null where entry_id = ${entryOf(leaf)}`,
        `delete from audit.entry where entry_id = ${entryOf(leaf)}`,
        `update audit.leaf l set leaf_hash = o.leaf_hash, entry_id = o.entry_id
        from audit.leaf o
        where (l.leaf_index, o.leaf_index) in ((${leaf}, ${other}), (${other}, ${leaf}))`,
      ];
      const change = changes[round % changes.length] ?? '';
      const client = await log.database.pool.connect();
      try {
        await client.query('begin');
        await client.query(change);
        const report = await checkTree(client, { trusted: [log.key.verification], published });
        const first = change.includes('audit.leaf o') ? Math.min(leaf, other) : leaf;
        expect(report.bad?.firstLeaf).toBeLessThanOrEqual(first);
        expect(report.bad?.lastLeaf).toBeGreaterThanOrEqual(first);
      } finally {
        await client.query('rollback');
        client.release();
      }
    }
  });
});

/** All that the owner of database and key can do: change an entry, and everything after it. */
async function rewriteHistory(leaf: number): Promise<void> {
  const { pool } = log.database;
  await tamper(`update audit.entry set outcome = 'refused' where entry_id = ${entryOf(leaf)}`);
  const leaves = await readLeaves(pool, 0, leavesCount);
  const hashes = leaves.map(({ entry }) =>
    entry === undefined ? Buffer.alloc(32) : hashLeaf(canonicalBytes(entry)),
  );
  await pool.query('update audit.leaf set leaf_hash = $1 where leaf_index = $2', [
    hashes[leaf],
    leaf,
  ]);
  const { nodes } = appendLeaves(emptyFrontier, hashes);
  for (const { level, index, hash } of nodes) {
    await pool.query('update audit.node set hash = $1 where level = $2 and index = $3', [
      hash,
      level,
      index,
    ]);
  }
  for (const { size, at } of published) {
    const root = rootOf(appendLeaves(emptyFrontier, hashes.slice(0, size)).frontier);
    const head = signHead({ size, root, at }, log.key);
    await pool.query('update audit.tree_head set root = $1, signature = $2 where size = $3', [
      root,
      head.signature,
      size,
    ]);
  }
}

describe('openings', () => {
  test('fit their entries', async () => {
    expect(await checkOpenings(log.worker)).toEqual({ openingsChecked: leavesCount * 3 });
  });

  lawTest(['1039:53.3'], 'that were changed are found out', async () => {
    await tamper(
      `update audit.opening set value = 'person:18'
      where field = 'actor' and entry_id = ${entryOf(11)}`,
    );
    const { rows } = await log.database.pool.query<{ entry_id: string }>(`select ${entryOf(11)}`);
    expect(await checkOpenings(log.worker)).toMatchObject({ badEntry: rows[0]?.entry_id });
  });

  lawTest(['1039:53.3'], 'may be erased, and the tree stays whole', async () => {
    const sealed = sealedEvent({ actor: 'person:to-be-forgotten' });
    await append(log.app, sealed);
    const [opening] = sealed.openings;
    if (opening === undefined) throw new Error('an actor is always there');
    expect(commitment(opening)).toEqual(sealed.entry.actor);
    await tamper(`delete from audit.opening where entry_id = '${sealed.entry.id}'`);
    expect(await check()).toEqual({ leavesChecked: leavesCount });
    const { rows } = await log.database.pool.query(
      `select 1 from audit.opening where value = 'person:to-be-forgotten'`,
    );
    expect(rows).toEqual([]);
  });

  test('are not shown to the auditor, who can check the tree all the same', async () => {
    const auditor = log.database.as('zhkp_auditor').pool;
    const trusted = [log.key.verification];
    expect(await checkTree(auditor, { trusted, published })).toEqual({
      leavesChecked: leavesCount,
    });
    await expect(auditor.query('select * from audit.opening')).rejects.toThrow('permission denied');
  });
});
