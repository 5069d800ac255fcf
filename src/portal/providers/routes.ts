import type { Principal } from '#platform/principal.ts';
import { oneText } from '#platform/http/one-text.ts';
import { sendSheet } from '#platform/spreadsheets/send-sheet.ts';
import type { Operations } from '#platform/operations.ts';
import type { Sheet } from '#platform/spreadsheets/sheet.ts';
import type { FastifyInstance } from 'fastify';
import { readFormat } from '../downloads.tsx';
import { everyRow } from '../every-row.ts';
import { open, type PortalParts } from '../parts.ts';
import {
  asksForRights,
  fieldIds,
  readProviderForm,
  rightsInputOf,
  type ProviderForm,
  type Query,
} from './form.ts';
import { providerFacts } from './provider.ts';
import { providerPage } from './provider-page.tsx';
import { providersPage, type ProvidersProps } from './providers-page.tsx';
import { searchProviders, searchRights } from './search-providers.ts';
import { providersSheet, rightsSheet } from './sheets.ts';
import { texts } from './texts.uk.ts';

export function providerRoutes(app: FastifyInstance, { operations }: PortalParts): void {
  app.get<{ Querystring: Query }>('/providers', open, async (request, reply) => {
    const form = readProviderForm(request.query);
    const found = await search(operations, request.principal, form);
    if (found === undefined) return reply.callNotFound();
    const format = readFormat(oneText(request.query['format']));
    if (format !== undefined && found.errors.size === 0) {
      const sheet = wholeSheet(operations, request.principal, found);
      return sendSheet(reply, { format, fileName: 'providers' }, sheet);
    }
    const status = found.errors.size > 0 ? 422 : 200;
    return reply.html(providersPage(request.frame(), found), status);
  });

  app.get<{ Params: { subjectId: string }; Querystring: Query }>(
    '/providers/:subjectId',
    open,
    async (request, reply) => {
      const input = { ...request.params, page: oneText(request.query['page']) };
      const facts = await operations.ask(providerFacts, request.principal, input);
      if (facts.kind !== 'done') return reply.callNotFound();
      return reply.html(providerPage(request.frame(), facts.value));
    },
  );
}

/** Lists organisations, or rights as soon as more than a name is asked. */
async function search(
  operations: Operations,
  principal: Principal,
  form: ProviderForm,
): Promise<ProvidersProps | undefined> {
  if (!asksForRights(form)) {
    const asked = { text: form.q, page: form.page };
    const answer = await operations.ask(searchProviders, principal, asked);
    if (answer.kind === 'done') {
      return { form, answer: { kind: 'providers', page: answer.value }, errors: new Map() };
    }
    return undefined;
  }
  const answer = await operations.ask(searchRights, principal, rightsInputOf(form));
  if (answer.kind === 'faults') {
    const errors = answer.faults.map(
      ({ field, message }) => [fieldIds[field] ?? 'q', message] as const,
    );
    return { form, answer: { kind: 'faults' }, errors: new Map(errors) };
  }
  if (answer.kind !== 'done') return undefined;
  const found = answer.value;
  const isUnknown = found.kind === 'which-territory' && found.candidates.length === 0;
  const errors = new Map(isUnknown ? [['territory', texts.noTerritory]] : []);
  return { form, answer: { kind: 'rights', found }, errors };
}

/** All pages of what was found. */
function wholeSheet(
  operations: Operations,
  principal: Principal,
  { form, answer }: ProvidersProps,
): Sheet {
  const read = async (page: number) =>
    (await search(operations, principal, { ...form, page }))?.answer;
  if (answer.kind === 'providers') {
    const rows = everyRow(async (page) => {
      const next = await read(page);
      return next?.kind === 'providers' ? next.page : undefined;
    });
    return providersSheet(rows);
  }
  const rows = everyRow(async (page) => {
    const next = await read(page);
    return next?.kind === 'rights' && next.found.kind === 'found' ? next.found.page : undefined;
  });
  return rightsSheet(rows);
}
