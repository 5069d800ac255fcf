import { everybody } from '#kernel/role.ts';
import { ownCookie, type OwnCookie } from '#platform/http/cookies.ts';
import { readOneFile } from '#platform/http/one-file.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { signatureBytesMax } from '#engine/index.ts';
import { z } from 'zod';
import { localPath } from '../../local-path.ts';
import type { AccessParts } from '../../parts.ts';
import { letIn } from '../let-in.ts';
import { newToken } from '../tokens.ts';
import { challengeMinutes, endKeySignIn, findChallenge, makeChallenge } from './key-sign-in.ts';
import { keyPage } from './key-page.tsx';
import { texts } from './texts.uk.ts';

const path = '/sign-in/key';
const secondsInMinute = 60;
const unprocessable = 422;
const open = { config: { audience: everybody } };

const faults = [
  'stale',
  'not-valid',
  'pending',
  'no-tax-number',
  'other-person',
  'no-file',
] as const;
type Fault = (typeof faults)[number];

const wishQuery = z.object({
  return: z.string().default('/cabinet').catch('/cabinet'),
  proof: z.literal('yes').optional().catch(undefined),
  fault: z.enum(faults).optional().catch(undefined),
});
const sentQuery = wishQuery.extend({ challenge: z.string().default('').catch('') });

/** Direct sign-in by a key, without id.gov.ua between (1039:10.2). */
export function keyRoutes(app: FastifyInstance, parts: AccessParts): void {
  app.get(path, open, async (request, reply) => {
    const wish = wishQuery.parse(request.query);
    const returnTo = localPath(wish.return);
    const browserToken = browserTokenOf(parts, request, reply);
    const provesSession = wish.proof === undefined ? null : (request.session?.sessionId ?? null);
    const challenge = await makeChallenge(parts.keys, { browserToken, returnTo, provesSession });
    const query = new URLSearchParams({
      ...{ challenge: challenge.challengeId, return: returnTo, _csrf: request.csrfToken },
      ...(wish.proof === undefined ? {} : { proof: wish.proof }),
    });
    const page = keyPage(request.frame(), {
      ...{ content: challenge.content, signing: parts.signing },
      toSign: `${path}/challenge.txt?challenge=${challenge.challengeId}`,
      send: `${path}?${query}`,
      error: wish.fault === undefined ? undefined : texts.faults[wish.fault],
    });
    return reply.html(page, wish.fault === undefined ? 200 : unprocessable);
  });

  app.get(`${path}/challenge.txt`, open, async (request, reply) => {
    const { challenge } = sentQuery.parse(request.query);
    const token = browserCookie(parts).read(request) ?? '';
    const content = await findChallenge(parts.keys, challenge, token);
    if (content === undefined) return reply.callNotFound();
    return reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(content);
  });

  app.post(path, { config: { ...open.config, takesFile: true } }, (request, reply) =>
    takeSignature(parts, request, reply),
  );
}

/** Whatever is wrong leads to a new text: the one that was signed is used up. */
async function takeSignature(
  parts: AccessParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { challenge: challengeId, ...wish } = sentQuery.parse(request.query);
  const signature = await readOneFile(request, signatureBytesMax);
  const again = (fault: Fault) => {
    const proof = wish.proof === undefined ? {} : { proof: wish.proof };
    const query = new URLSearchParams({ fault, return: localPath(wish.return), ...proof });
    return reply.redirect(`${path}?${query}`, 303);
  };
  if (signature === undefined || signature.length > signatureBytesMax) return again('no-file');
  const browserToken = browserCookie(parts).read(request) ?? '';
  const came = await endKeySignIn(parts.keys, { challengeId, browserToken, signature });
  if (typeof came === 'string') return again(came);
  const answer = await letIn(parts, { request, reply }, came);
  return answer === 'other-person' || answer === 'auth-type-not-allowed'
    ? again('other-person')
    : answer;
}

/** Two pages open side by side share it, each with its own text. */
function browserTokenOf(parts: AccessParts, request: FastifyRequest, reply: FastifyReply): string {
  const cookie = browserCookie(parts);
  const token = cookie.read(request) ?? newToken();
  cookie.set(reply, token, { seconds: challengeMinutes * secondsInMinute, sameSite: 'strict' });
  return token;
}

function browserCookie({ publicUrl }: AccessParts): OwnCookie {
  return ownCookie(publicUrl, 'zhkp-key');
}
