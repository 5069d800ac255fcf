import formbody from '@fastify/formbody';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '#platform/clock.ts';

const bodyBytesMax = 64 * 1024;
const logEntriesMax = 10_000;
const delayMsMax = 120_000;
const badGateway = 502;

/** What every counterpart can do wrong when our server calls it. */
export const machineFaults = z.object({
  /** Answer after this time. */
  lateMs: z.number().int().min(0).max(delayMsMax).optional(),
  /** Drop the connection without an answer. */
  dead: z.boolean().optional(),
  /** Answer with an HTML error page of status 502, or with a bare sentence of status 200. */
  body: z.enum(['html', 'text']).optional(),
  /** Do so for this many calls and then recover; without it, until switched off. */
  times: z.number().int().min(1).optional(),
});

export type MachineFaults = z.infer<typeof machineFaults>;

/** What happened at a counterpart, for tests; secrets and card numbers are never in it. */
interface LogEntry {
  readonly at: string;
  readonly event: string;
  readonly details: Readonly<Record<string, string>>;
}

/** A running counterpart. */
export interface Counterpart {
  readonly url: string;
  stop(): Promise<void>;
}

/** What the routes of a counterpart work with. */
export interface Desk<Faults> {
  faults(): Faults;
  log(event: string, details: Readonly<Record<string, string>>): void;
  /** Runs work that outlives a request; it is abandoned when the counterpart stops. */
  background(work: (stopped: AbortSignal) => Promise<void>): void;
}

export interface CounterpartSetup<Faults extends MachineFaults> {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly faults: z.ZodType<Faults>;
  /**
   * Paths that our server calls, `/…*` all that begin so; pages for people do not suffer from
   * machine faults.
   */
  readonly machinePaths: readonly string[];
  routes(app: FastifyInstance, desk: Desk<Faults>): void;
}

/** Throws in production: there, people must never meet a play system. */
export function refuseInProduction(): void {
  if (process.env['NODE_ENV'] === 'production') {
    throw new Error('local counterparts do not start in production');
  }
}

/**
 * Opens a counterpart on its own port (0 takes a free one). Beside its protocol it has
 * `/__counterpart/faults` (GET, POST a whole new set, DELETE) and `/__counterpart/log` (GET,
 * DELETE).
 */
export async function openCounterpart<Faults extends MachineFaults>(
  setup: CounterpartSetup<Faults>,
): Promise<Counterpart> {
  refuseInProduction();
  const app = Fastify({ bodyLimit: bodyBytesMax, forceCloseConnections: true });
  await app.register(formbody, { bodyLimit: bodyBytesMax });
  const stopping = new AbortController();
  const works = new Set<Promise<void>>();
  const entries: LogEntry[] = [];
  let faults = setup.faults.parse({});

  const desk: Desk<Faults> = {
    faults: () => faults,
    log(event, details) {
      if (entries.length >= logEntriesMax) entries.shift();
      entries.push({ at: setup.clock.now().toString(), event, details });
    },
    background(work) {
      const running = work(stopping.signal)
        .catch((error: unknown) => desk.log('abandoned', { reason: String(error) }))
        .finally(() => works.delete(running));
      works.add(running);
    },
  };

  function takeFault(): MachineFaults | undefined {
    const { lateMs, dead, body, times } = faults;
    if (lateMs === undefined && dead !== true && body === undefined) return undefined;
    if (times !== undefined) faults = { ...faults, ...timesLeft(times - 1) };
    return { lateMs, dead, body };
  }

  app.addHook('onRequest', async (request, reply) => {
    const path = pathOf(request);
    const isForMachines = setup.machinePaths.some((one) =>
      one.endsWith('*') ? path.startsWith(one.slice(0, -1)) : path === one,
    );
    if (!isForMachines) return;
    const fault = takeFault();
    if (fault !== undefined) await suffer(fault, { request, reply, stopped: stopping.signal });
  });
  app.get('/__counterpart/faults', () => faults);
  app.post('/__counterpart/faults', (request, reply) => {
    const parsed = setup.faults.safeParse(request.body);
    if (!parsed.success) return reply.code(422).send({ error: z.prettifyError(parsed.error) });
    faults = parsed.data;
    return reply.send(faults);
  });
  app.delete('/__counterpart/faults', () => (faults = setup.faults.parse({})));
  app.get('/__counterpart/log', () => entries);
  app.delete('/__counterpart/log', () => entries.splice(0));
  setup.routes(app, desk);

  const url = await app.listen({ host: setup.host, port: setup.port });
  return {
    url,
    async stop() {
      stopping.abort();
      await app.close();
      await Promise.all(works);
    },
  };
}

function timesLeft(times: number): MachineFaults {
  return times > 0
    ? { times }
    : { times: undefined, lateMs: undefined, dead: undefined, body: undefined };
}

interface Sufferer {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly stopped: AbortSignal;
}

async function suffer(fault: MachineFaults, { request, reply, stopped }: Sufferer): Promise<void> {
  if (fault.lateMs !== undefined) await wait(fault.lateMs, undefined, { signal: stopped });
  if (fault.dead === true) {
    reply.hijack();
    request.raw.destroy();
  } else if (fault.body === 'html') {
    const page = '<!doctype html><title>502</title><h1>502 Bad Gateway</h1>';
    await reply.code(badGateway).type('text/html; charset=utf-8').send(page);
  } else if (fault.body === 'text') {
    await reply.type('text/plain; charset=utf-8').send('Service is temporarily unavailable');
  }
}

/** The path asked for, without its query. */
export function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? '';
}

/** The text values of a query or form; of a repeated name the first value, as most systems do. */
export function fieldsOf(source: unknown): Readonly<Record<string, string>> {
  if (typeof source !== 'object' || source === null) return {};
  return Object.fromEntries(
    Object.entries(source).flatMap(([name, value]: [string, unknown]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value;
      return typeof first === 'string' ? [[name, first]] : [];
    }),
  );
}

/** Sends a page that can load nothing and run nothing. */
export function sendPage(reply: FastifyReply, page: string, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(page);
}
