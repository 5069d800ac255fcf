import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { FastifyInstance, RouteOptions } from 'fastify';
import type { Role } from '#kernel/role.ts';

const channel = 'fastify.initialization';

/** A route as the server registered it. */
export interface Registered {
  readonly method: 'GET' | 'POST';
  /** Its pattern. */
  readonly url: string;
  readonly audience: readonly Role[];
  readonly config: NonNullable<RouteOptions['config']>;
}

/** Every route that a server registers while it is built; HEAD is the GET it belongs to. */
export async function collectRoutes<T>(
  build: () => Promise<T>,
): Promise<{ readonly built: T; readonly routes: readonly Registered[] }> {
  const routes: Registered[] = [];
  const listen = (message: unknown) => {
    const { fastify } = message as { readonly fastify: FastifyInstance };
    fastify.addHook('onRoute', ({ method, url, config = {} }) => {
      if (method === 'HEAD') return;
      if (method !== 'GET' && method !== 'POST') throw new Error(`${String(method)} ${url}?`);
      const of = { url, config, audience: config.audience ?? [] };
      routes.push({ ...of, method: method === 'GET' ? 'GET' : 'POST' });
    });
  };
  subscribe(channel, listen);
  try {
    return { built: await build(), routes };
  } finally {
    unsubscribe(channel, listen);
  }
}

/** Names of the parameters of a pattern. */
export function parametersOf({ url }: Pick<Registered, 'url'>): readonly string[] {
  return Array.from(url.matchAll(/:(\w+)/g), ([, name = '']) => name);
}
