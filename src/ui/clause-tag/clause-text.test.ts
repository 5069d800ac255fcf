import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { ClauseId } from '#kernel/law.ts';
import { clauseText } from './clause-text.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('a clause is written as Ukrainian documents write it', () => {
  test.each<[ClauseId, string]>([
    ['1039:15.1', '1039, п. 15.1'],
    ['1039:26.3.f.4', '1039, п. 26.3'],
    ['1039:order-18', 'Порядок 1039, п. 18'],
    ['1039:amend-4.1', 'зміни 1039, п. 4.1'],
    ['1039:resolution-7.1', 'постанова 1039, п. 7.1'],
    ['1039:memorandum-6', 'Меморандум 1039, п. 6'],
    ['2119:11.4', 'Закон 2119-VIII, ст. 11 ч. 4'],
    ['393:20', 'Закон 393/96-ВР, ст. 20'],
    ['civil-code:267', 'Цивільний кодекс, ст. 267'],
    ['118:4', 'ПКМУ 118, п. 4'],
    ['23:6', 'Наказ 23, п. 6'],
    ['315:2.3', 'Методика 315, п. 2.3'],
    ['nbu-97:5', 'НБУ 97, п. 5'],
  ])('%s is %s', (id, text) => {
    expect(plain(clauseText(id).short)).toBe(text);
  });

  test('the full reference names the act, its date and its number', () => {
    expect(plain(clauseText('2119:11.4').full)).toBe(
      'Закон України від 22.06.2017 № 2119-VIII, ст. 11 ч. 4',
    );
    expect(plain(clauseText('1039:15.1').full)).toBe(
      'Постанова Кабінету Міністрів України від 03.09.2024 № 1039, ' +
        'Положення про Єдину платформу, п. 15.1',
    );
  });

  test('no clause of resolution 1039 shows a Latin letter of our own list', () => {
    const source = readFileSync(new URL('../../kernel/law-clauses.ts', import.meta.url), 'utf8');
    const ids = [...source.matchAll(/'(1039:[^']+)'/g)].map((match) => match[1] as ClauseId);
    expect(ids.length).toBeGreaterThan(450);
    for (const id of ids) expect(clauseText(id).short).not.toMatch(/[a-z]/);
  });
});
