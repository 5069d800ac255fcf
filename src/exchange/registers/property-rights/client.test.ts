import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openPlay } from '#counterparts/certification-authority/play.ts';
import type { Counterpart } from '#counterparts/common.ts';
import { controlOf, type Control } from '#counterparts/control.ts';
import { serverSeals } from '#counterparts/trembita/evidence.ts';
import type { PropertyRecord } from '#counterparts/trembita/property-rights.ts';
import { startTrembita } from '#counterparts/trembita/server.ts';
import { readZip } from '#exchange/signature/own/asic/read-zip.ts';
import { verifyAsic } from '#exchange/signature/own/asic/verify.ts';
import type { OwnershipQuestion, OwnershipRegister } from '#modules/access/ports.ts';
import { systemClock } from '#platform/clock.ts';
import { lawTest } from '#test/law-test.ts';
import { createHttpClient, type CallObservation } from '../../http-client.ts';
import { createNodeTransport } from '../../node-transport.ts';
import { createEvidenceReader } from '../../trembita/evidence.ts';
import { parseClientId, parseServiceId } from '../../trembita/identifiers.ts';
import { createRestService, meansOutage } from '../../trembita/rest-client.ts';
import { createPropertyRights } from './client.ts';

const client = 'SEVDEIR-TEST/GOV/43395033/ZHKP';
const stranger = 'SEVDEIR-TEST/GOV/43395033/OTHER';
const service = 'SEVDEIR-TEST/GOV/00015622/DRRP/OwnershipOfPremises/v1';
const olena = '2772741862';
const ivan = '2772797519';
const nobody = '3287351990';
const settlementCode = 'UA12345678901234567';
const flat: OwnershipQuestion['premises'] = {
  ...({ kind: 'address', settlementCode, street: 'вул. Миру' } as const),
  ...{ houseNumber: '5', premisesNumber: '1' },
};
const property: readonly PropertyRecord[] = [
  {
    ...{ registrationNumber: '0000000000001', katottg: settlementCode, street: 'вул. Миру' },
    ...{ house: '5', apartment: '1', rights: [{ rnokpp: olena, form: 'sole' }] },
  },
  {
    ...{ registrationNumber: '0000000000002', katottg: settlementCode, street: 'вул. Миру' },
    ...{ house: '5', apartment: '2' },
    rights: [
      { rnokpp: olena, form: 'shared', share: '1/3' },
      { rnokpp: ivan, form: 'shared', share: '2/3' },
    ],
  },
];

let counterpart: Counterpart;
let control: Control;
let closed: string[];
const observed: CallObservation[] = [];
const play = await openPlay('dstu', 'trembita');

beforeAll(async () => {
  counterpart = await startTrembita({
    clients: { [client]: [service], [stranger]: [] },
    ...{ propertyRights: service, property, seals: await serverSeals(play.authority) },
  });
  control = controlOf(counterpart.url);
});
afterEach(async () => {
  await control.faults({});
  await fetch(`${counterpart.url}/__counterpart/log`, { method: 'DELETE' });
});
afterAll(() => counterpart.stop());

interface Change {
  readonly client?: string;
  readonly service?: string;
  readonly timeoutMs?: number;
  readonly attemptsMax?: number;
  readonly failuresToOpen?: number;
}

function registerWith(change: Change = {}): OwnershipRegister {
  const ids = {
    client: known(parseClientId(change.client ?? client)),
    service: known(parseServiceId(change.service ?? service)),
  };
  const { timeoutMs = 10_000, attemptsMax = 3, failuresToOpen = 1_000 } = change;
  const http = createHttpClient({
    ...{ service: 'trembita', clock: systemClock, pause: async () => {}, meansOutage },
    observe: (call) => observed.push(call),
    transport: createNodeTransport({}),
    limits: { timeoutMs, attemptsMax, circuit: { failuresToOpen, openForMs: 60_000 } },
  });
  const settings = { baseUrl: counterpart.url, ...ids, purposeId: 'zhkp-account-connection' };
  closed = [];
  return createPropertyRights(
    createRestService(settings, http),
    createEvidenceReader(settings, http),
    (code) => closed.push(code),
  );
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('not there');
  return value;
}

