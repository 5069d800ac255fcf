import { isOneOf, users } from '#kernel/role.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { sessionCookie } from '#platform/http/cookies.ts';
import { receiveForm } from '#platform/files/receive-form.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AccessParts } from '../parts.ts';
import { securityPath } from '../second-factor/security-page.tsx';
import { texts as securityTexts } from '../second-factor/texts.uk.ts';
import { accessPage } from './access-page.tsx';
import { accessActs, bodyRoles, headGroundsOf, isAdmitting, type AccessAct } from './acts.ts';
import { fileFault, valuesOf, withFault } from './form-values.ts';
import { keyPage, type KeyPageProps } from './key-page.tsx';
import { ownAccessQuery, type OwnAccess } from './own-access.ts';
import { accessPath } from './paths.ts';
import { reportKeyCommand } from './report-key.ts';
import { requestFormPage, type Values } from './request-form.tsx';
import { texts } from './texts.uk.ts';
import { submissionOperations, writeSubmission, type WritingParts } from './write-submission.ts';

const unprocessable = 422;
const forUsers = { config: { audience: users } };
const forBodies = { config: { audience: bodyRoles } };
const withFile = { config: { ...forBodies.config, takesFile: true } };
const begun = z.object({
  act: z.enum(accessActs),
  membership: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .optional(),
});

/** Submissions of heads, and everybody's own key (1039:29.1, 1039:32.1). */
export function lifeCycleRoutes(app: FastifyInstance, parts: AccessParts): void {
  const { operations, secrets, clock } = parts;
  const ownAccess = ownAccessQuery(secrets);

  app.get(accessPath, forBodies, async (request, reply) => {
    const found = await operations.ask(ownAccess, request.principal, {});
    if (found.kind !== 'done') return reply.callNotFound();
    return reply.html(accessPage(request.frame(), found.value));
  });

  app.get(`${accessPath}/new`, forBodies, async (request, reply) => {
    const asked = begun.safeParse(request.query);
    if (!asked.success) return reply.callNotFound();
    const { act, membership } = asked.data;
    const today = dayInKyiv(clock.now()).toString();
    const [ground, ...others] = headGroundsOf(act);
    const values: Values = {
      ...{ from: today, aroseOn: today, maySign: 'yes' },
      ...(others.length === 0 && ground !== undefined ? { ground } : {}),
      ...(membership === undefined ? {} : { membershipId: membership }),
    };
    return showForm(parts, { request, reply, act, values, faults: {} });
  });

  const submissions = submissionOperations(secrets);
  app.post(accessPath, withFile, (request, reply) =>
    submit({ ...parts, submissions }, request, reply),
  );

  keyRoutes(app, parts);
}

function keyRoutes(app: FastifyInstance, parts: AccessParts): void {
  const { operations, secrets, sessions, publicUrl } = parts;
  const reportKey = reportKeyCommand(secrets);

  app.get(`${accessPath}/key`, forUsers, (request, reply) =>
    reply.html(keyPage(request.frame(), keyProps(request))),
  );

  app.post(`${accessPath}/key`, forUsers, async (request, reply) => {
    const reported = await operations.carryOut(reportKey, request.principal, request.body);
    if (reported.kind === 'hidden') return reply.callNotFound();
    if (reported.kind !== 'done') {
      const props = { ...keyProps(request), fault: texts.faults.basis };
      const page = keyPage(request.frame(), props);
      return reply.html(page, unprocessable);
    }
    sessions.forget(reported.value.personId);
    sessionCookie(publicUrl).set(reply, undefined);
    return reply.redirect('/sign-in', 303);
  });
}

/** Those who act for a body come from its page, others from that of their own security. */
function keyProps({ csrfToken, principal: { role } }: FastifyRequest): KeyPageProps {
  const back = isOneOf(bodyRoles, role)
    ? { label: texts.title, href: accessPath }
    : { label: securityTexts.title, href: securityPath };
  return { csrfToken, back };
}

interface FormShown {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly act: AccessAct;
  readonly values: Values;
  readonly faults: Values;
}

async function showForm(
  { operations, secrets }: AccessParts,
  { request, reply, act, values, faults }: FormShown,
): Promise<FastifyReply> {
  const found = await operations.ask(ownAccessQuery(secrets), request.principal, {});
  const headed = found.kind === 'done' ? found.value.headed : undefined;
  const about = headed === undefined ? undefined : memberOf(headed, values['membershipId']);
  const isNew = isAdmitting(act) && act !== 're-register';
  if (headed === undefined || (about === undefined) !== isNew) {
    reply.callNotFound();
    return reply;
  }
  const personName = about && `${about.surname} ${about.givenName}`;
  const page = requestFormPage(request.frame(), {
    ...{ act, faults, personName, csrfToken: request.csrfToken },
    values: about && act === 're-register' ? { ...personOf(about), ...values } : values,
    grounds: headGroundsOf(act),
    action: accessPath,
    back: { label: texts.title, href: accessPath },
  });
  return reply.html(page, Object.keys(faults).length === 0 ? 200 : unprocessable);
}

type Member = NonNullable<OwnAccess['headed']>['staff'][number];

function memberOf({ staff }: NonNullable<OwnAccess['headed']>, id: string | undefined) {
  return staff.find(({ membershipId }) => String(membershipId) === id);
}

/** What is known of somebody who is registered again. */
function personOf({ surname, givenName, patronymic, rnokpp, post }: Member): Values {
  return {
    ...{ surname, givenName, patronymic: patronymic ?? '', rnokpp: rnokpp ?? '' },
    post: post ?? '',
  };
}

async function submit(
  parts: AccessParts & Pick<WritingParts, 'submissions'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { operations, db, submissions, documents } = parts;
  const writing = { operations, db, submissions, desk: documents.desk };
  const received = await receiveForm(request, documents.store);
  const values = valuesOf(received);
  const act = accessActs.find((one) => one === values['act']);
  if (act === undefined) {
    reply.callNotFound();
    return reply;
  }
  const shown = { request, reply, act, values };
  const fault = fileFault(received);
  if (fault !== undefined) return showForm(parts, { ...shown, faults: { file: fault } });
  const made = await writeSubmission(writing, request.principal, {
    way: 'cabinet',
    typed: { fields: values, attachment: received.attachment },
  });
  if (made.kind === 'done') {
    return reply.redirect(`/cabinet/documents/${made.value.documentId}/sign`, 303);
  }
  if (made.kind === 'hidden') {
    reply.callNotFound();
    return reply;
  }
  return showForm(parts, { ...shown, faults: withFault(made) });
}
