import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { parseEdrpou, parseIban, parsePhone, parseRnokpp } from '#kernel/identifiers.ts';
import { period } from '#kernel/period.ts';
import { accounts } from './registry-rows.ts';
import { housesOf } from './country.ts';
import { planDemonstration } from './demonstration-plan.ts';
import { bodyRoles, fits } from '#modules/access/lifecycle/acts.ts';
import { describeDemonstration, type TerritoryLine } from './demonstration.ts';
import { habitOf } from './habits.ts';

const listFile = new URL('../../src/modules/registry/facts/demonstration.csv', import.meta.url);

function territories(): TerritoryLine[] {
  return parse(readFileSync(listFile, 'utf8'), { columns: true });
}

describe.skipIf(!existsSync(listFile))('with the invented territories', () => {
  const demonstration = describeDemonstration(1039, territories());
  const codes = territories().map(({ code }) => code);
  const keys = demonstration.subjects.map(({ key }) => key);
  const planned = planDemonstration({
    demonstration,
    territoryId: (code) => codes.indexOf(code) + 1,
    subjectId: (key) => BigInt(keys.indexOf(key) + 1),
    from: period('2024-11'),
    months: 24,
  });
  const [townInput] = planned.country.hromadas;

  test('a town of 1 200 accounts and 22 small hromadas in other oblasts', () => {
    const [town, ...others] = demonstration.hromadas;
    expect(town).toMatchObject({ settlementName: 'Зразківка', accounts: 1200 });
    expect(others).toHaveLength(22);
    const oblasts = demonstration.hromadas.map(({ code }) => code.slice(0, 4));
    expect(new Set(oblasts).size).toBe(23);
    for (const { accounts: count } of others) expect(Math.abs(count - 40)).toBeLessThanOrEqual(4);
  });

  test('every organisation has valid and unique identifiers and an invented address', () => {
    for (const { edrpou, iban, phone, email, website } of demonstration.subjects) {
      expect(parseEdrpou(edrpou).ok).toBe(true);
      expect(parseIban(iban).ok).toBe(true);
      expect(parsePhone(phone).ok).toBe(true);
      expect(email).toMatch(/^office@[a-z0-9.-]+\.example$/);
      expect(website).toMatch(/^https:\/\/[a-z0-9.-]+\.example$/);
    }
    const edrpous = demonstration.subjects.map(({ edrpou }) => edrpou);
    expect(new Set(edrpous).size).toBe(edrpous.length);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('everything but hot water is provided everywhere, and one organisation bills', () => {
    for (const { providerKeys, billerKey } of demonstration.hromadas) {
      expect(Object.keys(providerKeys)).toHaveLength(9);
      for (const key of [billerKey, ...Object.values(providerKeys)]) expect(keys).toContain(key);
    }
    expect(demonstration.hromadas[0]?.billerKey).toBe('billing-centre');
  });

  test('names of municipal providers are declined', () => {
    const second = demonstration.subjects.find(({ key }) => key === 'municipal-1');
    expect(second?.name).toBe('Комунальне підприємство «Комунальник» Прикладівської міської ради');
  });

  test('somebody acts in every role that acts for a body, of a kind that fits it', () => {
    const { officials, subjects } = demonstration;
    expect(new Set(officials.map(({ role }) => role))).toEqual(new Set(bodyRoles));
    const kindOf = new Map(subjects.map(({ key, kind }) => [key, kind]));
    for (const { key, role, subjectKey } of officials) {
      const kind = kindOf.get(subjectKey);
      expect(kind !== undefined && fits(role, kind), key).toBe(true);
    }
  });

  test('every body has a head, and the operator of the billing centre is not theirs', () => {
    const { officials } = demonstration;
    const bodies = new Set(officials.map(({ subjectKey }) => subjectKey));
    const headed = officials.filter(({ isHead }) => isHead).map(({ subjectKey }) => subjectKey);
    expect(new Set(headed)).toEqual(bodies);
    expect(officials[0]).toMatchObject({ key: 'operator', role: 'billing-centre', isHead: false });
  });

  test('all who can sign in have valid tax numbers of their own', () => {
    const people = [...demonstration.officials, ...planned.consumers];
    const numbers = people.map(({ rnokpp }) => rnokpp);
    for (const number of numbers) expect(parseRnokpp(number).ok).toBe(true);
    expect(new Set(numbers).size).toBe(people.length);
  });

  test('consumers hold the accounts that fit their stories', () => {
    const houses = townInput === undefined ? [] : [...housesOf(planned.country, townInput)];
    const rows = [...accounts(planned.country)];
    const found = planned.consumers.map((consumer) => {
      const house = houses.find((one) =>
        one.accounts.some(({ accountId }) => accountId === consumer.accountId),
      );
      const account = house?.accounts.find(({ accountId }) => accountId === consumer.accountId);
      const row = rows.find(({ accountId }) => accountId === consumer.accountId);
      expect(row?.holderName).toBe(
        `${consumer.surname} ${consumer.givenName} ${consumer.patronymic}`,
      );
      expect(row?.number).toBe(consumer.accountNumber);
      return {
        key: consumer.key,
        house: house?.kind,
        heating: account?.heating,
        meters: account?.points.length,
        habit: habitOf({ seed: 1039, accountId: consumer.accountId }),
      };
    });
    const onTime = 'in-full-on-time';
    expect(found).toMatchObject([
      {
        key: 'consumer-apartment',
        house: 'apartment',
        heating: 'central',
        meters: 3,
        habit: onTime,
      },
      { key: 'consumer-house', house: 'private', heating: 'own', meters: 3, habit: onTime },
      { key: 'consumer-debtor', house: 'apartment', heating: 'own' },
    ]);
    expect(['never', 'partly']).toContain(found[2]?.habit);
  });

  test('a town too small for the stories still gives each consumer an account', () => {
    const [town] = demonstration.hromadas;
    const tiny = town === undefined ? [] : [{ ...town, accounts: 4 }];
    const { consumers } = planDemonstration({
      demonstration: { ...demonstration, hromadas: tiny },
      territoryId: (code) => codes.indexOf(code) + 1,
      subjectId: (key) => BigInt(keys.indexOf(key) + 1),
      from: period('2024-11'),
      months: 2,
    });
    expect(new Set(consumers.map(({ accountId }) => accountId)).size).toBe(3);
  });

  test('every hromada has tariffs for each of its services', () => {
    for (const { hromadaId, providers } of planned.country.hromadas) {
      const priced = planned.tariffs.filter(({ territoryId }) => territoryId === hromadaId);
      expect(new Set(priced.map(({ service }) => service))).toEqual(
        new Set(Object.keys(providers)),
      );
    }
  });

  test('a list without a town is refused', () => {
    expect(() => describeDemonstration(1039, [])).toThrow(RangeError);
    expect(() => describeDemonstration(1039, territories().slice(0, 1))).toThrow(RangeError);
  });
});
