import { readConfig } from '#platform/config/config.ts';
import Fastify from 'fastify';
import { startWeb } from '#main-web.ts';

const nobody = 'http://127.0.0.1:9';

/** The platform's web server, let alone by its own limit of requests. */
export async function serveWeb([port = '', databaseUrl = '']: readonly string[]): Promise<void> {
  await startWeb(
    readConfig({
      PORT: port,
      DATABASE_URL: databaseUrl,
      REQUESTS_PER_MINUTE_MAX: '10000000',
      ID_GOV_UA_URL: nobody,
      LIQPAY_URL: nobody,
    }),
  );
  console.log('READY');
}

/** The floor: the same framework answering with a fixed text of the same size. */
export async function serveStatic([port = '', size = '']: readonly string[]): Promise<void> {
  const page = 'x'.repeat(Number(size));
  const app = Fastify();
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  await app.listen({ port: Number(port), host: '127.0.0.1' });
  console.log('READY');
}
