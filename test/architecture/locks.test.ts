import { describe, expect, test } from 'vitest';
import { parseSource } from '#tools/source/parse-source.ts';
import {
  adaptersKnowOnlyPorts,
  everyFileHasARoom,
  everyImportLeadsSomewhere,
  facesMeetNoDatabase,
  facesSeeOnlyIndexes,
  importsHaveNoCycles,
  modulesMeetAtTheirIndex,
  nobodyImportsTheCompositionRoot,
  portsOnlyDeclare,
  programsLoadNoMarkup,
  relativeImportsStayInTheirRoom,
  roomsImportOnlyWhatTheyMay,
  schemasAreNamedByTheirOwner,
  shippedCodeKnowsNoTests,
  sqlStandsInSqlFiles,
  type Lock,
  type Tree,
} from './locks.ts';

/** A tree of planted files. Every file that an import needs to lead to stands in `landmarks`. */
function plant(files: Readonly<Record<string, string>>): Tree {
  const all = { ...landmarks, ...files };
  return new Map(
    Object.entries(all).map(([path, text]) => [path, parseSource({ path, text })] as const),
  );
}

const landmarks = {
  'src/main.ts': '',
  'src/kernel/money.ts': '',
  'src/platform/clock.ts': '',
  'src/platform/db/database.ts': '',
  'src/ui/card/card.tsx': '',
  'src/engine/index.ts': '',
  'src/engine/states.ts': '',
  'src/engine/ports.ts': '',
  'src/modules/registry/index.ts': '',
  'src/modules/registry/territory.ts': '',
  'src/modules/registry/fixtures/town.ts': '',
  'src/modules/settlements/index.ts': '',
  'src/modules/settlements/ports.ts': '',
  'src/modules/settlements/rules/norm.ts': '',
  'src/modules/settlements/bill.ts': '',
  'src/exchange/payments/gateway.ts': '',
  'src/portal/home.ts': '',
  'counterparts/start.ts': '',
  'tools/source/files.ts': '',
  'test/database.ts': '',
};

interface Planted {
  readonly path: string;
  readonly source: string;
  /** Part of the sentence the lock says; empty when the file is as it should be. */
  readonly says: string;
}

function check(lock: Lock, { path, source, says }: Planted): void {
  const found = lock(plant({ [path]: source }));
  if (says === '') expect(found).toEqual([]);
  else expect(found).toEqual([expect.stringContaining(says)]);
}

const registryFile = 'src/modules/registry/new.ts';
const settlementsFile = 'src/modules/settlements/new.ts';
const rule = 'src/modules/settlements/rules/new.ts';
const page = 'src/portal/new.ts';

describe('roomsImportOnlyWhatTheyMay', () => {
  test.each<[string, string, string]>([
    ['src/kernel/new.ts', `import { now } from '#platform/clock.ts';`, 'kernel may not import'],
    ['src/kernel/new.ts', `import { join } from 'node:path';`, 'kernel may not import node:path'],
    ['src/kernel/new.ts', `import type { z } from 'zod';`, 'kernel may not import zod'],
    ['src/kernel/new.ts', `export * from './money.ts';`, ''],
    ['src/kernel/new.test.ts', `import { lawTest } from '#test/database.ts'; import 'vitest';`, ''],
    ['src/platform/new.ts', `import { Card } from '#ui/card/card.tsx';`, 'platform may not'],
    ['src/platform/new.ts', `export { a } from '#modules/registry/index.ts';`, 'platform may not'],
    ['src/platform/new.ts', `import { fake } from '#test/database.ts';`, 'platform may not'],
    ['src/ui/new.tsx', `const a = await import('#platform/clock.ts');`, 'ui may not'],
    ['src/engine/new.ts', `import { a } from '#modules/registry/index.ts';`, 'engine may not'],
    [rule, `import { now } from '#platform/clock.ts';`, 'rules may not'],
    [rule, `import { parse } from 'csv-parse/sync';`, 'rules may not'],
    [rule, `import { bill } from '../bill.ts';`, 'rules may not'],
    [rule, `import { kopiykas } from '#kernel/money.ts'; import './norm.ts';`, ''],
    [settlementsFile, `import { pay } from '#exchange/payments/gateway.ts';`, 'module may not'],
    [settlementsFile, `import { start } from '#counterparts/start.ts';`, 'module may not'],
    [settlementsFile, `type T = import('#portal/home.ts').T;`, 'module may not'],
    ['src/exchange/new.ts', `import { Card } from '#ui/card/card.tsx';`, 'exchange may not'],
    [page, `import { pay } from '#exchange/payments/gateway.ts';`, 'face may not'],
    ['src/main.ts', `import { start } from '#counterparts/start.ts';`, 'composition may not'],
    ['counterparts/new.ts', `import '#exchange/payments/gateway.ts';`, 'counterparts may not'],
    ['tools/new.ts', `import { start } from '#counterparts/start.ts';`, ''],
  ])('%s: %s', (path, source, says) => {
    check(roomsImportOnlyWhatTheyMay, { path, source, says });
  });
});

