import {
  accessActs,
  bodyStaff,
  fileFault,
  groundsOf,
  isAdmitting,
  requestFormPage,
  rolesInRemit,
  valuesOf,
  withFault,
  writeSubmission,
  type AccessAct,
  type BodyStaff,
  type Values,
} from '#modules/access/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { receiveForm } from '#platform/files/receive-form.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { forDeciders } from './audience.ts';

const withFile = { config: { ...forDeciders.config, takesFile: true } };
import { paperPage, paperPath } from './paper-page.tsx';
import { paperTexts } from './texts.uk.ts';

const unprocessable = 422;

interface PaperRoute {
  readonly Querystring: Readonly<Record<string, GivenText>>;
}

/** Submissions that came on paper, entered with a scan (1039:35, 1039:68). */
export function paperRoutes(app: FastifyInstance, parts: CabinetParts): void {
  const { operations, clock } = parts;

  app.get<PaperRoute>(paperPath, forDeciders, async (request, reply) => {
    const edrpou = oneText(request.query['edrpou']).trim();
    if (edrpou === '') return reply.html(paperPage(request.frame(), { edrpou, found: undefined }));
    const asked = await operations.ask(bodyStaff, request.principal, { edrpou });
    const found = asked.kind === 'done' ? asked.value : null;
    const status = found === null ? unprocessable : 200;
    return reply.html(paperPage(request.frame(), { edrpou, found }), status);
  });

  app.get<PaperRoute>(`${paperPath}/new`, forDeciders, async (request, reply) => {
    const given = (name: string) => oneText(request.query[name]);
    const act = accessActs.find((one) => one === given('act'));
    if (act === undefined) return reply.callNotFound();
    const today = dayInKyiv(clock.now()).toString();
    const membership = given('membership');
    const values: Values = {
      ...{ edrpou: given('edrpou'), from: today, aroseOn: today, cameOn: today, maySign: 'yes' },
      ...(membership === '' ? {} : { membershipId: membership }),
    };
    return showForm(parts, { request, reply, act, values, faults: {} });
  });

  app.post(paperPath, withFile, (request, reply) => enter(parts, request, reply));
}

interface FormShown {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly act: AccessAct;
  readonly values: Values;
  readonly faults: Values;
}

async function showForm(
  { operations }: CabinetParts,
  { request, reply, act, values, faults }: FormShown,
): Promise<FastifyReply> {
  const { edrpou = '' } = values;
  const asked = await operations.ask(bodyStaff, request.principal, { edrpou });
  const about = asked.kind === 'done' ? memberOf(asked.value, values['membershipId']) : undefined;
  const isNew = isAdmitting(act) && act !== 're-register';
  if (!isNew && about === undefined) {
    reply.callNotFound();
    return reply;
  }
  const page = requestFormPage(request.frame(), {
    ...{ act, faults, csrfToken: request.csrfToken, grounds: groundsOf[act] },
    values: about && act === 're-register' ? { ...personOf(about), ...values } : values,
    personName: about && `${about.surname} ${about.givenName}`,
    paper: { roles: rolesInRemit(request.principal) },
    action: paperPath,
    back: { label: paperTexts.title, href: paperPath },
  });
  return reply.html(page, Object.keys(faults).length === 0 ? 200 : unprocessable);
}

type Member = BodyStaff['staff'][number];

function memberOf({ staff }: BodyStaff, id: string | undefined): Member | undefined {
  return staff.find(({ membershipId }) => String(membershipId) === id);
}

/** What is known of somebody who is registered again. */
function personOf({ surname, givenName, patronymic, rnokpp, post, role }: Member): Values {
  return {
    ...{ surname, givenName, role, patronymic: patronymic ?? '', rnokpp: rnokpp ?? '' },
    post: post ?? '',
  };
}

async function enter(
  parts: CabinetParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { operations, db, documents } = parts;
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
  const cameAt = `${values['cameOn'] ?? ''}T${values['cameTime'] ?? ''}`;
  const made = await writeSubmission({ operations, db, desk: documents.desk }, request.principal, {
    way: 'paper',
    typed: { fields: { ...values, cameAt }, attachment: received.attachment },
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
