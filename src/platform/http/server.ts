import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import type { Role } from '#kernel/role.ts';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { randomUUID } from 'node:crypto';
import type { Operations } from '../operations.ts';
import type { Principal } from '../principal.ts';
import type { EndedSession, Session, Sessions } from '../sessions/sessions.ts';
import { beginAsNobody, enforceAccess } from './access.ts';
import { registerAssets, type Assets } from './assets.ts';
import type { FrameFacts, PageFrame } from './frame.ts';
import { PageMemory } from './page-memory.ts';
import { refuseUnsound } from './sound-input.ts';

const bodyBytesMax = 256 * 1024;
/** Files of readings: a million lines of CSV is about 40 MB. */
const uploadBytesMax = 120 * 1024 * 1024;
const requestTimeoutMs = 30_000;
const compressedBytesMin = 1_024;
/** What the reader of forms with files says of one that breaks off. */
const brokenForm = /[Uu]nexpected end of multipart data|Multipart: Boundary not found/;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may open the route; a route without it does not start. */
    audience?: readonly Role[];
    /** A callback of another system has no session; it proves itself by its own signature. */
    withoutCsrf?: boolean;
    /** Looks at the session itself and does not count as its use. */
    withoutProlonging?: boolean;
    /** Nothing that anybody filled in comes here: it is not kept when it comes too late. */
    withoutKeeping?: boolean;
    /** Its form carries a file; elsewhere such a form is refused unread. */
    takesFile?: boolean;
    /** Open to whoever still has to tell their contacts: that page itself, and the way out. */
    whileAwaiting?: boolean;
  }
  interface FastifyRequest {
    principal: Principal;
    csrfToken: string;
    /** Undefined for whoever is not signed in. */
    session: Session | undefined;
    /** The session that a form came too late for; no handler sees such a form. */
    endedSession: EndedSession | undefined;
    /** Navigation, session box and footer for the page being answered. */
    frame(): PageFrame;
  }
  interface FastifyReply {
    html(page: string, status?: number): FastifyReply;
    /**
     * Answers with the page that this visitor was given at this address, unless the facts that it
     * shows have another stamp now. The caller has checked that the visitor may see it. What cannot
     * be made is not there.
     */
    remembered(stamp: string, make: () => Promise<string | undefined>): Promise<FastifyReply>;
  }
}

/** The pages that technique must show without knowing what they look like. */
export interface ErrorPages {
  /** Forbidden and missing alike. */
  notFound(frame: PageFrame): string;
  failure(frame: PageFrame, incident: string): string;
  refusedRequest(frame: PageFrame, status: number): string;
}

/** Which services a group of users has now; what is switched off is not there (1039:20). */
export interface OfferedServices {
  /** By the pattern of a route: an address may be written in many ways. */
  isOff(role: Role, pattern: string): boolean;
  refresh(): Promise<void>;
}

export interface ServerParts {
  readonly offered: OfferedServices;
  readonly sessions: Sessions;
  readonly operations: Operations;
  readonly errorPages: ErrorPages;
  readonly frame: (facts: FrameFacts) => PageFrame;
  /** Keeps a form whose session has ended, and leads to where it is offered again. */
  readonly answerLateForm?: (
    request: FastifyRequest,
    reply: FastifyReply,
    ended: EndedSession,
  ) => Promise<FastifyReply>;
  readonly assets: Assets;
  readonly publicUrl: string;
  readonly logLevel: string;
  /** Origins that a form of ours may post to: the payment gateway's. */
  readonly formTargets: readonly string[];
  /** Origins that a page of ours may show in a frame: the signing front's. */
  readonly frameSources?: readonly string[];
  /** Requests a minute that one address may make. */
  readonly requestsPerMinuteMax: number;
  /** Proxies before us, whose word on where a request comes from is taken; none by default. */
  readonly trustedProxies?: readonly string[];
}

