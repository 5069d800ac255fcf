import { checkLimits, tooLargeView, type CheckView, type WrittenBasis } from '#check/index.ts';
import { sendFile } from '#platform/spreadsheets/send-sheet.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { open, type PortalParts } from '../parts.ts';
import { checkPage } from './check-page.tsx';
import { CheckThreads } from './check-threads.ts';
import { givenFiles } from './given-files.ts';
import { OfflineFile } from './offline-file.ts';
import { readTrustFile } from './trust-file.ts';

const tooLarge = 413;
const unprocessable = 422;
const trustListPath = '/check/trust-list.p7s';

/**
 * Who signed a document, for everybody: in the browser, on the server where there is no script, and
 * in a page to take home (1039:74, 1039:10.16).
 */
export function checkRoutes(app: FastifyInstance, parts: PortalParts): void {
  const threads = new CheckThreads();
  app.addHook('onClose', () => threads.close());
  const offline = new OfflineFile(parts);
  const show = async (request: FastifyRequest, reply: FastifyReply, given?: Given) => {
    const { view, status = 200 } = given ?? {};
    const page = checkPage({
      frame: request.frame(),
      basis: await portalBasis(parts),
      action: actionFor(request),
      scriptHref: parts.check.scriptHref,
      offlineSum: (await offline.read())?.sum,
      view,
    });
    return reply.html(page, status);
  };

  app.get('/check', open, (request, reply) => show(request, reply));

  app.post('/check', { config: { ...open.config, takesFile: true } }, async (request, reply) => {
    const files = await givenFiles(request);
    if (files === 'too-large') {
      const view = tooLargeView(checkLimits.serverBytesMax);
      return show(request, reply, { view, status: tooLarge });
    }
    const view = await threads.check({
      files,
      basis: {
        trustList: await readTrustFile(parts.check.trust),
        pinned: parts.check.trust.pinned,
        auditKeys: await keyTexts(parts),
      },
      now: parts.clock.now().toString(),
    });
    return show(request, reply, { view, status: files.length === 0 ? unprocessable : 200 });
  });

  app.get(trustListPath, open, async (_request, reply) => {
    const list = await readTrustFile(parts.check.trust);
    if (list === null) return reply.callNotFound();
    return sendFile(reply, 'trust-list.p7s', 'application/pkcs7-mime').send(Buffer.from(list));
  });

  app.get('/check/offline', open, async (_request, reply) => {
    const file = await offline.read();
    if (file === undefined) return reply.callNotFound();
    // A file to keep, never a page of this site: it must not run here.
    return sendFile(reply, 'zhkp-check.html', 'application/octet-stream').send(file.page);
  });
}

interface Given {
  readonly view: CheckView;
  readonly status?: number;
}

/** A form with files carries its token in the address. */
function actionFor({ csrfToken }: FastifyRequest): string {
  return csrfToken === '' ? '/check' : `/check?_csrf=${encodeURIComponent(csrfToken)}`;
}

async function keyTexts({ auditKeys }: PortalParts): Promise<readonly string[]> {
  return (await auditKeys()).map(({ text }) => text);
}

async function portalBasis(parts: PortalParts): Promise<WrittenBasis> {
  const list = await readTrustFile(parts.check.trust);
  return {
    trustListHref: list === null ? null : trustListPath,
    trustList: null,
    pinned: parts.check.trust.pinned,
    auditKeys: await keyTexts(parts),
    takenAt: null,
  };
}
