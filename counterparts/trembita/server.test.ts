import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Counterpart } from '../common.ts';
import { startTrembita } from './server.ts';

const client = 'SEVDEIR-TEST/GOV/43395033/ZHKP';
const service = 'SEVDEIR-TEST/GOV/00015622/DRRP/OwnershipOfPremises/v1';
const question = { rnokpp: '2772741862', object: { registrationNumber: '1' } };
let counterpart: Counterpart;

beforeAll(async () => {
  counterpart = await startTrembita({
    ...{ clients: { [client]: [service] }, propertyRights: service },
    property: [
      {
        ...{ registrationNumber: '1', katottg: 'UA1', street: 'Миру', house: '5', apartment: '7' },
        rights: [{ rnokpp: '2772741862', form: 'sole' }],
      },
    ],
  });
});
afterAll(() => counterpart.stop());

async function ask(headers: Readonly<Record<string, string>>, body: unknown = question) {
  const response = await fetch(`${counterpart.url}/restapi`, {
    method: 'POST',
    headers: {
      ...{ 'content-type': 'application/json', 'Uxp-Client': client, 'Uxp-Service': service },
      ...{ 'Uxp-QueryID': randomUUID(), 'Uxp-Purpose-Ids': 'purpose', ...headers },
    },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, fault: response.headers.get('x-road-error'), text };
}

describe('the play security server', () => {
  test('answers a question that is whole', async () => {
    expect(await ask({})).toEqual({
      ...{ status: 200, fault: null },
      text: '{"result":"found","rights":[{"kind":"ownership","form":"sole","state":"active"}]}',
    });
  });

  test.each([
    ['no purpose', { 'Uxp-Purpose-Ids': '' }, question, 'Client.BadRequest'],
    ['no number', { 'Uxp-QueryID': '17' }, question, 'Client.BadRequest'],
    ['no person', {}, { object: question.object }, 'Client.BadRequest'],
    ['no premises', {}, { ...question, object: {} }, 'Client.BadRequest'],
    ['a stranger', { 'Uxp-Client': 'A/B/C/D' }, question, 'Server.ClientProxy.UnknownMember'],
    ['no service', { 'Uxp-Service': 'x' }, question, 'Server.ServerProxy.UnknownService'],
  ])('refuses one with %s', async (_, headers, body, fault) => {
    expect(await ask(headers, body)).toMatchObject({ status: 500, fault });
  });

  test('gives out no evidence of what nobody asked, nor by half a question', async () => {
    const parts = new URLSearchParams({
      ...{ xRoadInstance: 'SEVDEIR-TEST', memberClass: 'GOV', memberCode: '43395033' },
      ...{ subsystemCode: 'ZHKP', queryId: randomUUID() },
    });
    expect((await fetch(`${counterpart.url}/signature?${parts}`)).status).toBe(404);
    parts.delete('memberCode');
    expect((await fetch(`${counterpart.url}/signature?${parts}`)).status).toBe(400);
  });

  test('shows whose what is', async () => {
    const page = await (await fetch(counterpart.url)).text();
    expect(page).toContain('Миру, 5, кв. 7');
    expect(page).toContain('2772741862 (одноосібно)');
  });
});
