import { expect, test } from 'vitest';
import { checkTerritories, tidyName } from './check-territories.ts';
import type { TerritoryLine } from './territory-line.ts';

const oblast = 'UA05000000000010236';
const raion = 'UA05020000000026686';
const hromada = 'UA05020030000063857';
const city = 'UA05020030010063800';
const village = 'UA05020030020012345';

const tree: readonly (readonly [code: string, parent: string, category: string, name: string])[] = [
  [oblast, '', 'O', 'Вінницька'],
  [raion, oblast, 'P', 'Вінницький'],
  [hromada, raion, 'H', 'Вінницька'],
  [city, hromada, 'M', 'Вінниця'],
  [village, hromada, 'C', 'Стадниця'],
];

function lines(...extra: typeof tree): TerritoryLine[] {
  return [...tree, ...extra].map(([code, parent, category, name], index) => ({
    line: index + 2,
    code,
    parent,
    category,
    name,
  }));
}

test('a sound tree passes whole, and its hromada takes its kind from its centre', () => {
  const { units, faults } = checkTerritories(lines());
  expect(faults).toEqual([]);
  expect(units).toHaveLength(tree.length);
  expect(units[2]).toMatchObject({ code: hromada, parentCode: raion, hromadaType: 'urban' });
});

test('the order of lines does not matter', () => {
  const { units, faults } = checkTerritories(lines().reverse());
  expect(faults).toEqual([]);
  expect(units.find(({ code }) => code === hromada)?.hromadaType).toBe('urban');
});

test.each([
  ['bad-code', ['UA0502', hromada, 'C', 'Десна'], 'UA0502'],
  ['bad-code', ['UA05020030030011111', 'Вінниця', 'C', 'Десна'], 'Вінниця'],
  ['unknown-category', ['UA05020030030011111', hromada, 'Z', 'Десна'], 'Z'],
  ['empty-name', ['UA05020030030011111', hromada, 'C', '  '], '  '],
  ['duplicate', [city, hromada, 'M', 'Вінниця'], city],
  ['duplicate', ['UA05020030030063800', hromada, 'C', 'Десна'], 'UA05020030030063800'],
  ['missing-parent', ['UA05020030030011111', '', 'C', 'Десна'], ''],
  ['missing-parent', ['UA05020030030011111', 'UA05020070000010139', 'C', 'Десна'], /10139/],
  ['wrong-parent', ['UA05020030030011111', village, 'C', 'Десна'], village],
  ['wrong-parent', ['UA05020030030011111', oblast, 'O', 'Інша'], oblast],
] as const)('%s is reported with its line, and the good lines stay', (fault, line, value) => {
  const { units, faults } = checkTerritories(lines(line));
  expect(faults).toEqual([
    { line: 7, fault, value: value instanceof RegExp ? expect.stringMatching(value) : value },
  ]);
  expect(units).toHaveLength(tree.length);
});

test('what hangs below a faulty line is left out with it', () => {
  const [first, second, third, ...below] = lines();
  const spoilt = [first, second, third && { ...third, name: '' }, ...below];
  const { units, faults } = checkTerritories(spoilt.filter((line) => line !== undefined));
  expect(faults.map(({ line, fault }) => [line, fault])).toEqual([
    [4, 'empty-name'],
    [5, 'missing-parent'],
    [6, 'missing-parent'],
  ]);
  expect(units).toHaveLength(2);
});

test('the category ended in 2024 is read as a settlement', () => {
  const { units } = checkTerritories(lines(['UA05020030030011111', hromada, 'T', 'Стрижавка']));
  expect(units.at(-1)).toMatchObject({ category: 'X', name: 'Стрижавка' });
});

test('Cyrillic look-alikes in codes and categories do no harm', () => {
  const { units, faults } = checkTerritories(
    lines(['U\u041005020030030011111', hromada, '\u0421', 'Десна']),
  );
  expect(faults).toEqual([]);
  expect(units.at(-1)).toMatchObject({ code: 'UA05020030030011111', category: 'C' });
});

test.each([
  ["Кам'янець", 'Кам’янець'],
  ['Камʼянець', 'Кам’янець'],
  ['  Біла   Церква ', 'Біла Церква'],
  ['Киї\u0306в'.replace('ї\u0306', 'і\u0308'), 'Київ'],
])('name %j is stored as %j', (typed, stored) => {
  expect(tidyName(typed)).toBe(stored);
});