describe('modulesMeetAtTheirIndex', () => {
  test.each<[string, string, string]>([
    [settlementsFile, `import '#modules/registry/territory.ts';`, 'past its index.ts'],
    [registryFile, `import '../settlements/rules/norm.ts';`, 'past its index.ts'],
    [registryFile, `import '#modules/settlements/index.ts';`, 'registry may not import module'],
    [settlementsFile, `import '#modules/registry/index.ts'; import './rules/norm.ts';`, ''],
    ['src/modules/registry/new.test.ts', `import '#modules/settlements/index.ts';`, ''],
  ])('%s: %s', (path, source, says) => {
    check(modulesMeetAtTheirIndex, { path, source, says });
  });
});

describe('facesSeeOnlyIndexes', () => {
  test.each<[string, string, string]>([
    [page, `import '#modules/registry/territory.ts';`, 'past an index.ts'],
    [page, `import '#modules/settlements/rules/norm.ts';`, 'past an index.ts'],
    [page, `import '#engine/states.ts';`, 'past an index.ts'],
    [page, `import '#engine/index.ts'; import '#modules/registry/index.ts';`, ''],
    ['src/main.ts', `import '#modules/registry/territory.ts';`, ''],
  ])('%s: %s', (path, source, says) => {
    check(facesSeeOnlyIndexes, { path, source, says });
  });
});

describe('adaptersKnowOnlyPorts', () => {
  const path = 'src/exchange/payments/new.ts';
  test.each([
    [`import type { A } from '#modules/settlements/index.ts';`, 'only ports.ts'],
    [`import { a } from '#engine/states.ts';`, 'only ports.ts'],
    [`import { kinds, type A } from '#modules/settlements/ports.ts';`, ''],
    [`import type { A } from '#engine/ports.ts'; import '#kernel/money.ts';`, ''],
  ])('%s', (source, says) => {
    check(adaptersKnowOnlyPorts, { path, source, says });
  });
});

describe('the smaller locks', () => {
  const smaller = {
    portsOnlyDeclare,
    everyFileHasARoom,
    everyImportLeadsSomewhere,
    nobodyImportsTheCompositionRoot,
    relativeImportsStayInTheirRoom,
    shippedCodeKnowsNoTests,
  };
  test.each<[keyof typeof smaller, Planted]>([
    ['everyFileHasARoom', { path: 'src/new-room/a.ts', source: '', says: 'lies in no room' }],
    [
      'everyImportLeadsSomewhere',
      { path: page, source: `import './gone.ts';`, says: './gone.ts leads nowhere' },
    ],
    [
      'everyImportLeadsSomewhere',
      { path: page, source: `await import(name);`, says: '(computed) leads nowhere' },
    ],
    [
      'relativeImportsStayInTheirRoom',
      { path: page, source: `import '../kernel/money.ts';`, says: 'leaves its room' },
    ],
    [
      'relativeImportsStayInTheirRoom',
      { path: registryFile, source: `import '../settlements/index.ts';`, says: 'leaves its room' },
    ],
    [
      'portsOnlyDeclare',
      {
        path: 'src/modules/registry/ports.ts',
        source: `import { a } from './territory.ts'; import type { B } from './index.ts';`,
        says: 'brings ./territory.ts along',
      },
    ],
    [
      'nobodyImportsTheCompositionRoot',
      { path: 'test/new.ts', source: `import '#main.ts';`, says: 'imports src/main.ts' },
    ],
    [
      'shippedCodeKnowsNoTests',
      { path: registryFile, source: `import './fixtures/town.ts';`, says: 'a file of tests' },
    ],
  ])('%s %o', (lock, planted) => {
    check(smaller[lock], planted);
  });
});

