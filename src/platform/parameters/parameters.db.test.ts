import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Role } from '#kernel/role.ts';
import { lookUp } from '#kernel/parameters.ts';
import type { WebDatabase } from '#platform/db/database.ts';
import type { AuditedAct } from '#platform/acts.ts';
import { Operations, type Outcome } from '#platform/operations.ts';
import { actorKey, anonymous, type Principal } from '#platform/principal.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { settlementsSeed } from '#test/parameters.ts';
import { decideParameter } from './decide-parameter.ts';
import type { EffectPreview } from './ports.ts';
import { rangeText, type StoredParameter } from './proposals.sql.ts';
import { proposeParameter } from './propose-parameter.ts';
import { parameterHistory, previewProposal, waitingProposals } from './review-parameters.ts';
import { readApprovedParameters } from './store.sql.ts';
import { seedParameters } from './seed.ts';
import { parameterFaults } from './texts.uk.ts';

const now = Temporal.Instant.from('2026-11-21T10:00:00Z');
const { rules } = settlementsSeed;
const proposing = proposeParameter(rules);
const deciding = decideParameter(rules);

let database: TestDatabase;
let app: WebDatabase;
let operations: Operations;
let audited: AuditedAct[];

beforeAll(async () => {
  database = await freshDatabase();
  app = database.web();
  await app.db.transaction().execute((tx) => seedParameters(tx, [settlementsSeed], now));
  await database.pool.query('create table public.seeded as table platform.parameter');
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.pool.query(`truncate platform.parameter;
    insert into platform.parameter overriding system value table public.seeded`);
  audited = [];
  const anyone = async (): Promise<boolean> => true;
  operations = new Operations({
    ...{ db: app.db, users: app.users },
    clock: { now: () => now },
    scopes: {
      account: anyone,
      provider: anyone,
      territory: anyone,
      document: anyone,
      'access-request': anyone,
      'restricted-request': anyone,
      platform: anyone,
    },
    audit: {
      inside: async (_, act) => {
        audited.push(act);
      },
      apart: async () => undefined,
    },
  });
});

function administrator(personId: bigint, subjectId = 7n): Principal {
  return {
    ...anonymous,
    role: 'technical-administrator',
    personId,
    personName: 'Тест',
    subjectId,
    subjectName: 'ДП',
  };
}

const first = administrator(1n);
const second = administrator(2n);

const newNorm = {
  code: 'water.norm',
  value: '4,8',
  validFrom: '2027-01-01',
  validTo: '',
  service: 'cold-water',
  act: 'Рішення ради від 20.11.2026 № 5',
  status: 'enacted',
};

async function propose(form: object, by = first): Promise<string> {
  const outcome = await operations.carryOut(proposing, by, form);
  if (outcome.kind !== 'done') throw new Error(said(outcome));
  return outcome.value.parameterId;
}

function decide(parameterId: string, decision: 'approve' | 'reject', by = second) {
  return operations.carryOut(deciding, by, { parameterId, decision });
}

async function waterNormOn(date: string): Promise<string> {
  const found = lookUp(await readApprovedParameters(app.db), {
    code: 'water.norm',
    date: Temporal.PlainDate.from(date),
    service: 'cold-water',
  });
  return found.ok ? found.value.value : found.error.refusal;
}

function inALine({ parameter, state, enteredBy, decidedBy }: StoredParameter): string {
  const { value, valid } = parameter;
  return `${value} ${rangeText(valid)} ${state} ${enteredBy}→${decidedBy ?? ''}`;
}

/** What came of an operation, in a word. */
function said(outcome: Outcome<unknown>): string {
  if (outcome.kind === 'refused') return outcome.refusal.refusal;
  if (outcome.kind === 'faults') return outcome.faults.map(({ field }) => field).join(' ');
  return outcome.kind;
}

