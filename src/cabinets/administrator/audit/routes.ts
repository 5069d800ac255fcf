import { sendDocument } from '#engine/index.ts';
import { readLastCheck, startLogCheck } from '#platform/audit/log-check.ts';
import {
  proveLogEntry,
  readLog,
  readLogEntry,
  type RecordedEntry,
} from '#platform/audit/read-log.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import type { Operations } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { sendFile } from '#platform/spreadsheets/send-sheet.ts';
import type { FastifyInstance } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { readActorNames } from '../actor-names.ts';
import { forAdministrator } from '../for-administrator.ts';
import { auditExtractKind, extractContent, extractEntriesMax, extractKey } from './extract.ts';
import { entryPage } from './entry-page.tsx';
import { logPage, logPath, openingOf, type LogForm } from './log-page.tsx';

/** The log is the country's. */
const country = 0;

interface LogRoute {
  readonly Querystring: Readonly<Record<keyof LogForm | 'check', GivenText>>;
  readonly Params: { readonly entryId: string };
}

/** The log of actions and its proofs (1039:56.1). */
export function auditLogRoutes(app: FastifyInstance, parts: CabinetParts): void {
  const { operations } = parts;
  const prove = proveLogEntry(parts.auditKeys);

  app.get<LogRoute>(logPath, forAdministrator, async (request, reply) => {
    const form = readForm(request.query);
    const asked = await operations.ask(readLog, request.principal, form);
    const errors = new Map(
      asked.kind === 'faults' ? asked.faults.map(({ field, message }) => [field, message]) : [],
    );
    const shown =
      asked.kind === 'faults' ? await operations.ask(readLog, request.principal, {}) : asked;
    if (shown.kind !== 'done') return reply.callNotFound();
    const page = shown.value;
    const actors = page.entries.map((recorded) => openingOf(recorded, 'actor') ?? null);
    const names = await readActorNames(parts, request.principal, actors);
    const status = errors.size > 0 ? 422 : 200;
    const check = await readLastCheck(parts.auditChecksPath);
    const { csrfToken } = request;
    const checking = { check, asked: request.query.check === 'asked', csrfToken };
    return reply.html(logPage(request.frame(), { form, page, names, errors, checking }), status);
  });

  app.post(logPath, forAdministrator, async (request, reply) => {
    const started = await operations.carryOut(startLogCheck, request.principal, {});
    if (started.kind !== 'done') return reply.callNotFound();
    return reply.redirect(`${logPath}?check=asked`, 303);
  });

  for (const form of ['pdf', 'asice'] as const) {
    app.get<LogRoute>(`${logPath}/extract.${form}`, forAdministrator, async (request, reply) => {
      const asked = readForm(request.query);
      const entries = await readExtract(operations, request.principal, asked);
      if (entries === undefined) return reply.callNotFound();
      const version = await parts.documents.signing.issueOwn({
        ...{ kind: auditExtractKind.code, hromadaId: country, recipients: [] },
        about: extractKey(asked, entries),
        content: () => Promise.resolve(extractContent(asked, entries)),
      });
      const sending = { ...parts.documents, secrets: parts.secrets, publicUrl: parts.publicUrl };
      return sendDocument(reply, sending, { version, form });
    });
  }

  app.get<LogRoute>(`${logPath}/:entryId`, forAdministrator, async (request, reply) => {
    const found = await operations.ask(readLogEntry, request.principal, request.params);
    if (found.kind !== 'done') return reply.callNotFound();
    const actor = openingOf(found.value, 'actor') ?? null;
    const names = await readActorNames(parts, request.principal, [actor]);
    return reply.html(entryPage(request.frame(), { recorded: found.value, names }));
  });

  app.get<LogRoute>(`${logPath}/:entryId/proof.json`, forAdministrator, async (request, reply) => {
    const proof = await operations.ask(prove, request.principal, request.params);
    if (proof.kind !== 'done') return reply.callNotFound();
    const name = `proof-${request.params.entryId}.json`;
    return sendFile(reply, name, 'application/json; charset=utf-8').send(
      `${JSON.stringify(proof.value, null, 2)}\n`,
    );
  });
}

/** The newest entries by the filters, page by page; undefined when the filters are wrong. */
async function readExtract(
  operations: Operations,
  principal: Principal,
  form: LogForm,
): Promise<readonly RecordedEntry[] | undefined> {
  const entries: RecordedEntry[] = [];
  let before = '';
  do {
    const asked = await operations.ask(readLog, principal, { ...form, before });
    if (asked.kind !== 'done') return undefined;
    entries.push(...asked.value.entries);
    before = asked.value.next ?? '';
  } while (before !== '' && entries.length < extractEntriesMax);
  return entries.slice(0, extractEntriesMax);
}

function readForm(query: LogRoute['Querystring']): LogForm {
  const text = (name: keyof LogForm) => oneText(query[name]);
  return {
    command: text('command'),
    subject: text('subject'),
    from: text('from'),
    through: text('through'),
    before: text('before'),
  };
}
