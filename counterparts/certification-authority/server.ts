import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DerError } from '#exchange/signature/own/der/error.ts';
import { systemClock, type Clock } from '#platform/clock.ts';
import { openCounterpart, type Counterpart, type Desk } from '../common.ts';
import { createAuthority, type Authority, type HierarchyKind } from './authority.ts';
import { authorityFaults, type AuthorityFaults } from './faults.ts';
import { addFrontRoutes, type FrontOptions } from './front-page.tsx';
import { addKeyRoutes, KeyOffice, type KeyHolder } from './key-office.tsx';
import { answerStatus } from './ocsp.ts';
import { encodeRevocationList } from './revocation-list.ts';
import { stampTime } from './time-stamping.ts';
import { encodeTrustList } from './trust-list.ts';

export interface CertificationAuthorityOptions {
  readonly seed: string;
  readonly port?: number;
  readonly host?: string;
  readonly clock?: Clock;
  /** Those whose key files anybody may take. */
  readonly holders?: readonly KeyHolder[];
  /** A signing front for a frame; none without it. */
  readonly front?: FrontOptions;
}

export const hierarchies = ['ecdsa', 'dstu'] as const satisfies readonly HierarchyKind[];

export type Authorities = Readonly<Record<HierarchyKind, Authority>>;

/** A running counterpart, and its hierarchies: whoever has the seed could make them too. */
export interface RunningAuthority extends Counterpart {
  readonly authorities: Authorities;
  readonly keys: KeyOffice;
}

const badRequest = 400;
const notFound = 404;
const unprocessable = 422;

/**
 * Play certification authorities, one with DSTU 4145 keys and one with ECDSA: certificate status
 * (RFC 6960), time stamps (RFC 3161), revocation list and a signed trust list, each by plain HTTP
 * as in life. Certificates name the address that it got, so the hierarchies are made once it runs.
 */
export async function startCertificationAuthority(
  options: CertificationAuthorityOptions,
): Promise<RunningAuthority> {
  const clock = options.clock ?? systemClock;
  let authorities: Authorities | undefined;
  const keys = new KeyOffice((hierarchy) => authorities?.[hierarchy], options.holders ?? []);
  const counterpart = await openCounterpart({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    clock,
    faults: authorityFaults,
    machinePaths: hierarchies.flatMap((hierarchy) =>
      ['ocsp', 'tsp', 'crl', 'trust-list'].map((service) => `/${hierarchy}/${service}`),
    ),
    routes(app, desk) {
      addRoutes(app, { desk, find: (hierarchy) => authorities?.[hierarchy] });
      addKeyRoutes(app, keys);
      if (options.front !== undefined) addFrontRoutes(app, options.front);
    },
  });
  const create = (hierarchy: HierarchyKind): Promise<Authority> =>
    createAuthority({
      hierarchy,
      seed: options.seed,
      url: `${counterpart.url}/${hierarchy}`,
      clock,
    });
  authorities = { ecdsa: await create('ecdsa'), dstu: await create('dstu') };
  return { ...counterpart, authorities, keys };
}

interface Office {
  readonly desk: Desk<AuthorityFaults>;
  readonly find: (hierarchy: HierarchyKind) => Authority | undefined;
}

const path = z.object({ hierarchy: z.enum(hierarchies) });
const order = z.object({
  hierarchy: z.enum(hierarchies),
  serialNumber: z.string().regex(/^(?:[0-9a-f]{2})+$/),
  at: z.string().optional(),
  reason: z.number().int().min(0).max(10).optional(),
});

function addRoutes(app: FastifyInstance, office: Office): void {
  for (const type of ['application/ocsp-request', 'application/timestamp-query']) {
    app.addContentTypeParser(type, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
  }
  app.post('/:hierarchy/ocsp', (request, reply) =>
    answer(office, { request, reply, service: 'ocsp' }),
  );
  app.post('/:hierarchy/tsp', (request, reply) =>
    answer(office, { request, reply, service: 'tsp' }),
  );
  app.get('/:hierarchy/crl', (request, reply) =>
    answer(office, { request, reply, service: 'crl' }),
  );
  app.get('/:hierarchy/trust-list', (request, reply) =>
    answer(office, { request, reply, service: 'trustList' }),
  );
  app.post('/__counterpart/revocation', (request, reply) => {
    const parsed = order.safeParse(request.body);
    const authority = parsed.success ? office.find(parsed.data.hierarchy) : undefined;
    if (!parsed.success || authority === undefined) return reply.code(unprocessable).send({});
    const { serialNumber, at, reason = 1 } = parsed.data;
    const now = authority.options.clock.now();
    authority.revoked.set(serialNumber, {
      at: at === undefined ? now : Temporal.Instant.from(at),
      reason,
    });
    office.desk.log('revoked', { serialNumber });
    return reply.send({ revoked: serialNumber });
  });
}

type Service = 'ocsp' | 'tsp' | 'crl' | 'trustList';

interface Asked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly service: Service;
}

const types: Readonly<Record<Service, string>> = {
  ocsp: 'application/ocsp-response',
  tsp: 'application/timestamp-reply',
  crl: 'application/pkix-crl',
  trustList: 'application/pkcs7-mime',
};

async function answer(
  { desk, find }: Office,
  { request, reply, service }: Asked,
): Promise<FastifyReply> {
  const parsed = path.safeParse(request.params);
  const authority = parsed.success ? find(parsed.data.hierarchy) : undefined;
  if (authority === undefined) return reply.code(notFound).send();
  const faults = desk.faults();
  desk.log(service, { hierarchy: authority.options.hierarchy, fault: faults[service] ?? 'none' });
  if (faults[service] === 'dead') {
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  try {
    const bytes = await respond(authority, { service, faults, body: bodyOf(request) });
    return await reply.type(types[service]).send(Buffer.from(bytes));
  } catch (error) {
    if (error instanceof DerError) return reply.code(badRequest).send(error.message);
    throw error;
  }
}

function bodyOf({ body }: FastifyRequest): Uint8Array {
  return body instanceof Uint8Array ? Uint8Array.from(body) : new Uint8Array();
}

interface Work {
  readonly service: Service;
  readonly faults: AuthorityFaults;
  readonly body: Uint8Array;
}

function respond(authority: Authority, { service, faults, body }: Work): Promise<Uint8Array> {
  switch (service) {
    case 'ocsp':
      return answerStatus(authority, body, faults.ocsp);
    case 'tsp':
      return stampTime(authority, body, faults.tsp);
    case 'crl':
      return encodeRevocationList(authority, faults.crl);
    case 'trustList':
      return encodeTrustList(authority, faults.trustList);
  }
}
