import { readdir } from 'node:fs/promises';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay } from '#counterparts/certification-authority/play.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { documentFiles, signedContainer } from '#test/signature/signed-container.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { somebody, webInProcess, type Visitor, type WebInProcess } from './in-process.ts';

let database: TestDatabase;
let web: WebInProcess;
let visitor: Visitor;
let container: Uint8Array;

beforeAll(async () => {
  database = await freshDatabase();
  web = await webInProcess(database.web());
  visitor = await web.visitor();
  const play = await openPlay('dstu');
  const signer = await play.authority.issue(people.official);
  container = await signedContainer(documentFiles, [{ signer }]);
});
afterAll(async () => {
  await web.close();
  await database.drop();
});

describe('the check page without script', () => {
  lawTest(
    ['1039:74'],
    'says who signed, keeps nothing, and owns up that there is no list of the trusted',
    async () => {
      const before = await readdir(web.dataFolder, { recursive: true });
      const { status, body } = await visitor.upload(
        '/check',
        {},
        { name: 'contract.asice', content: container },
      );
      expect(status).toBe(200);
      expect(body).toContain('Документ не змінено, підписувача не звірено');
      expect(body).toContain('Zrazkovyi Andrii');
      expect(body).toContain('Перелік довірених надавачів не встановлено');
      expect(body).not.toContain(people.official.rnokpp);
      expect(await readdir(web.dataFolder, { recursive: true })).toEqual(before);
    },
  );

  test.each([
    ['nothing', new Uint8Array(), 422, 'Файл порожній або його не вибрано'],
    ['too much', new Uint8Array(8 * 1024 * 1024 + 1), 413, 'Файл завеликий'],
    ['no document', new TextEncoder().encode('words'), 200, 'Підпису не знайдено'],
  ])('says what to do when given %s', async (_, content, status, title) => {
    const answer = await visitor.upload('/check', {}, { name: 'a', content });
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(title);
  });

  test('is there for those who have signed in, too', async () => {
    const consumer = await web.visitor(somebody('individual-consumer', 1n));
    const { status } = await consumer.upload('/check', {}, { name: 'a', content: container });
    expect(status).toBe(200);
    const { body } = await consumer.get('/check');
    expect(body).toMatch(/action="\/check\?_csrf=[^"]+"/);
  });

  test('gives out no list when there is none', async () => {
    expect((await visitor.get('/check/trust-list.p7s')).status).toBe(404);
  });
});
