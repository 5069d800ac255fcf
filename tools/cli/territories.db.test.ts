import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { projectRoot } from '#tools/source/source-files.ts';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const oblast = 'UA05000000000010236,,O,Вінницька';
const raion = 'UA05020000000026686,UA05000000000010236,P,Вінницький';
const renamed = 'UA05020000000026686,UA05000000000010236,P,Подільський';
const another = 'UA05040000000050292,UA05000000000010236,P,Гайсинський';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'territories-'));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(
  name: string,
  lines: readonly string[],
  heading = 'code,parent,category,name',
) {
  const file = join(folder, name);
  await writeFile(file, [heading, ...lines].join('\n'));
  return file;
}

/** Runs the command as npm does, on the database of the test. */
function run(...args: readonly string[]) {
  const script = join(projectRoot, 'tools', 'cli', 'territories.ts');
  const env = { ...process.env, DATABASE_URL: database.url };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { env });
  const said = `${stdout.toString()}${stderr.toString()}`.replaceAll('\u00a0', ' ');
  return { status, said };
}

async function names(): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    'select name from registry.territory where upper_inf(in_force) order by code',
  );
  return rows.map(({ name }) => name);
}

describe('npm run territories', () => {
  test('checks without a trace, then loads, and says what it did', async () => {
    const file = await fileOf('k-2025-05-16.csv', [oblast, raion]);
    const checked = run(file, '--check');
    expect(checked.said).toContain('Додано: 2');
    expect(checked.said).toContain('У реєстрі нічого не змінено.');
    expect(await names()).toEqual([]);
    const loaded = run(file);
    expect(loaded).toMatchObject({ status: 0 });
    expect(loaded.said).toContain('Кодифікатор станом на 16.05.2025. Правильних рядків: 2.');
    expect(loaded.said).toContain('Видання завантажено.');
    expect(await names()).toEqual(['Вінницька', 'Вінницький']);
    expect(run(file).said).toContain('Без змін: 2');
  });

  test('names bad lines by number and takes the good ones only when told to', async () => {
    const bad = ['oops,,C,Хто', another];
    const file = await fileOf('k-2025-06-01.csv', [oblast, renamed, ...bad]);
    const refused = run(file);
    expect(refused.status).toBe(1);
    expect(refused.said).toContain('рядок 4: Код має складатися з літер UA та 17 цифр. «oops»');
    expect(refused.said).toContain('Виправте файл або додайте --good-lines.');
    expect(await names()).toEqual(['Вінницька', 'Вінницький']);
    const taken = run(file, '--good-lines');
    expect(taken.status).toBe(0);
    expect(taken.said).toContain('UA05020000000026686 Подільський (було: Вінницький)');
    expect(await names()).toEqual(['Вінницька', 'Подільський', 'Гайсинський']);
  });

  test('ends what left the codifier and refuses an older edition', async () => {
    const file = await fileOf('k-2025-07-01.csv', [oblast, renamed]);
    expect(run(file).said).toMatch(/Припинено: 1\n {2}UA05040000000050292 Гайсинський/);
    const older = run(await fileOf('k-2025-06-30.csv', [oblast, raion, another]));
    expect(older.status).toBe(1);
    expect(older.said).toContain('Уже завантажено новіше видання, від 01.07.2025.');
    expect(await names()).toEqual(['Вінницька', 'Подільський']);
  });

  test('loads the list of hostilities and occupation', async () => {
    const list = ['UA05020000000026686,possible,2022-02-24,2022-04-30', 'UA1,active,2022-02-24,'];
    const file = await fileOf('statuses.csv', list, 'katottg,status,from,to');
    expect(run('--statuses', file).said).toContain('У файлі помилкові рядки: 1.');
    const { said } = run('--statuses', file, '--good-lines');
    expect(said).toContain('Періодів у переліку: 1. Додано: 1. Вилучено: 0.');
    expect(said).toContain('рядок 3: Такого коду немає в кодифікаторі. «UA1»');
  });

  test.each([
    ['no-such-2025-05-16.csv', 'немає'],
    ['', 'Файлу'],
  ])('a file "%s" is answered with words', (name, words) => {
    const { status, said } = run(join(folder, name), '--edition=2026-01-01');
    expect(status).toBe(1);
    expect(said).toContain(words);
    expect(said).not.toContain(' at ');
  });
});
