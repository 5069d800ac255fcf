import type { MultipartFile } from '@fastify/multipart';
import { isRefusal } from '#kernel/result.ts';
import type { Operations } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { sendFile, sendSheet, sheetFormats } from '#platform/spreadsheets/send-sheet.ts';
import { withoutZero } from '#platform/http/sound-input.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SettlementsParts } from '../../plugin.ts';
import { importReadings } from '../../readings/import/import-readings.ts';
import {
  importReport,
  readingImports,
  refusedLinesFile,
} from '../../readings/import/import-report.ts';
import { storeUpload } from '../../readings/import/store-upload.ts';
import { answer, forProviders, subjectOf } from '../cabinet.tsx';
import { choosePlace } from '../places.ts';
import { cabinetPlaces } from './cabinet-places.ts';
import { importPage, isGoingOn, refreshSeconds } from './import-page.tsx';
import { importsPage, importsPath } from './imports-page.tsx';
import { readingsTemplate, type TemplateBatch } from './template.ts';
import { templateSheet } from './template-sheet.ts';
import { texts } from './texts.uk.ts';

interface ImportRoute {
  Params: { importId: string };
  Querystring: { after?: string; refresh?: string };
}

interface ListRoute {
  Querystring: { page?: string; place?: string };
}

/** Files of readings: sent, read, and answered for line by line. */
export function importRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  const { operations } = parts;

  app.get<ListRoute>(importsPath, forProviders, (request, reply) =>
    showList(parts, { request, reply, asked: request.query }),
  );

  const withFile = { config: { ...forProviders.config, takesFile: true } };
  app.post(importsPath, withFile, async (request, reply) => {
    const taken = await takeUpload(parts, request);
    if ('importId' in taken) return reply.redirect(`${importsPath}/${taken.importId}`, 303);
    return showList(parts, { request, reply, asked: {}, error: taken.error });
  });

  for (const format of sheetFormats) {
    app.get<ListRoute>(
      `${importsPath}/template.${format}`,
      forProviders,
      async (request, reply) => {
        const input = { place: request.query.place, subjectId: subjectOf(request) };
        const ask = (afterMeter: bigint) =>
          askTemplate(operations, request.principal, { ...input, afterMeter });
        const first = await ask(0n);
        if (first === undefined) return answer(reply, { kind: 'hidden' }, () => '');
        const fileName = texts.templateName(first.period);
        return sendSheet(reply, { format, fileName }, templateSheet(first, ask));
      },
    );
  }

  app.get<ImportRoute>(`${importsPath}/:importId`, forProviders, async (request, reply) => {
    const afterLine = Number(request.query.after ?? 0) || 0;
    const input = { ...request.params, providerId: String(subjectOf(request)), afterLine };
    const found = await operations.ask(importReport, request.principal, input);
    if (found.kind !== 'done') return answer(reply, found, () => '');
    const report = found.value;
    const refreshes = isGoingOn(report.import) && request.query.refresh !== 'off';
    if (refreshes) void reply.header('refresh', refreshSeconds);
    return reply.html(importPage({ frame: request.frame(), report, afterLine, refreshes }));
  });

  app.get<ImportRoute>(
    `${importsPath}/:importId/refused.csv`,
    forProviders,
    async (request, reply) => {
      const input = { ...request.params, providerId: String(subjectOf(request)) };
      const found = await operations.ask(refusedLinesFile, request.principal, input);
      if (found.kind !== 'done') return answer(reply, found, () => '');
      const { fileName, csv } = found.value;
      return sendFile(reply, fileName, 'text/csv; charset=utf-8').send(csv);
    },
  );
}

async function askTemplate(
  operations: Operations,
  principal: Principal,
  input: object,
): Promise<TemplateBatch | undefined> {
  const found = await operations.ask(readingsTemplate, principal, input);
  return found.kind === 'done' ? found.value : undefined;
}

async function showList(
  { operations }: SettlementsParts,
  shown: {
    readonly request: FastifyRequest;
    readonly reply: FastifyReply;
    readonly asked: ListRoute['Querystring'];
    readonly error?: string;
  },
): Promise<FastifyReply> {
  const { request, reply, asked, error } = shown;
  const { principal } = request;
  const subjectId = subjectOf(request);
  const page = Math.max(1, Math.trunc(Number(asked.page ?? 1)) || 1);
  const input = { providerId: String(subjectId), page };
  const imports = await operations.ask(readingImports, principal, input);
  const places = await operations.ask(cabinetPlaces, principal, { subjectId });
  if (imports.kind !== 'done') return answer(reply, imports, () => '');
  if (places.kind !== 'done') return answer(reply, places, () => '');
  const html = importsPage({
    frame: request.frame(),
    imports: imports.value,
    page,
    places: places.value,
    place: choosePlace(places.value, asked.place),
    csrfToken: request.csrfToken,
    error,
  });
  return reply.html(html, error === undefined ? 200 : 422);
}

type Taken = { readonly importId: string } | { readonly error: string };

/** Streams the file to its place and leaves a job for it; nothing stays of a file not taken. */
async function takeUpload(parts: SettlementsParts, request: FastifyRequest): Promise<Taken> {
  const upload: MultipartFile | undefined = request.isMultipart()
    ? await request.file()
    : undefined;
  if (upload === undefined || upload.filename === '') {
    upload?.file.resume();
    return { error: texts.chooseFile };
  }
  const stored = await storeUpload(parts.uploadsDirectory, upload.file);
  if (isRefusal(stored)) {
    return { error: stored.refusal === 'too-large' ? texts.tooLarge : texts.emptyFile };
  }
  const kept = join(parts.uploadsDirectory, stored.importId);
  if (upload.file.truncated) {
    await rm(kept, { force: true });
    return { error: texts.tooLarge };
  }
  const queued = await parts.operations.carryOut(importReadings, request.principal, {
    ...stored,
    providerId: String(subjectOf(request)),
    fileName: withoutZero(upload.filename),
  });
  if (queued.kind === 'done') return { importId: queued.value.importId };
  await rm(kept, { force: true });
  return { error: queued.kind === 'faults' ? (queued.faults[0]?.message ?? '') : texts.otherFault };
}
