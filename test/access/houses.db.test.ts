import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { askForHouse } from '#modules/access/houses/ask-for-house.ts';
import { connectHouse } from '#modules/access/houses/connect-house.ts';
import { endHouse } from '#modules/access/houses/end-house.ts';
import { setHouseDocument } from '#modules/access/houses/houses.sql.ts';
import { listHouses } from '#modules/access/houses/list-houses.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { anonymous, system, type Principal } from '#platform/principal.ts';
import { lawTest } from '#test/law-test.ts';
import { AccessOffice, smallTown } from './access-office.ts';

const { account, neighbour, hromada } = smallTown;
const documentId = 77n;
const associationId = 900n;
let office: AccessOffice;
let association: Principal;
let biller: Principal;
let given: { readonly number: string; readonly edrpou: string; readonly basis: string };

beforeAll(async () => {
  office = await AccessOffice.open();
  const { pool } = office.database;
  await pool.query(
    `insert into registry.subject (subject_id, kind, edrpou, name, short_name, search_key)
     overriding system value values ($1, 'association', '00000019', 'ОСББ', 'ОСББ', 'осбб')`,
    [associationId],
  );
  await pool.query(
    `update registry.subject set edrpou = '00032945' where subject_id =
       (select biller_id from registry.account where account_id = $1)`,
    [account],
  );
  const { rows: billed } = await pool.query<{ number: string; biller_id: bigint; edrpou: string }>(
    `select number, biller_id, edrpou from registry.account
     join registry.subject on subject_id = biller_id where account_id = $1`,
    [account],
  );
  const [one] = billed;
  const { personId } = await office.consumer('Голова', '2772741862');
  association = {
    ...{ ...anonymous, role: 'collective-consumer', personId, subjectName: 'ОСББ' },
    subjectId: associationId,
  };
  biller = { ...association, role: 'billing-centre', subjectId: one?.biller_id ?? 0n };
  given = { number: one?.number ?? '', edrpou: one?.edrpou ?? '', basis: 'Протокол № 2' };
});
beforeEach(async () => {
  await office.database.pool.query(
    'truncate access.house, access.subject_account, access.link_attempt',
  );
});
afterAll(() => office.close());

/** Asked for and signed by both. */
async function connected(): Promise<bigint> {
  const asked = await office.do(askForHouse, association, given);
  if (typeof asked === 'string' || asked.kind !== 'asked') throw new Error('not asked');
  await setHouseDocument(queryableOf(office.app.db), asked.houseId, documentId);
  await office.do(connectHouse, system, { documentId });
  return asked.houseId;
}

const reached = async () =>
  Promise.all([account, neighbour].map((one) => office.reaches(association, one)));

describe('a house of an association', () => {
  lawTest(['1039:20.9', '1039:25'], 'is reached once both sides have signed, whole', async () => {
    const asked = await office.do(askForHouse, association, given);
    expect(asked).toMatchObject({ kind: 'asked', hromadaId: hromada });
    expect(await reached()).toEqual([false, false]);
    expect(await office.do(askForHouse, association, given)).toBe('asked-already');
    if (typeof asked === 'string' || asked.kind !== 'asked') return;
    await setHouseDocument(queryableOf(office.app.db), asked.houseId, documentId);
    expect(await office.do(connectHouse, system, { documentId })).toEqual({ accounts: 2 });
    expect(await reached()).toEqual([true, true]);
    expect(await office.do(connectHouse, system, { documentId })).toEqual({ accounts: 0 });
    expect(await office.do(askForHouse, association, given)).toBe('connected-already');
    for (const side of [association, biller]) {
      expect(await office.ask(listHouses, side)).toMatchObject([
        { state: 'connected', accounts: 2, basis: 'Протокол № 2' },
      ]);
    }
  });

  lawTest(['1039:20.9'], 'is given up by either side at once, and by nobody else', async () => {
    for (const side of [association, biller]) {
      const houseId = String(await connected());
      const stranger = { ...association, subjectId: 901n };
      expect(await office.do(endHouse, stranger, { houseId })).toBe('no-such-house');
      expect(await reached()).toEqual([true, true]);
      expect(await office.do(endHouse, side, { houseId })).toEqual({ ended: true });
      expect(await reached()).toEqual([false, false]);
      expect(await office.do(endHouse, side, { houseId })).toBe('no-such-house');
      await office.database.pool.query('update access.house set document_id = null');
    }
  });

  test('is not connected once it was withdrawn before the biller signed', async () => {
    const asked = await office.do(askForHouse, association, given);
    if (typeof asked === 'string' || asked.kind !== 'asked') throw new Error('not asked');
    await setHouseDocument(queryableOf(office.app.db), asked.houseId, documentId);
    await office.do(endHouse, association, { houseId: String(asked.houseId) });
    expect(await office.do(connectHouse, system, { documentId })).toEqual({ accounts: 0 });
    expect(await reached()).toEqual([false, false]);
  });

  lawTest(['1039:53.3'], 'is not found by guessing: five tries an hour', async () => {
    const guess = { ...given, number: '999999' };
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await office.do(askForHouse, association, guess)).toEqual({ kind: 'no-match' });
    }
    expect(await office.do(askForHouse, association, given)).toBe('too-many-attempts');
    office.pass({ minutes: 61 });
    expect(await office.do(askForHouse, association, given)).toMatchObject({ kind: 'asked' });
  });

  test.each([
    ['number', { number: '' }],
    ['edrpou', { edrpou: '123' }],
    ['basis', { basis: ' ' }],
  ])('is asked for with its %s', async (field, change) => {
    expect(await office.do(askForHouse, association, { ...given, ...change })).toBe(field);
  });
});