describe('four eyes', () => {
  lawTest(
    ['1039:10.17'],
    'a value counts only when a second person has verified it, and every change stays visible',
    async () => {
      const parameterId = await propose(newNorm);
      expect(await waterNormOn('2027-01-01')).toBe('4.6');
      expect(said(await decide(parameterId, 'approve', first))).toBe('same-person');
      expect(await waterNormOn('2027-01-01')).toBe('4.6');
      expect(said(await decide(parameterId, 'approve'))).toBe('done');
      expect(await waterNormOn('2027-01-01')).toBe('4.8');
      const history = await operations.ask(parameterHistory, second, { code: 'water.norm' });
      expect(history.kind === 'done' && history.value.map(inALine)).toEqual([
        '4.6 [2020-01-01,) superseded seed→seed-review',
        `4.6 [2020-01-01,2027-01-01) approved ${actorKey(first)}→${actorKey(second)}`,
        `4.8 [2027-01-01,) approved ${actorKey(first)}→${actorKey(second)}`,
      ]);
      expect(audited.map(({ command, outcome }) => `${command} ${outcome}`)).toEqual([
        'platform.propose-parameter done',
        'platform.decide-parameter refused',
        'platform.decide-parameter done',
      ]);
    },
  );

  test('the same person in another subject is the same person', async () => {
    const parameterId = await propose(newNorm);
    expect(said(await decide(parameterId, 'approve', administrator(1n, 8n)))).toBe('same-person');
  });

  lawTest(
    ['1039:53.3'],
    'the database itself refuses a value approved by who entered it',
    async () => {
      const parameterId = await propose(newNorm);
      const approveAlone = app.pool.query(
        `update platform.parameter
          set state = 'approved', valid = '[2030-01-01,)', code = 'other', approved_by = entered_by
          where parameter_id = $1`,
        [parameterId],
      );
      await expect(approveAlone).rejects.toThrow('parameter_is_approved_by_a_second_person');
    },
  );

  test('who proposed may take it back; a decision is made once', async () => {
    const parameterId = await propose(newNorm);
    expect(said(await decide(parameterId, 'reject', first))).toBe('done');
    expect(said(await decide(parameterId, 'approve'))).toBe('already-decided');
    expect(said(await decide('999999', 'approve'))).toBe('proposal-missing');
    expect(await waterNormOn('2027-01-01')).toBe('4.6');
  });

  test('of two approvals at once one comes into force', async () => {
    const proposals = [
      await propose(newNorm),
      await propose({ ...newNorm, value: '5', validFrom: '2027-01-01' }),
    ];
    const outcomes = await Promise.all(proposals.map((id) => decide(id, 'approve')));
    expect(outcomes.map(said).sort()).toEqual(['done', 'overlaps-dated-value']);
  });
});

describe('an earlier date keeps giving the earlier value', () => {
  test.each([
    ['2019-12-31', 'parameter-missing'],
    ['2020-01-01', '4.6'],
    ['2026-12-31', '4.6'],
    ['2027-01-01', '4.8'],
    ['2030-01-01', '4.8'],
  ])('on %s it is %s', async (date, value) => {
    await decide(await propose(newNorm), 'approve');
    expect(await waterNormOn(date)).toBe(value);
  });

  test.each([
    ['2026-12-31', '4.6'],
    ['2027-01-31', '4.8'],
    ['2027-02-01', '4.6'],
  ])('with a value for January only, on %s it is %s', async (date, value) => {
    await decide(await propose({ ...newNorm, validTo: '2027-01-31' }), 'approve');
    expect(await waterNormOn(date)).toBe(value);
  });

  test('a value of a later date is not undone by the way, but may be preceded', async () => {
    await decide(await propose(newNorm), 'approve');
    const openEnded = { ...newNorm, value: '5', validFrom: '2026-06-01' };
    expect(await decide(await propose(openEnded), 'approve')).toMatchObject({
      kind: 'refused',
      refusal: { refusal: 'overlaps-dated-value', details: { from: '2027-01-01', to: '' } },
    });
    expect(await waterNormOn('2026-06-01')).toBe('4.6');
    const bounded = await propose({ ...openEnded, value: '5.1', validTo: '2026-12-31' });
    expect(said(await decide(bounded, 'approve'))).toBe('done');
    const values = await Promise.all(['2026-05-31', '2026-06-01', '2027-01-01'].map(waterNormOn));
    expect(values).toEqual(['4.6', '5.1', '4.8']);
  });

  test('a value of a narrower scope leaves the wider one as it was', async () => {
    const territory = 'UA80000000000093317';
    await decide(await propose({ ...newNorm, territory }), 'approve');
    expect(await waterNormOn('2027-01-01')).toBe('4.6');
    const here = lookUp(await readApprovedParameters(app.db), {
      code: 'water.norm',
      date: Temporal.PlainDate.from('2027-01-01'),
      service: 'cold-water',
      territories: [territory],
    });
    expect(here.ok && here.value.value).toBe('4.8');
  });
});

