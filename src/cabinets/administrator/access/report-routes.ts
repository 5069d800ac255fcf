import {
  accessReportQuery,
  lifeCycleTexts,
  reportPath,
  roleNames,
  type NamedLine,
} from '#modules/access/index.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import { sendSheet, sheetFormats } from '#platform/spreadsheets/send-sheet.ts';
import type { Sheet } from '#platform/spreadsheets/sheet.ts';
import { formatInstant } from '#ui/format/time.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { forOwner } from './audience.ts';
import { reportPage, type ReportFilter } from './report-page.tsx';
import { reportTexts as texts } from './texts.uk.ts';

interface ReportRoute {
  readonly Querystring: Readonly<Record<string, GivenText>>;
}

/** Who was let in, blocked and annulled, as a page and as files (1039:40). */
export function reportRoutes(app: FastifyInstance, { operations, secrets }: CabinetParts): void {
  const accessReport = accessReportQuery(secrets);
  const read = async (request: FastifyRequest<ReportRoute>) => {
    const filter = filterOf(request.query);
    const found = await operations.ask(accessReport, request.principal, filter);
    return found.kind === 'done' ? { filter, lines: found.value } : undefined;
  };

  app.get<ReportRoute>(reportPath, forOwner, async (request, reply) => {
    const found = await read(request);
    if (found === undefined) return reply.callNotFound();
    return reply.html(reportPage(request.frame(), found));
  });

  for (const format of sheetFormats) {
    app.get<ReportRoute>(`${reportPath}.${format}`, forOwner, async (request, reply) => {
      const found = await read(request);
      if (found === undefined) return reply.callNotFound();
      return sendSheet(reply, { format, fileName: texts.file }, sheetOf(found.lines));
    });
  }
}

function filterOf(query: ReportRoute['Querystring']): ReportFilter {
  const given = (name: keyof ReportFilter) => oneText(query[name]).trim();
  return {
    edrpou: given('edrpou'),
    state: given('state'),
    from: given('from'),
    through: given('through'),
  };
}

function sheetOf(lines: readonly NamedLine[]): Sheet {
  return {
    title: texts.title,
    headings: [
      ...[texts.when, texts.what, texts.person, texts.post, texts.body, texts.role],
      ...[texts.stateNow, texts.ground, texts.reason, texts.request],
    ],
    rows: lines.map((line) => [
      ...[formatInstant(line.at), lifeCycleTexts.events[line.kind], line.name, line.post],
      ...[line.bodyName, roleNames[line.role], lifeCycleTexts.states[line.state]],
      ...[lifeCycleTexts.grounds[line.ground], line.reason, line.requestId],
    ]),
  };
}
