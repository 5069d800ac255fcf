import { expect, test } from 'vitest';
import { addressLine, fullTerritoryName } from './texts.uk.ts';
import type { HromadaType, TerritoryCategory, TerritoryPath, TerritoryStep } from './territory.ts';

function step(
  category: TerritoryCategory,
  name: string,
  hromadaType: HromadaType | null = null,
): TerritoryStep {
  return { territoryId: 1, code: '', category, name, hromadaType };
}

const kharkiv = step('O', 'Харківська');
const kupiansk = step('P', 'Куп’янський');
const burluk = step('H', 'Дворічанська', 'settlement');

test.each<readonly [TerritoryPath, string]>([
  [[kharkiv], 'Харківська область'],
  [[step('O', 'Автономна Республіка Крим')], 'Автономна Республіка Крим'],
  [[kupiansk, kharkiv], 'Куп’янський район, Харківська область'],
  [
    [burluk, kupiansk, kharkiv],
    'Дворічанська селищна територіальна громада, Куп’янський район, Харківська область',
  ],
  [
    [step('C', 'Іванівка'), burluk, kupiansk, kharkiv],
    'Іванівка, село, Дворічанська селищна територіальна громада, Куп’янський район, ' +
      'Харківська область',
  ],
  [
    [step('X', 'Приколотне'), step('H', 'Ольховатська'), kupiansk, kharkiv],
    'Приколотне, селище, Ольховатська територіальна громада, Куп’янський район, ' +
      'Харківська область',
  ],
  [[step('M', 'Чорнобиль'), step('O', 'Київська')], 'Чорнобиль, місто, Київська область'],
  [[step('K', 'Київ')], 'Київ, місто'],
  [[step('B', 'Голосіївський'), step('K', 'Київ')], 'Голосіївський район, місто Київ'],
])('full name %#', (path, name) => {
  expect(fullTerritoryName(path)).toBe(name);
});

test.each([
  [undefined, 'вул. Садова, буд. 5а'],
  [{ number: '1', kind: 'house' }, 'вул. Садова, буд. 5а'],
  [{ number: '12', kind: 'flat' }, 'вул. Садова, буд. 5а, кв. 12'],
  [{ number: '2', kind: 'nonresidential' }, 'вул. Садова, буд. 5а, прим. 2'],
] as const)('address %#', (premises, line) => {
  const house = { street: 'вул. Садова', houseNumber: '5а' };
  expect(addressLine(premises === undefined ? house : { ...house, premises })).toBe(line);
});
