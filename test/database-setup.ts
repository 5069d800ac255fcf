import { prepareTemplate, startTestServer } from './database.ts';

/** Starts the server and makes the template once, before the first database test. */
export async function setup(): Promise<void> {
  const server = await startTestServer();
  process.env['TEST_SERVER_URL'] = server.url;
  await prepareTemplate(server.url);
}
