import { latestHead } from '#platform/audit/latest-head.ts';
import { sendFile } from '#platform/spreadsheets/send-sheet.ts';
import type { FastifyInstance } from 'fastify';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { open, type PortalParts } from '../parts.ts';
import { auditPage } from './audit-page.tsx';

/** The log of actions as everybody may check it (1039:75). */
export function auditRoutes(app: FastifyInstance, parts: PortalParts): void {
  app.get('/audit', open, async (request, reply) => {
    const answer = await parts.operations.ask(latestHead, request.principal, {});
    if (answer.kind !== 'done') return reply.callNotFound();
    const keys = await parts.auditKeys();
    return reply.html(auditPage(request.frame(), { head: answer.value.head, keys }));
  });

  app.get('/audit/heads.jsonl', open, async (_request, reply) => {
    const size = await sizeOf(parts.auditHeadsPath);
    // Only what is there now: the file grows while it is being read.
    const body = size === 0 ? '' : createReadStream(parts.auditHeadsPath, { end: size - 1 });
    return sendFile(reply, 'heads.jsonl', 'application/jsonl; charset=utf-8').send(body);
  });

  app.get('/audit/audit-public-keys.txt', open, async (_request, reply) => {
    const keys = await parts.auditKeys();
    return sendFile(reply, 'audit-public-keys.txt', 'text/plain; charset=utf-8').send(
      keys.map(({ text }) => `${text}\n`).join(''),
    );
  });

  app.get('/audit/verify.mjs', open, async (_request, reply) =>
    sendFile(reply, 'verify.mjs', 'text/javascript; charset=utf-8').send(
      await readFile(parts.verifierPath),
    ),
  );
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    // Before the first head there is no file: nothing has been published yet.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}