async function answerAbout(rnokpp: string, premises: OwnershipQuestion['premises'] = flat) {
  const asked = await registerWith().ask({ rnokpp, premises });
  return asked.ok ? asked.value.answer : asked.error.reason;
}

async function queries() {
  const log = await control.log();
  return log.filter(({ event }) => event === 'query').map(({ details }) => details);
}

describe('the register answers', () => {
  lawTest(['1039:57', '1039:58'], 'who owns what, asked through the Trembita system', async () => {
    const second = { ...flat, premisesNumber: '2' };
    const third = { ...flat, premisesNumber: '3' };
    expect(await answerAbout(olena)).toEqual({ kind: 'owner' });
    expect(await answerAbout(ivan)).toEqual({ kind: 'no-right' });
    expect(await answerAbout(ivan, second)).toEqual({
      ...{ kind: 'co-owner', share: { numerator: 2n, denominator: 3n } },
    });
    expect(await answerAbout(olena, third)).toEqual({ kind: 'not-found' });
    expect(await answerAbout(nobody)).toEqual({ kind: 'not-found' });
    const number = { kind: 'registration-number', number: '0000000000001' } as const;
    expect(await answerAbout(olena, number)).toEqual({ kind: 'owner' });
  });

  test.each([
    ['that it knows no such person', { personNotFound: true }, { kind: 'not-found' }],
    ['that it does not tell', { refused: true }, { kind: 'refused', code: 'restricted' }],
  ])('%s', async (_, faults, answer) => {
    await control.faults(faults);
    expect(await answerAbout(olena)).toEqual(answer);
  });

  lawTest(
    ['1039:58'],
    'each query has a number, a purpose and a subject, and an address without anything personal',
    async () => {
      observed.length = 0;
      await answerAbout(olena);
      expect(await queries()).toEqual([
        {
          ...{ queryId: expect.stringMatching(/^[0-9a-f-]{36}$/), service, inAddress: '' },
          ...{ purpose: 'zhkp-account-connection', subject: 'told', fault: 'none' },
        },
      ]);
      expect(JSON.stringify(observed)).not.toMatch(/2772741862|Миру|queryId/);
    },
  );
});

describe('no answer is taken', () => {
  const closedTo = (code: string) => ({ reason: code, closed: [code], asked: 1 });
  const away = (reason: string, asked = 3) => ({ reason, closed: [], asked });

  test.each<[string, Change, Readonly<Record<string, unknown>>, object]>([
    [
      'of a subsystem that has no access',
      { client: stranger },
      {},
      closedTo('Server.ServerProxy.AccessDenied'),
    ],
    [
      'of a subsystem nobody knows',
      { client: 'A/B/C/D' },
      {},
      closedTo('Server.ClientProxy.UnknownMember'),
    ],
    [
      'of a service there is not',
      { service: `${service}1` },
      {},
      closedTo('Server.ServerProxy.UnknownService'),
    ],
    [
      'of a service that is off',
      {},
      { fault: 'Server.ServerProxy.ServiceDisabled' },
      closedTo('Server.ServerProxy.ServiceDisabled'),
    ],
    [
      'told in a header alone',
      { client: stranger },
      { faultForm: 'header' },
      closedTo('Server.ServerProxy.AccessDenied'),
    ],
    [
      'told in JSON alone',
      { client: stranger },
      { faultForm: 'json' },
      closedTo('Server.ServerProxy.AccessDenied'),
    ],
    [
      'told by SOAP',
      { client: stranger },
      { faultForm: 'soap' },
      closedTo('Server.ServerProxy.AccessDenied'),
    ],
    [
      'from a register that failed',
      {},
      { fault: 'Server.ServerProxy.ServiceFailed.HttpError' },
      away('Server.ServerProxy.ServiceFailed.HttpError'),
    ],
    ['under the number of another query', {}, { otherId: true }, away('not to this query', 1)],
    ['under no number', {}, { noId: true }, away('not to this query', 1)],
    ['of another service', {}, { otherService: true }, away('not to this query', 1)],
    ['that is huge', {}, { huge: true }, away('body-too-large', 1)],
    ['that is a page', {}, { page: true }, away('malformed', 1)],
    ['that is a page of 502', {}, { body: 'html' }, away('server-error', 0)],
    ['that is a sentence', {}, { body: 'text' }, away('not to this query', 0)],
    ['of a dead server', {}, { dead: true }, away('unreachable', 0)],
    ['that is late', { timeoutMs: 100, attemptsMax: 1 }, { lateMs: 60_000 }, away('timeout', 0)],
    [
      'that begins and never ends',
      { timeoutMs: 200, attemptsMax: 1 },
      { drip: true },
      away('timeout', 1),
    ],
  ])('%s', async (_, change, faults, expected) => {
    await control.faults(faults);
    const asked = await registerWith(change).ask({ rnokpp: olena, premises: flat });
    const reason = asked.ok ? asked.value.answer.kind : asked.error.reason;
    expect({ reason, closed, asked: (await queries()).length }).toEqual(expected);
  });

  test('that was given before', async () => {
    await answerAbout(olena);
    await control.faults({ repeated: true });
    expect(await answerAbout(ivan)).toBe('not to this query');
  });
});

