import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * A cookie of the platform. Over https its name binds it to the origin: no neighbour under the same
 * domain, and nobody on the way, plants one.
 */
export interface OwnCookie {
  /** As it was sent back; undefined without one. */
  read(request: Pick<FastifyRequest, 'cookies'>): string | undefined;
  /** Undefined takes it away. */
  set(reply: FastifyReply, value: string | undefined, options?: CookieOptions): void;
}

export interface CookieOptions {
  /** Without it the cookie lasts as long as the browser runs. */
  readonly seconds?: number;
  /** `strict` when no link from elsewhere leads to where it is needed. */
  readonly sameSite?: 'lax' | 'strict';
}

export function ownCookie(publicUrl: string, name: string): OwnCookie {
  const secure = publicUrl.startsWith('https:');
  // Browsers allow the prefix over https only.
  const fullName = secure ? `__Host-${name}` : name;
  return {
    read: ({ cookies }) => cookies[fullName],
    set(reply, value, { seconds, sameSite = 'lax' } = {}) {
      const options = { path: '/', httpOnly: true, secure, sameSite };
      const age = seconds === undefined ? {} : { maxAge: seconds };
      if (value === undefined) void reply.clearCookie(fullName, options);
      else void reply.setCookie(fullName, value, { ...options, ...age });
    },
  };
}

/** The token of the session. */
export function sessionCookie(publicUrl: string): OwnCookie {
  return ownCookie(publicUrl, 'zhkp');
}