/** The web server with everything that each page needs; routes are added by the modules. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const { trustedProxies = [] } = parts;
  const app = Fastify({
    bodyLimit: bodyBytesMax,
    requestTimeout: requestTimeoutMs,
    trustProxy: trustedProxies.length > 0 && [...trustedProxies],
    // The log names the route, never the address asked for: an address may hold what was searched.
    logger: { level: parts.logLevel, serializers: { req: logRequest } },
    routerOptions: { ignoreTrailingSlash: true },
  });
  await app.register(helmet, securityHeaders(parts));
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: bodyBytesMax });
  await app.register(multipart, {
    limits: { fileSize: uploadBytesMax, files: 1, fields: 30, fieldSize: bodyBytesMax },
  });
  await app.register(compress, {
    threshold: compressedBytesMin,
    encodings: ['gzip', 'identity'],
    zlibOptions: { level: 4 },
  });
  // What is sent here are forms: nothing reads another content, so nothing parses one.
  app.removeContentTypeParser(['application/json', 'text/plain']);
  beginAsNobody(app);
  await limitRequests(app, parts.requestsPerMinuteMax);
  answerWithPages(app);
  app.decorateRequest('frame', function frame(this: FastifyRequest) {
    const { principal, csrfToken, session, url } = this;
    const endsAt = session?.endsAt;
    return parts.frame({ principal, csrfToken, endsAt, path: url.split('?')[0] ?? '/' });
  });
  enforceAccess(app, parts);
  refuseUnsound(app, parts.errorPages);
  registerAssets(app, parts.assets);
  showErrors(app, parts.errorPages);
  return app;
}

/**
 * Before anything else is done for a request: what is refused or missing counts as well.
 * @law 1039:98
 */
async function limitRequests(app: FastifyInstance, max: number): Promise<void> {
  await app.register(rateLimit, { global: false, max, timeWindow: '1 minute' });
  app.addHook('onRequest', app.rateLimit());
}

function answerWithPages(app: FastifyInstance): void {
  const memory = new PageMemory();
  const asPage = (reply: FastifyReply, status: number) =>
    reply
      .code(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store');
  app.decorateReply('html', function html(this: FastifyReply, page: string, status = 200) {
    return asPage(this, status).send(page);
  });
  app.decorateReply(
    'remembered',
    async function remembered(
      this: FastifyReply,
      stamp: string,
      make: () => Promise<string | undefined>,
    ) {
      const { csrfToken, url, headers } = this.request;
      // The token of the session is part of the page and of nobody else's.
      const page = await memory.recall(`${csrfToken} ${url}`, stamp, make);
      if (page === undefined) {
        this.callNotFound();
        return this;
      }
      const reply = asPage(this, 200).header('vary', 'accept-encoding');
      if (!/\bgzip\b/.test(headers['accept-encoding'] ?? '')) return reply.send(page.plain);
      return reply.header('content-encoding', 'gzip').send(page.compressed);
    },
  );
}

function logRequest(request: { method: string; routeOptions?: { url?: string | undefined } }) {
  return { method: request.method, route: request.routeOptions?.url ?? 'unknown' };
}

function securityHeaders(parts: ServerParts) {
  const { formTargets, frameSources = [] } = parts;
  const secure = parts.publicUrl.startsWith('https:');
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'", ...formTargets],
        frameSrc: frameSources.length === 0 ? ["'none'"] : [...frameSources],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'same-origin' as const },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
  };
}

function showErrors(app: FastifyInstance, pages: ErrorPages): void {
  app.setNotFoundHandler((request, reply) => reply.html(pages.notFound(request.frame()), 404));
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode ?? (brokenForm.test(error.message) ? 400 : 500);
    if (status < 500) return reply.html(pages.refusedRequest(request.frame(), status), status);
    const incident = randomUUID().slice(0, 8);
    request.log.error({ incident, error }, 'request failed');
    return reply.html(pages.failure(request.frame(), incident), 500);
  });
}