describe('importsHaveNoCycles', () => {
  test('a cycle through three files is found once', () => {
    const tree = plant({
      'src/platform/a.ts': `import './b.ts';`,
      'src/platform/b.ts': `export { c } from './c.ts';`,
      'src/platform/c.ts': `import { a } from './a.ts';`,
    });
    expect(importsHaveNoCycles(tree)).toEqual([
      expect.stringContaining('a.ts → src/platform/b.ts → src/platform/c.ts → src/platform/a.ts'),
    ]);
  });

  test('a cycle of types alone is none', () => {
    const tree = plant({
      'src/platform/a.ts': `import './b.ts';`,
      'src/platform/b.ts': `import type { A } from './a.ts';`,
    });
    expect(importsHaveNoCycles(tree)).toEqual([]);
  });
});

describe('sqlStandsInSqlFiles', () => {
  test.each<[string, string, string]>([
    [settlementsFile, `const q = sql\`select 1\`;`, 'writes raw SQL'],
    [settlementsFile, `const q = sql<Row>\`select 1\`;`, 'writes raw SQL'],
    [settlementsFile, `await db.selectFrom('settlements.tariff').execute();`, 'selectFrom'],
    [settlementsFile, `await pool.query('select a from b where c');`, 'holds a statement'],
    [settlementsFile, `await pool.query(\`update \${t} set a = 1\`);`, 'holds a statement'],
    [settlementsFile, `await pool.query('delete from settlements.tariff ');`, 'holds a statement'],
    ['src/modules/settlements/new.sql.ts', `const q = sql\`select 1\`;`, ''],
    ['src/modules/settlements/new.test.ts', `const q = sql\`select 1\`;`, ''],
    [settlementsFile, `const hint = 'select a tariff';`, ''],
  ])('%s: %s', (path, source, says) => {
    check(sqlStandsInSqlFiles, { path, source, says });
  });
});

describe('facesMeetNoDatabase', () => {
  test.each<[string, string, string]>([
    [page, `import { sql } from 'kysely';`, 'meets the database by kysely'],
    [page, `import pg from 'pg';`, 'meets the database by pg'],
    [page, `import { open } from '#platform/db/database.ts';`, 'meets the database'],
    ['src/api/new.ts', `import type { A } from './rows.sql.ts';`, 'meets the database'],
    ['src/cabinets/new.sql.ts', ``, 'has no SQL'],
    [page, `import type { Database } from '#platform/db/database.ts';`, ''],
  ])('%s: %s', (path, source, says) => {
    check(facesMeetNoDatabase, { path, source, says });
  });
});

describe('programsLoadNoMarkup', () => {
  test('sees what is loaded by what is loaded, and no types', () => {
    const program = 'tools/cli/new.ts';
    const found = (source: string) =>
      programsLoadNoMarkup(
        plant({
          [program]: source,
          'src/portal/home.ts': `import { Card } from '#ui/card/card.tsx';`,
        }),
      );
    expect(found(`import { home } from '#portal/home.ts';`)).toEqual([
      expect.stringContaining('loads src/ui/card/card.tsx'),
    ]);
    expect(found(`import type { Home } from '#portal/home.ts';`)).toEqual([]);
    expect(found(`import { money } from '#kernel/money.ts';`)).toEqual([]);
  });
});

describe('schemasAreNamedByTheirOwner', () => {
  const own = 'src/modules/settlements/new.sql.ts';
  test.each<[string, string, string]>([
    [own, `const q = 'select a from registry.building';`, 'names schema registry'],
    [own, `const q = sql\`insert into platform.parameter values (1)\`;`, 'names schema platform'],
    [own, `const q = 'select graphile_worker.add_job($1)';`, 'names schema graphile_worker'],
    [own, `db.selectFrom('audit.entry');`, 'names schema audit'],
    [own, `const q = \`select * from settlements.bill where a = \${b}\`;`, ''],
    [own, `import { a } from '#modules/registry/index.ts'; const site = 'www.registry.ua';`, ''],
    ['src/platform/new.sql.ts', `const q = 'select a from audit.entry, platform.session';`, ''],
    ['src/platform/new.ts', `const q = sql\`select a from access.person\`;`, 'schema access'],
  ])('%s: %s', (path, source, says) => {
    check(schemasAreNamedByTheirOwner, { path, source, says });
  });
});
