import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { randomUUID } from 'node:crypto';
import { systemClock } from '#platform/clock.ts';
import { fieldsOf, openCounterpart, sendPage, type Counterpart } from '../common.ts';
import { Evidence } from './evidence.ts';
import { trembitaFaults, type Office, type TrembitaOptions } from './office.ts';
import { answerQuestion } from './property-rights.ts';
import { registerPage } from './register-page.tsx';

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const notFound = 404;
const faultStatus = 500;
const badRequest = 400;
const hugeBytes = 16 * 1024 * 1024;

/**
 * A play security server of the Trembita system with the register of property rights behind it:
 * headers, faults and evidence as its manuals say (REST only). It answers under the number of the
 * query, to subsystems of its matrix alone.
 */
export function startTrembita(options: TrembitaOptions): Promise<Counterpart> {
  const evidence = new Evidence(options.seals);
  return openCounterpart({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    clock: options.clock ?? systemClock,
    faults: trembitaFaults,
    machinePaths: ['/restapi', '/signature'],
    routes(app, desk) {
      addRoutes(app, { options, desk, evidence });
    },
  });
}

/** The last answer, to be given once more when told to. */
interface Answered {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

function addRoutes(app: FastifyInstance, office: Office): void {
  let last: Answered | undefined;
  app.get('/', (_request, reply) => sendPage(reply, registerPage(office.options.property)));
  app.post('/restapi', (request, reply) => {
    const previous = last;
    const answered = answer(office, request);
    if ('fault' in answered) return sendFault(office, reply, answered.fault);
    last = answered;
    const { repeated, drip } = office.desk.faults();
    if (drip === true) return dribble(reply);
    const sent = repeated === true && previous !== undefined ? previous : answered;
    return reply.headers(sent.headers).type('application/json; charset=utf-8').send(sent.body);
  });
  app.get('/signature', (request, reply) => sendEvidence(office, request, reply));
}

/** Checks who asks what, asks the register, and keeps both messages as evidence. */
function answer(office: Office, request: FastifyRequest): Answered | { readonly fault: string } {
  const { options, desk, evidence } = office;
  const { fault: wanted } = desk.faults();
  const told = headersOf(request);
  const fault = wanted ?? faultOf(options, told);
  desk.log('query', {
    ...{ queryId: told.queryId, service: told.service, purpose: told.purpose },
    subject: told.subject === '' ? 'not told' : 'told',
    inAddress: Object.keys(fieldsOf(request.query)).join(','),
    fault: fault ?? 'none',
  });
  if (fault !== undefined) return { fault };
  const said = say(office, request.body);
  if (said === undefined) return { fault: 'Client.BadRequest' };
  const { client, service, queryId } = told;
  evidence.keep({
    ...{ client, queryId, response: said },
    request: JSON.stringify({ client, service, queryId, body: request.body }),
  });
  return { headers: echoOf(office, told), body: said };
}

interface Told {
  readonly client: string;
  readonly service: string;
  readonly queryId: string;
  readonly purpose: string;
  readonly subject: string;
}

function headersOf({ headers }: FastifyRequest): Told {
  const of = (name: string) => String(headers[name] ?? '');
  return {
    client: of('uxp-client'),
    service: of('uxp-service'),
    queryId: of('uxp-queryid'),
    purpose: of('uxp-purpose-ids'),
    subject: of('uxp-subject-id'),
  };
}

function faultOf(
  { clients, propertyRights }: TrembitaOptions,
  { client, service, queryId, purpose }: Told,
): string | undefined {
  const allowed = clients[client];
  if (allowed === undefined) return 'Server.ClientProxy.UnknownMember';
  if (!uuid.test(queryId) || purpose === '') return 'Client.BadRequest';
  if (service !== propertyRights) return 'Server.ServerProxy.UnknownService';
  return allowed.includes(service) ? undefined : 'Server.ServerProxy.AccessDenied';
}

/** Undefined for what the register cannot read as a question. */
function say({ options, desk }: Office, body: unknown): string | undefined {
  const { huge, page, personNotFound, refused } = desk.faults();
  if (huge === true) return JSON.stringify({ result: 'found', rights: [], pad: filler() });
  if (page === true) return '<!doctype html><title>200</title><h1>Portal</h1>';
  if (personNotFound === true) return JSON.stringify({ result: 'personNotFound' });
  if (refused === true) return JSON.stringify({ result: 'refused', reason: 'restricted' });
  const answered = answerQuestion(options.property, body);
  return answered === undefined ? undefined : JSON.stringify(answered);
}

function filler(): string {
  return 'x'.repeat(hugeBytes);
}

function echoOf(
  { desk }: Office,
  { client, service, queryId }: Told,
): Readonly<Record<string, string>> {
  const { otherId, noId, otherService } = desk.faults();
  return {
    'Uxp-Client': client,
    'Uxp-Service': otherService === true ? `${service}-other` : service,
    ...(noId === true ? {} : { 'Uxp-QueryID': otherId === true ? randomUUID() : queryId }),
  };
}

/** Status 500 with the code in a header, in JSON, in both, or as a SOAP Fault. */
function sendFault({ desk }: Office, reply: FastifyReply, code: string): FastifyReply {
  const { faultForm = 'both' } = desk.faults();
  void reply.code(faultStatus);
  if (faultForm === 'soap') {
    return reply
      .type('text/xml; charset=utf-8')
      .send(
        '<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">' +
          `<e:Body><e:Fault><faultcode>${code}</faultcode><faultstring>refused</faultstring>` +
          '</e:Fault></e:Body></e:Envelope>',
      );
  }
  if (faultForm !== 'json') void reply.header('X-Road-Error', code);
  const detail = { type: code, message: 'refused', detail: randomUUID() };
  return reply.send(faultForm === 'header' ? {} : detail);
}

function dribble(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.writeHead(200, { 'content-type': 'application/json' });
  reply.raw.write('{"result":');
  return reply;
}

async function sendEvidence(
  { desk, evidence }: Office,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { queryId, xRoadInstance, memberClass, memberCode, subsystemCode } = fieldsOf(
    request.query,
  );
  const parts = [xRoadInstance, memberClass, memberCode, subsystemCode];
  if (queryId === undefined || parts.includes(undefined)) return reply.code(badRequest).send();
  const isLate = desk.faults().evidenceLate === true;
  const archive = isLate ? undefined : await evidence.archive(queryId, parts.join('/'));
  desk.log('signature', { queryId, given: archive === undefined ? 'no' : 'yes' });
  if (archive === undefined) return reply.code(notFound).send();
  return reply.type('application/zip').send(Buffer.from(archive));
}
