import type { IdentifierFault } from '#kernel/identifiers.ts';
import type { StatusFault, TerritoryFault } from './line-fault.ts';
import type { HromadaType, TerritoryCategory, TerritoryPath, TerritoryStep } from './territory.ts';

const hromadaAdjectives: Readonly<Record<HromadaType, string>> = {
  urban: 'міська',
  settlement: 'селищна',
  rural: 'сільська',
};

const settlementNouns: Readonly<Partial<Record<TerritoryCategory, string>>> = {
  K: 'місто',
  M: 'місто',
  X: 'селище',
  C: 'село',
};

/** The kind of a hromada in words, for example in a list of hromadas. */
export function hromadaTypeName(type: HromadaType): string {
  return hromadaAdjectives[type];
}

/** What a unit of this category is called. */
export const levelNouns: Readonly<Record<TerritoryCategory, string>> = {
  O: 'область',
  K: 'місто зі спеціальним статусом',
  P: 'район',
  H: 'територіальна громада',
  M: 'місто',
  X: 'селище',
  C: 'село',
  B: 'район у місті',
};

/**
 * Full name of a territory with the noun of each level: «Іванівка, село, Дворічанська селищна
 * територіальна громада, Куп’янський район, Харківська область».
 */
export function fullTerritoryName(path: TerritoryPath): string {
  const [own, ...above] = path;
  const noun = settlementNouns[own.category];
  const ownName = noun === undefined ? stepName(own) : `${own.name}, ${noun}`;
  return [ownName, ...above.map(stepName)].join(', ');
}

/** Name of one unit with its noun: «Вінницький район», «місто Київ». */
export function stepName(step: TerritoryStep): string {
  const settlement = settlementNouns[step.category];
  if (settlement !== undefined) return `${settlement} ${step.name}`;
  if (step.category === 'H') return hromadaName(step);
  if (step.category === 'O') return oblastName(step.name);
  return `${step.name} район`;
}

function hromadaName({ name, hromadaType }: TerritoryStep): string {
  const adjective = hromadaType === null ? '' : ` ${hromadaAdjectives[hromadaType]}`;
  return `${name}${adjective} територіальна громада`;
}

/** Oblasts are named by an adjective; the Autonomous Republic of Crimea by its whole name. */
function oblastName(name: string): string {
  return name.endsWith('ка') ? `${name} область` : name;
}

/** Nouns that people type before the name of a territory; dropped when something else remains. */
export const nounsBeforeName = ['м', 'місто', 'с', 'село', 'смт', 'селище'];

/** Nouns that people type after the name of a territory. */
export const nounsAfterName = [
  'область',
  'обл',
  'район',
  'р',
  'н',
  'громада',
  'територіальна',
  'тг',
  'отг',
  'міська',
  'селищна',
  'сільська',
];

/** Words of an address that name no particular street. */
export const streetWords = [
  'вул',
  'вулиця',
  'просп',
  'проспект',
  'бульв',
  'бульвар',
  'бул',
  'пров',
  'провулок',
  'пл',
  'площа',
  'шосе',
  'узвіз',
  'проїзд',
  'майдан',
  'набережна',
  'наб',
  'мкр',
  'мікрорайон',
  'квартал',
  'буд',
  'будинок',
];

/** Beginnings of the two headings by which the ministry's sheet is recognised. */
export const codifierHeadings = { category: 'Категорія', name: 'Назва' };

/** What a line of a loaded file is rejected for. */
export const lineFaultTexts: Readonly<Record<TerritoryFault | StatusFault, string>> = {
  'bad-code': 'Код має складатися з літер UA та 17 цифр.',
  'unknown-category': 'Невідома категорія об’єкта.',
  'missing-parent': 'Об’єкта вищого рівня немає у файлі.',
  'wrong-parent': 'Об’єкт не може належати до об’єкта такого рівня.',
  'empty-name': 'Не вказано назви.',
  duplicate: 'Такий код або номер уже є вище у файлі.',
  'unknown-territory': 'Такого коду немає в кодифікаторі.',
  'unknown-status': 'Невідомий статус території.',
  'bad-dates': 'Дати не вказано або кінець раніший за початок.',
};

const identifierFaults: Readonly<Record<IdentifierFault, string>> = {
  empty: 'Заповніть поле.',
  'wrong-length': 'Кількість знаків неправильна.',
  'wrong-characters': 'Є зайві або недозволені знаки.',
  'wrong-check-digit': 'Контрольна цифра не збігається. Перевірте, чи немає помилки.',
  'never-issued': 'Такого коду не буває.',
};

export function identifierFaultText(fault: IdentifierFault): string {
  return identifierFaults[fault];
}

export const fieldTexts = {
  date: 'Вкажіть дату.',
  datesReversed: 'Кінцева дата не може бути раніша за початкову.',
  number: 'Вкажіть число.',
  file: 'Виберіть файл.',
  required: 'Заповніть поле.',
  tooLong: 'Текст задовгий.',
  email: 'Вкажіть адресу електронної пошти, наприклад name@example.com.',
  website: 'Вкажіть адресу сайту, що починається з https://.',
  choice: 'Виберіть значення зі списку.',
  territoryForExtent: 'Вкажіть територію, на якій діяльність розширено або звужено.',
  startIsWhole: 'Початок діяльності стосується всієї території. Приберіть територію.',
};

/** One line of a postal address: street, house, flat. */
export function addressLine(parts: {
  street: string;
  houseNumber: string;
  premises?: { number: string; kind: 'flat' | 'house' | 'nonresidential' };
}): string {
  const { street, houseNumber, premises } = parts;
  const house = `${street}, буд. ${houseNumber}`;
  if (premises === undefined || premises.kind === 'house') return house;
  return `${house}, ${premises.kind === 'flat' ? 'кв.' : 'прим.'} ${premises.number}`;
}
