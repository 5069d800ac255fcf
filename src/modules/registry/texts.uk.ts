import type { IdentifierFault } from '#kernel/identifiers.ts';
import type { Refusal } from '#kernel/result.ts';
import { formatDate } from '#ui/format/time.ts';
import type { StatusFault, TerritoryFault } from './line-fault.ts';
import type { ProvisionEventKind, ProvisionState } from './provision-right.ts';
import type { SubjectKind } from './subject.ts';
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

type NounsOfName = Readonly<Record<string, readonly TerritoryCategory[]>>;

/** Nouns that people type before the name of a territory; dropped when something else remains. */
export const nounsBeforeName: NounsOfName = {
  м: ['M', 'K'],
  місто: ['M', 'K'],
  с: ['C'],
  село: ['C'],
  смт: ['X'],
  ар: ['O'],
  селище: ['X'],
};

/** Nouns that people type after the name of a territory, and what stands between. */
export const nounsAfterName: NounsOfName = {
  область: ['O'],
  обл: ['O'],
  район: ['P', 'B'],
  р: ['P', 'B'],
  н: ['P', 'B'],
  громада: ['H'],
  територіальна: ['H'],
  тг: ['H'],
  отг: ['H'],
  міська: ['H'],
  селищна: ['H'],
  сільська: ['H'],
};

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
  territory: 'Вкажіть територію.',
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

export const subjectKindNames: Readonly<Record<SubjectKind, string>> = {
  provider: 'Виконавець послуг',
  manager: 'Управитель',
  'billing-centre': 'Розрахунковий центр',
  authority: 'Орган влади',
  administrator: 'Адміністратор',
  laboratory: 'Лабораторія',
  'payment-provider': 'Надавач платіжних послуг',
  'contact-centre': 'Контактний центр',
  association: 'Об’єднання співвласників',
};

export const provisionStateNames: Readonly<Record<ProvisionState, string>> = {
  provided: 'Надається',
  stopped: 'Зупинено',
  'not-started': 'Ще не розпочато',
  'not-covered': 'Не поширюється',
  'out-of-term': 'Строк минув або не настав',
};

export const provisionEventNames: Readonly<Record<ProvisionEventKind, string>> = {
  start: 'Початок',
  stop: 'Зупинення',
  restore: 'Відновлення',
  widen: 'Розширення',
  narrow: 'Звуження',
};

type Details = Readonly<Record<string, string>>;

const refusals: Readonly<Record<string, string | ((details: Details) => string)>> = {
  'edrpou-already-registered': 'Організація з таким кодом ЄДРПОУ вже є в реєстрі.',
  'not-a-provider': 'Право надають лише виконавцеві послуг або управителю.',
  'territory-not-in-force': 'У цей день такої території в кодифікаторі немає.',
  'right-already-granted': 'Право за цим документом на цю територію і строк уже внесено.',
  'right-not-found': 'Такого права в реєстрі немає.',
  'event-already-recorded': 'Таку подію на цю дату вже внесено.',
  'event-outside-term': 'Цієї дати право не діє: строк ще не настав або вже минув.',
  'event-does-not-follow': ({ state = '' }) =>
    `Така подія не може статися: на цю дату стан права — «${
      provisionStateNames[state as ProvisionState]
    }».`,
  'start-comes-first': 'Надання вже зупиняли. Початок вносять перед усіма зупиненнями.',
  'event-out-of-order': ({ latest = '' }) =>
    `Події щодо території записують за порядком днів: остання записана — ${formatDate(
      Temporal.PlainDate.from(latest),
    )}. Вкажіть пізніший день.`,
  'territory-file-unreadable':
    'Файл не прочитано. Потрібен кодифікатор КАТОТТГ: XLSX міністерства або CSV з UTF-8.',
  'territory-file-has-faults': ({ count = '', lines = '' }) =>
    `У файлі помилкові рядки: ${count}. Перші з них: ${lines}.`,
  'territory-edition-is-older': ({ newest = '' }) =>
    `Уже завантажено новіше видання, від ${formatDate(Temporal.PlainDate.from(newest))}.`,
  'territory-edition-loses-too-many': ({ retired = '' }) =>
    `Файл припиняє забагато територій: ${retired}. Можливо, він неповний.`,
  'territory-upload-is-not-waiting': 'Цей файл уже завантажено або замінено іншим.',
  'status-file-unreadable': 'Файл не прочитано. Потрібен CSV: katottg, status, from, to.',
  'status-file-has-faults': ({ count = '' }) => `У файлі помилкові рядки: ${count}.`,
};

/** Why the registry said no; the code itself would be a defect. */
export function registryRefusalText({ refusal, details = {} }: Refusal): string {
  const text = refusals[refusal] ?? refusal;
  return typeof text === 'string' ? text : text(details);
}

/** What an edition of the codifier does to territories. */
export const territoryChangeNames = {
  added: 'Додано',
  renamed: 'Змінено назву або категорію',
  moved: 'Переміщено до іншої громади чи району',
  retired: 'Припинено',
} as const;
