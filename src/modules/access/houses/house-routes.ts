import { suppliers } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { receiveForm, type ReceivedForm } from '#platform/files/receive-form.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fileFault, valuesOf } from '../lifecycle/form-values.ts';
import type { AccessParts } from '../parts.ts';
import { askForHouse, type AskedHouse, type AskOutcome } from './ask-for-house.ts';
import { endHouse } from './end-house.ts';
import { houseContent } from './house-content.ts';
import { houseFormPage, type HouseFormProps } from './house-form.tsx';
import { setHouseDocument } from './houses.sql.ts';
import { housesPage, housesPath } from './houses-page.tsx';
import { houseKind } from './kind.ts';
import { listHouses } from './list-houses.ts';
import { texts } from './texts.uk.ts';

const unprocessable = 422;
const forAssociations = { config: { audience: ['collective-consumer'] as const } };
const forBoth = { config: { audience: ['collective-consumer', ...suppliers] as const } };

/** Houses between associations and those who bill them (1039:20.9). */
export function houseRoutes(app: FastifyInstance, parts: AccessParts): void {
  const { operations } = parts;

  app.get<{ Querystring: { ended?: string } }>(housesPath, forBoth, async (request, reply) => {
    const found = await operations.ask(listHouses, request.principal, {});
    if (found.kind !== 'done') return reply.callNotFound();
    return reply.html(
      housesPage(request.frame(), {
        ...{ houses: found.value, csrfToken: request.csrfToken },
        mayAsk: request.principal.role === 'collective-consumer',
        isEnded: request.query.ended !== undefined,
      }),
    );
  });

  app.get(`${housesPath}/new`, forAssociations, (request, reply) =>
    showForm(request, reply, { values: {}, faults: {} }),
  );

  const withFile = { config: { ...forAssociations.config, takesFile: true } };
  app.post(housesPath, withFile, (request, reply) => ask(parts, request, reply));

  app.post(`${housesPath}/end`, forBoth, async (request, reply) => {
    const outcome = await operations.carryOut(endHouse, request.principal, request.body);
    if (outcome.kind !== 'done') return reply.callNotFound();
    return reply.redirect(`${housesPath}?ended=1`, 303);
  });
}

function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  props: Omit<HouseFormProps, 'csrfToken'>,
): FastifyReply {
  const page = houseFormPage(request.frame(), { ...props, csrfToken: request.csrfToken });
  return reply.html(page, Object.keys(props.faults).length === 0 ? 200 : unprocessable);
}

async function ask(
  parts: AccessParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { operations, documents } = parts;
  const received = await receiveForm(request, documents.store);
  const values = valuesOf(received);
  const { attachment } = received;
  if (attachment === undefined) {
    const file = fileFault(received) ?? texts.faults.file;
    return showForm(request, reply, { values, faults: { file } });
  }
  const asked = await operations.carryOut(askForHouse, request.principal, values);
  if (asked.kind !== 'done' || asked.value.kind !== 'asked') {
    return showForm(request, reply, { values, faults: faultsOf(asked) });
  }
  const documentId = await writeDocument(parts, request, {
    ...{ asked: asked.value, basis: values['basis'] ?? '', attachment },
  });
  return reply.redirect(`/cabinet/documents/${documentId}/sign`, 303);
}

interface Writing {
  readonly asked: AskedHouse;
  readonly basis: string;
  readonly attachment: NonNullable<ReceivedForm['attachment']>;
}

/** The document of a house, a draft of the association's that waits for their signature. */
async function writeDocument(
  { db, documents }: AccessParts,
  { principal }: FastifyRequest,
  { asked, basis, attachment }: Writing,
): Promise<bigint> {
  const { houseId, hromadaId, billerId, billerName, address } = asked;
  const opened = await documents.desk.open(principal, {
    ...{ kind: houseKind.code, about: `house:${houseId}`, hromadaId },
    recipients: [`subject:${billerId}` as const],
  });
  if (opened.kind !== 'done') throw new Error(`no document of a house: ${opened.kind}`);
  const { documentId } = opened.value;
  await setHouseDocument(queryableOf(db), houseId, documentId);
  const associationName = principal.subjectName ?? '';
  const content = houseContent({ associationName, billerName, address, basis });
  const attachments = [attachment];
  const written = await documents.desk.write(principal, { documentId, content, attachments });
  if (written.kind !== 'done') throw new Error(`no words of a house: ${written.kind}`);
  return documentId;
}

/** What to say beside which question. */
function faultsOf(outcome: Outcome<AskOutcome>): Readonly<Record<string, string>> {
  if (outcome.kind === 'faults') {
    return Object.fromEntries(outcome.faults.map(({ field, message }) => [field, message]));
  }
  const code = outcome.kind === 'refused' ? outcome.refusal.refusal : 'no-match';
  const known = (['too-many-attempts', 'connected-already', 'asked-already'] as const).find(
    (one) => one === code,
  );
  return { number: texts.faults[known ?? 'no-match'] };
}