describe('the form', () => {
  test.each<[object, keyof typeof parameterFaults]>([
    [{ code: '' }, 'code'],
    [{ value: '' }, 'value'],
    [{ validFrom: '2027-02-30' }, 'validFrom'],
    [{ validFrom: 'завтра', validTo: '2027-12-31' }, 'validFrom'],
    [{ validTo: '31.12.2027' }, 'validTo'],
    [{ validTo: '2026-12-31' }, 'validToTooEarly'],
    [{ territory: 'UA8' }, 'territory'],
    [{ service: 'cleaning' }, 'service'],
    [{ provider: 'x' }, 'provider'],
    [{ category: ['a', 'b'] }, 'category'],
    [{ act: '  ' }, 'act'],
    [{ act: undefined }, 'act'],
    [{ status: 'approved' }, 'status'],
  ])('%o is answered beside the field: %s', async (slip, fault) => {
    const outcome = await operations.carryOut(proposing, first, { ...newNorm, ...slip });
    const [field] = Object.keys(slip);
    expect(outcome).toEqual({
      kind: 'faults',
      faults: [{ field, message: parameterFaults[fault] }],
    });
  });

  test('a code that no rule reads is refused', async () => {
    const slip = { ...newNorm, code: 'water.norms' };
    expect(said(await operations.carryOut(proposing, first, slip))).toBe('unknown-parameter');
  });

  test.each([
    ['water.norm', 'багато', 'Введіть число від 0 до 100, знаків після коми не більше ніж 6'],
    ['water.norm', '4,6000001', 'Введіть число від 0 до 100, знаків після коми не більше ніж 6'],
    ['water.norm', '-1', 'Введіть число від 0 до 100, знаків після коми не більше ніж 6'],
    ['bill.due_day', '0', 'Введіть ціле число від 1 до 31'],
    ['bill.due_day', '32', 'Введіть ціле число від 1 до 31'],
    ['reading.far_from_usual_times', '2,5', 'Введіть ціле число від 2 до 100'],
    ['heat.function_share', '1,01', 'Введіть число від 0 до 1, знаків після коми не більше ніж 6'],
  ])('%s = %s is answered beside the field with what is allowed', async (code, value, message) => {
    const slip = { ...newNorm, code, value, service: '' };
    expect(await operations.carryOut(proposing, first, slip)).toEqual({
      kind: 'faults',
      faults: [{ field: 'value', message }],
    });
  });

  test('the same proposal is not taken twice', async () => {
    await propose(newNorm);
    const again = await operations.carryOut(proposing, second, newNorm);
    expect(said(again)).toBe('already-proposed');
  });
});

