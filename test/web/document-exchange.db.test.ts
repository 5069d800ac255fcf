import { afterAll, beforeAll, expect } from 'vitest';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { getRoutes } from '#test/journeys/routes.ts';
import { lawTest } from '#test/law-test.ts';
import { webInProcess, type WebInProcess } from './in-process.ts';

/** Fewer than there are: whoever adds a page of documents need not come here. */
const routesMin = 10;

let database: TestDatabase;
let web: WebInProcess;
beforeAll(async () => {
  database = await freshDatabase();
  web = await webInProcess(database.web());
});
afterAll(async () => {
  await web.close();
  await database.drop();
});

lawTest(
  ['1039:83', '1039:71'],
  'documents are exchanged in the cabinet alone: no page or file of theirs opens without signing in',
  async () => {
    const routes = (await getRoutes()).filter((route) => route.startsWith('/cabinet/documents'));
    expect(routes.length).toBeGreaterThanOrEqual(routesMin);
    const nobody = await web.visitor();
    for (const route of routes) {
      const path = route.replaceAll(/:[a-zA-Z]+/g, '1');
      const answer = await nobody.get(path);
      expect([route, answer.status, answer.location]).toEqual([
        ...[route, 303, `/sign-in?return=${encodeURIComponent(path)}`],
      ]);
    }
  },
);
