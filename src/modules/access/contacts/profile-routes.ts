import { users } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { localPath } from '../local-path.ts';
import type { AccessParts } from '../parts.ts';
import { askProofAgain } from '../proof/ask-proof-again.ts';
import { codeLimitsAt } from './code-limits.ts';
import { confirmContactCommand } from './confirm-contact.ts';
import { phoneColumn, readContacts, readOpenCodes } from './contacts.sql.ts';
import { profilePage, profilePath, type Profile, type ProfilePageProps } from './profile-page.tsx';
import { tellContactsCommand } from './tell-contacts.ts';
import { texts } from './texts.uk.ts';

const unprocessable = 422;
const numberChars = 8;
const typed = z.string().max(300).catch('');
const withReturn = z
  .object({ return: z.string().default('/cabinet') })
  .catch({ return: '/cabinet' });
const doneQuery = z.object({
  done: z.enum(['email', 'phone', 'saved']).optional().catch(undefined),
});
const contactForm = z.object({ email: typed, phone: typed });
const confirmForm = z.object({ kind: z.enum(['email', 'phone']), code: typed });

/** A person's own contacts: told at the first sign-in and changed later (1039:30). */
export function profileRoutes(app: FastifyInstance, parts: AccessParts): void {
  const { operations, sessions } = parts;
  const { secrets } = parts.factors;
  const forUsers = { config: { audience: users, whileAwaiting: true } };
  const proved = { ...forUsers, preHandler: askProofAgain(parts.keptForms) };
  const tellContacts = tellContactsCommand({ secrets, sendsToPhones: parts.sendsToPhones });
  const confirmContact = confirmContactCommand(secrets);

  app.get(profilePath, forUsers, (request, reply) =>
    showProfile(parts, request, reply, { returnTo: returnOf(request.query), faults: {} }),
  );

  app.post(profilePath, proved, async (request, reply) => {
    const returnTo = returnOf(request.body);
    const outcome = await operations.carryOut(tellContacts, request.principal, request.body);
    if (outcome.kind === 'done') return back(reply, returnTo, 'saved');
    if (outcome.kind === 'hidden') return reply.callNotFound();
    const faults =
      outcome.kind === 'faults'
        ? Object.fromEntries(outcome.faults.map(({ field, message }) => [field, message]))
        : { email: texts.faults['too-many-codes'] };
    const form = contactForm.parse(request.body ?? {});
    return showProfile(parts, request, reply, { returnTo, faults, form });
  });

  app.post(`${profilePath}/confirm`, forUsers, async (request, reply) => {
    const returnTo = returnOf(request.body);
    const form = confirmForm.safeParse(request.body);
    if (!form.success) return reply.callNotFound();
    const { kind } = form.data;
    const outcome = await operations.carryOut(confirmContact, request.principal, form.data);
    if (outcome.kind !== 'done' || outcome.value.kind !== 'confirmed') {
      const faults = { [`code-${kind}`]: texts.faults.code };
      return showProfile(parts, request, reply, { returnTo, faults });
    }
    if (request.principal.personId !== null) sessions.forget(request.principal.personId);
    return back(reply, returnTo, kind);
  });
}

function returnOf(given: unknown): string {
  return localPath(withReturn.parse(given).return);
}

function back(reply: FastifyReply, returnTo: string, done: string): FastifyReply {
  return reply.redirect(`${profilePath}?done=${done}&return=${encodeURIComponent(returnTo)}`, 303);
}

interface Shown extends Pick<ProfilePageProps, 'returnTo' | 'faults'> {
  /** What was typed. */
  readonly form?: Pick<Profile, 'email' | 'phone'>;
}

async function showProfile(
  parts: AccessParts,
  request: FastifyRequest,
  reply: FastifyReply,
  { returnTo, faults, form }: Shown,
): Promise<FastifyReply> {
  const profile = await readProfile(parts, request.principal.personId);
  if (profile === undefined) {
    reply.callNotFound();
    return reply;
  }
  const page = profilePage(request.frame(), {
    ...{ profile: { ...profile, ...form }, csrfToken: request.csrfToken, returnTo, faults },
    done: doneQuery.parse(request.query).done,
  });
  return reply.html(page, Object.keys(faults).length === 0 ? 200 : unprocessable);
}

async function readProfile(
  { db, clock, factors: { secrets } }: AccessParts,
  personId: bigint | null,
): Promise<Profile | undefined> {
  const queryable = queryableOf(db);
  const known = personId === null ? undefined : await readContacts(queryable, personId);
  if (personId === null || known === undefined) return undefined;
  const codes = await readOpenCodes(queryable, personId, codeLimitsAt(clock.now()));
  const { surname, givenName, patronymic, phone, emailConfirmedAt, phoneConfirmedAt } = known;
  const place = { column: phoneColumn, rowId: String(personId) };
  return {
    name: [surname, givenName, patronymic].filter((part) => part !== null && part !== '').join(' '),
    rnokpp: known.rnokpp,
    email: known.email ?? '',
    phone: phone === null ? '' : await secrets.open(place, phone),
    isConfirmed: { email: emailConfirmedAt !== null, phone: phoneConfirmedAt !== null },
    isKnown: emailConfirmedAt !== null && known.identityConfirmedAt !== null,
    waits: codes.map(({ kind, codeId }) => ({ kind, number: codeId.slice(0, numberChars) })),
  };
}