describe('shares of one whole', () => {
  const heat = (code: string, value: string, change: object = {}) => ({
    ...newNorm,
    code,
    value,
    service: 'heat',
    ...change,
  });

  lawTest(['2119:10.2'], 'together with the other share a new one is a whole at most', async () => {
    const tooMuch = heat('heat.function_share', '0,93');
    expect(said(await operations.carryOut(proposing, first, tooMuch))).toBe('parts-exceed-whole');
    const inTown = { ...tooMuch, territory: 'UA80000000000093317' };
    expect(said(await operations.carryOut(proposing, first, inTown))).toBe('parts-exceed-whole');
    await propose(heat('heat.function_share', '0,92'));
  });

  lawTest(['1039:10.17'], 'of two that fit one by one the second is not approved', async () => {
    const functions = await propose(heat('heat.function_share', '0,6'));
    const common = await propose(heat('heat.common_share', '0,6'));
    expect(said(await decide(functions, 'approve'))).toBe('done');
    const preview = previewProposal(rules, {
      preview: () => Promise.reject(new Error('this cannot be counted')),
    });
    expect(said(await operations.ask(preview, second, { parameterId: common }))).toBe(
      'parts-exceed-whole',
    );
    expect(said(await decide(common, 'approve'))).toBe('parts-exceed-whole');
    expect(said(await decide(common, 'reject'))).toBe('done');
  });

  test('a share of other days is not counted', async () => {
    await decide(await propose(heat('heat.common_share', '0,02')), 'approve');
    const later = heat('heat.function_share', '0,98');
    expect(said(await decide(await propose(later), 'approve'))).toBe('done');
    const sooner = { ...later, validFrom: '2026-12-31', validTo: '2026-12-31' };
    expect(said(await operations.carryOut(proposing, first, sooner))).toBe('parts-exceed-whole');
  });
});

describe('who may', () => {
  const others: readonly Role[] = ['anonymous', 'individual-consumer', 'provider', 'ministry'];

  lawTest(
    ['1039:21.7', '1039:25'],
    'only the technical administrator proposes and decides; for others there is no such service',
    async () => {
      const parameterId = await propose(newNorm);
      for (const role of others) {
        const stranger: Principal = { ...anonymous, role, personId: 3n };
        const proposed = await operations.carryOut(proposing, stranger, newNorm);
        expect([role, said(proposed)]).toEqual([role, 'hidden']);
        expect([role, said(await decide(parameterId, 'approve', stranger))]).toEqual([
          role,
          'hidden',
        ]);
      }
      expect(await waterNormOn('2027-01-01')).toBe('4.6');
    },
  );
});

describe('review', () => {
  const effects: EffectPreview = {
    preview: async (_, { parameter }) => ({
      affected: 12n,
      differenceKopiykas: 3_400n,
      examples: [{ label: parameter.value, beforeKopiykas: 100n, afterKopiykas: 105n }],
    }),
  };

  test('waiting proposals are listed until they are decided', async () => {
    const parameterId = await propose(newNorm);
    const waiting = await operations.ask(waitingProposals, second, {});
    expect(waiting.kind === 'done' && waiting.value.map((one) => `${one.parameterId}`)).toEqual([
      parameterId,
    ]);
    await decide(parameterId, 'approve');
    expect(await operations.ask(waitingProposals, second, {})).toEqual({ kind: 'done', value: [] });
  });

  test('the effect of a proposal is asked of the port, and only while it waits', async () => {
    const preview = previewProposal(rules, effects);
    const parameterId = await propose(newNorm);
    expect(await operations.ask(preview, second, { parameterId })).toMatchObject({
      kind: 'done',
      value: { affected: 12n, examples: [{ label: '4.8' }] },
    });
    await decide(parameterId, 'reject');
    expect(said(await operations.ask(preview, second, { parameterId }))).toBe('already-decided');
    expect(said(await operations.ask(preview, second, { parameterId: '0' }))).toBe('parameterId');
  });
});

test('approved values are read on either kind of connection', async () => {
  await propose(newNorm);
  const all = await readApprovedParameters(app.pool);
  expect(all.length).toBeGreaterThan(10);
  expect(await readApprovedParameters(app.db)).toEqual(all);
  const some = await readApprovedParameters(app.db, ['water.norm', 'gas.norm']);
  expect(some.map(({ code, value }) => `${code} ${value}`)).toEqual([
    'gas.norm 10.49',
    'water.norm 4.6',
  ]);
});
