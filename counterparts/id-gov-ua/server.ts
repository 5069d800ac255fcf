import type { FastifyInstance, FastifyRequest } from 'fastify';
import { systemClock } from '#platform/clock.ts';
import { fieldsOf, openCounterpart, pathOf, type Counterpart } from '../common.ts';
import { giveToken, signOut, tellUser, type Answer } from './answers.ts';
import { createGrants } from './grants.ts';
import { idGovUaFaults, type IdGovUaOptions, type Office } from './office.ts';
import { choose, showChoice } from './sign-in.ts';

const answers: Readonly<Record<string, Answer>> = {
  '/get-access-token': giveToken,
  '/get-user-info': tellUser,
  '/get-user-logout': signOut,
};

/**
 * A play id.gov.ua, true to the protocol that its clients speak: a page to choose oneself on, codes
 * for one use, tokens, user data as text, "error":"0" for success of signing out.
 */
export function startIdGovUa(options: IdGovUaOptions): Promise<Counterpart> {
  const clock = options.clock ?? systemClock;
  return openCounterpart({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    clock,
    faults: idGovUaFaults,
    machinePaths: Object.keys(answers),
    routes(app, desk) {
      addRoutes(app, { options, desk, grants: createGrants(clock) });
    },
  });
}

function addRoutes(app: FastifyInstance, office: Office): void {
  app.get('/', (request, reply) => showChoice(office, fieldsOf(request.query), reply));
  app.post('/', (request, reply) => choose(office, fieldsOf(request.body), reply));
  for (const [url, answer] of Object.entries(answers)) {
    app.route({
      method: ['GET', 'POST'],
      url,
      handler: (request, reply) => {
        logCall(office, request);
        return answer(office, { ...fieldsOf(request.query), ...fieldsOf(request.body) }, reply);
      },
    });
  }
}

/** Names of parameters only, apart for address and body: a test sees whether a secret leaked. */
function logCall({ desk }: Office, request: FastifyRequest): void {
  desk.log('call', {
    method: request.method,
    path: pathOf(request),
    inAddress: Object.keys(fieldsOf(request.query)).join(','),
    inBody: Object.keys(fieldsOf(request.body)).join(','),
  });
}