describe('asking again', () => {
  test('happens under a new number', async () => {
    await control.faults({ fault: 'Server.ServerProxy.ServiceFailed' });
    const asked = await registerWith().ask({ rnokpp: olena, premises: flat });
    const numbers = (await queries()).map(({ queryId }) => queryId);
    expect(new Set(numbers).size).toBe(3);
    expect(asked).toMatchObject({ ok: false, error: { queryId: numbers.at(-1) } });
  });

  test('helps when the server comes back', async () => {
    await control.faults({ dead: true, times: 2 });
    expect(await answerAbout(olena)).toEqual({ kind: 'owner' });
  });

  test('ends for a while when the register keeps failing', async () => {
    await control.faults({ fault: 'Server.ServerProxy.ServiceFailed' });
    const register = registerWith({ failuresToOpen: 2 });
    await register.ask({ rnokpp: olena, premises: flat });
    expect(await register.ask({ rnokpp: olena, premises: flat })).toMatchObject({
      error: { reason: 'circuit-open' },
    });
    expect(await queries()).toHaveLength(2);
  });
});

describe('evidence', () => {
  const ask = async () => {
    const asked = await registerWith().ask({ rnokpp: olena, premises: flat });
    return asked.ok ? asked.value.queryId : '';
  };

  lawTest(
    ['1039:58'],
    'is an archive of both messages, each signed by the security server that passed it',
    async () => {
      const queryId = await ask();
      const fetched = await registerWith().fetchEvidence(queryId);
      const files = fetched.ok ? await readZip(fetched.value) : [];
      expect(files.map(({ name }) => name)).toEqual([
        `${queryId}-request.asics`,
        `${queryId}-response.asics`,
      ]);
      const bodies = ['"rnokpp":"2772741862"', '"result":"found"'];
      for (const [index, { bytes }] of files.entries()) {
        const report = await verifyAsic(bytes, play.context());
        expect(report).toMatchObject({ verdict: 'valid', kind: 'asic-s' });
        expect(Buffer.from(report.files[0]?.bytes ?? []).toString()).toContain(bodies[index]);
      }
    },
  );

  test.each([
    ['of a query nobody made', {}, { kind: 'late', reason: 'not found' }],
    ['that is late', { evidenceLate: true }, { kind: 'late', reason: 'not found' }],
    ['of a dead server', { dead: true }, { kind: 'unavailable', reason: 'unreachable' }],
    ['that is a page', { body: 'html' }, { kind: 'unavailable', reason: 'server-error' }],
    ['that is a sentence', { body: 'text' }, { kind: 'unavailable', reason: 'malformed' }],
  ])('is not there: %s', async (title, faults, error) => {
    const queryId = title.includes('nobody') ? crypto.randomUUID() : await ask();
    await control.faults(faults);
    expect(await registerWith().fetchEvidence(queryId)).toEqual({ ok: false, error });
  });

  test('is for whoever asked, and for nobody else', async () => {
    const queryId = await ask();
    const other = registerWith({ client: stranger });
    expect(await other.fetchEvidence(queryId)).toMatchObject({ error: { kind: 'late' } });
  });
});
