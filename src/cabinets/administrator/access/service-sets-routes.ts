import {
  decideServiceSwitch,
  listServiceSwitches,
  serviceSetOperations,
  serviceSetRefusalText,
} from '#modules/access/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { oneText, type GivenText } from '#platform/http/one-text.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { CabinetParts } from '../../plugin.ts';
import { services } from '../../services.ts';
import { forAdministrator } from '../for-administrator.ts';
import { forOwner, setsPath } from './audience.ts';
import { serviceSetsPage, type SetsProps } from './service-sets-page.tsx';
import type { setsTexts } from './texts.uk.ts';

const unprocessable = 422;
const fieldNames = ['role', 'serviceId', 'isOn', 'from', 'until', 'reason'] as const;

type Given = Readonly<Record<string, GivenText>>;
interface SetsRoute {
  readonly Params: { readonly switchId: string };
  readonly Querystring: Given;
  readonly Body: Given | undefined;
}
type Shown = Pick<SetsProps, 'values' | 'faults' | 'preview' | 'news'>;

/** Sets of services: proposed by the administrator, agreed by the owner (1039:20, 1039:54.3). */
export function serviceSetRoutes(app: FastifyInstance, parts: CabinetParts): void {
  const { operations, clock } = parts;
  const { previewSwitch, proposeSwitch } = serviceSetOperations(services);

  app.get<SetsRoute>(setsPath, forOwner, (request, reply) => {
    const news = newsOf(oneText(request.query['news']));
    const values = { from: dayInKyiv(clock.now()).toString(), isOn: 'off' };
    return show(parts, { request, reply }, { values, faults: {}, news });
  });

  app.get<SetsRoute>(`${setsPath}/check`, forAdministrator, async (request, reply) => {
    const values = valuesOf(request.query);
    const previewed = await operations.ask(previewSwitch, request.principal, values);
    if (previewed.kind === 'hidden') return reply.callNotFound();
    const preview = previewed.kind === 'done' ? previewed.value : undefined;
    return show(parts, { request, reply }, { values, faults: faultsOf(previewed), preview });
  });

  app.post<SetsRoute>(setsPath, forAdministrator, async (request, reply) => {
    const values = valuesOf(request.body ?? {});
    const proposed = await operations.carryOut(proposeSwitch, request.principal, values);
    if (proposed.kind === 'hidden') return reply.callNotFound();
    if (proposed.kind === 'done') return reply.redirect(`${setsPath}?news=proposed`, 303);
    return show(parts, { request, reply }, { values, faults: faultsOf(proposed) });
  });

  const proved = { ...forOwner, preHandler: parts.askProof };
  app.post<SetsRoute>(`${setsPath}/:switchId`, proved, async (request, reply) => {
    const { switchId } = request.params;
    const input = { switchId, decision: oneText(request.body?.['decision']) };
    const decided = await operations.carryOut(decideServiceSwitch, request.principal, input);
    if (decided.kind === 'hidden') return reply.callNotFound();
    if (decided.kind === 'done') {
      return reply.redirect(`${setsPath}?news=${decided.value.state}`, 303);
    }
    return show(parts, { request, reply }, { values: {}, faults: faultsOf(decided) });
  });
}

function newsOf(text: string): keyof typeof setsTexts.news | undefined {
  return (['proposed', 'agreed', 'rejected'] as const).find((one) => one === text);
}

function valuesOf(given: Given): Readonly<Record<string, string>> {
  return Object.fromEntries(fieldNames.map((name) => [name, oneText(given[name])]));
}

function faultsOf(outcome: Outcome<unknown>): Readonly<Record<string, string>> {
  if (outcome.kind === 'faults') {
    return Object.fromEntries(outcome.faults.map(({ field, message }) => [field, message]));
  }
  return outcome.kind === 'refused' ? { '': serviceSetRefusalText(outcome.refusal.refusal) } : {};
}

async function show(
  { operations, serviceSets }: CabinetParts,
  { request, reply }: { readonly request: FastifyRequest<SetsRoute>; readonly reply: FastifyReply },
  shown: Shown,
): Promise<FastifyReply> {
  const listed = await operations.ask(listServiceSwitches, request.principal, {});
  if (listed.kind !== 'done') {
    reply.callNotFound();
    return reply;
  }
  const page = serviceSetsPage(request.frame(), {
    ...shown,
    ...{ services, switches: listed.value, csrfToken: request.csrfToken },
    servicesOf: (role) => serviceSets.servicesOf(role),
    as: request.principal.role === 'owner' ? 'owner' : 'proposer',
  });
  return reply.html(page, Object.keys(shown.faults).length === 0 ? 200 : unprocessable);
}
