import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { renderPage } from '../page.tsx';
import { texts } from '../texts.uk.ts';

export interface FrontOptions {
  /** The one platform whose page may show the front and is answered by it. */
  readonly platform: string;
  /** The built script of the front. */
  readonly scriptPath: string;
}

export type FrontTexts = (typeof texts)['front'];

/** A signing front as the state's widget is one: a page for a frame of another system's page. */
export function addFrontRoutes(app: FastifyInstance, { platform, scriptPath }: FrontOptions): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    `frame-ancestors ${platform}`,
  ];
  app.get('/front', (_request, reply) =>
    reply
      .header('content-security-policy', policy.join('; '))
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(frontPage(platform)),
  );
  app.get('/front/front.js', async (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(await readFile(scriptPath)),
  );
}

function frontPage(platform: string): string {
  const { front } = texts;
  return renderPage({
    title: front.title,
    body: { 'data-platform': platform, 'data-texts': JSON.stringify(front) },
    children: (
      <>
        <p role="status" data-state>
          {front.idle}
        </p>
        <form hidden>
          <div class="field">
            <label for="keyFile">{front.keyFile}</label>
            <input id="keyFile" name="keyFile" type="file" accept=".pem" required />
          </div>
          <div class="field">
            <label for="password">{front.password}</label>
            <input id="password" name="password" type="password" autocomplete="off" />
          </div>
          <p class="actions">
            <button>{front.sign}</button>
            <button type="button" class="quiet" data-refuse>
              {front.refuse}
            </button>
          </p>
        </form>
        <script type="module" src="/front/front.js" />
      </>
    ),
  });
}
