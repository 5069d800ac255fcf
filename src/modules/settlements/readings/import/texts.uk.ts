import type { Service } from '#kernel/service.ts';
import type { ColumnName } from './columns.ts';
import type { LineReason } from './line-reason.ts';
import type { FileProblem } from './sheet-row.ts';

/** How providers head their columns; case, dots and signs do not matter. */
export const columnSpellings: Readonly<Record<ColumnName, readonly string[]>> = {
  account: [
    'особовий рахунок',
    'номер особового рахунку',
    '№ особового рахунку',
    'особ. рахунок',
    'о/р',
    '№ о/р',
    'номер о/р',
    'ос. рахунок',
    'рахунок',
    'номер рахунку',
    'лицьовий рахунок',
  ],
  service: ['послуга', 'вид послуги', 'назва послуги', 'комунальна послуга'],
  serial: [
    'номер лічильника',
    '№ лічильника',
    'лічильник',
    'заводський номер',
    'заводський №',
    'заводський номер лічильника',
    'зав. №',
    'серійний номер',
    'номер приладу',
    'номер приладу обліку',
  ],
  meter: ['послуга або номер лічильника', 'послуга або лічильник', 'послуга / лічильник'],
  zone: ['зона', 'зона доби', 'тарифна зона', 'номер зони'],
  date: [
    'дата',
    'дата показання',
    'дата показань',
    'дата показів',
    'дата зняття',
    'дата зняття показання',
    'дата зняття показань',
    'дата зняття показів',
    'станом на',
  ],
  value: [
    'показання',
    'показання лічильника',
    'поточне показання',
    'поточні показання',
    'нове показання',
    'нові показання',
    'показ',
    'покази',
    'покази лічильника',
    'поточні покази',
    'показник',
    'показники',
    'показники лічильника',
    'поточні показники',
    'значення',
  ],
};

/** How the columns are named to people. */
export const columnTitles: Readonly<Record<ColumnName, string>> = {
  account: 'Особовий рахунок',
  service: 'Послуга',
  serial: 'Номер лічильника',
  meter: 'Послуга або номер лічильника',
  zone: 'Зона',
  date: 'Дата',
  value: 'Показання',
};

/** How services that are metered are written in files. */
export const serviceSpellings: Readonly<Partial<Record<Service, readonly string[]>>> = {
  heat: ['тепло', 'теплопостачання', 'опалення', 'теплова енергія', 'постачання теплової енергії'],
  'hot-water': [
    'гаряча вода',
    'гаряче водопостачання',
    'постачання гарячої води',
    'гвп',
    'підігрів води',
  ],
  'cold-water': [
    'холодна вода',
    'холодне водопостачання',
    'водопостачання',
    'централізоване водопостачання',
    'вода',
    'хвп',
  ],
  'electricity-supply': [
    'електроенергія',
    'електрична енергія',
    'електрика',
    'електропостачання',
    'постачання електричної енергії',
    'світло',
  ],
  'gas-supply': ['газ', 'природний газ', 'газопостачання', 'постачання природного газу'],
};

export type ZoneWord = 'whole' | 'day' | 'night' | 'peak' | 'half-peak';

export const zoneSpellings: Readonly<Record<ZoneWord, readonly string[]>> = {
  whole: ['доба', 'цілодобово', 'цілодобова', 'загальна', 'без зон'],
  day: ['день', 'денна'],
  night: ['ніч', 'нічна'],
  peak: ['пік', 'пікова'],
  'half-peak': ['напівпік', 'напівпікова'],
};

type ProblemText = (about: string) => string;

const fileProblemTexts: Readonly<Record<FileProblem, ProblemText>> = {
  'empty-file': () => 'У файлі немає жодного рядка з показаннями. Перевірте, чи той файл обрано.',
  'too-large': () =>
    'Файл завеликий. Поділіть його на частини, наприклад за громадами, і передайте окремо.',
  'wrong-encoding': () =>
    'Не вдалося прочитати літери у файлі. Збережіть його в кодуванні UTF-8 і передайте ще раз.',
  'not-a-spreadsheet': () => 'Це не таблиця. Передайте файл CSV або XLSX.',
  'old-spreadsheet': () =>
    'Це таблиця старого формату XLS. Збережіть її як XLSX або CSV і передайте ще раз.',
  'missing-columns': (about) =>
    `У файлі не знайдено колонок: ${titles(about)}. Додайте їх до рядка заголовків.`,
  'double-columns': (about) =>
    `Колонка повторюється: ${titles(about)}. Залиште одну, щоб ми не взяли іншу.`,
  'broken-quotes': (about) =>
    `У рядку ${about} відкрито лапки, яких не закрито. Виправте рядок і передайте файл ще раз. ` +
    'Повторів не буде.',
  'broken-file': (about) =>
    about === ''
      ? 'Файл пошкоджено. Збережіть таблицю ще раз і передайте її знову.'
      : `Файл пошкоджено після рядка ${about}. Збережіть таблицю ще раз і передайте її знову. ` +
        'Повторів не буде.',
  'file-lost': () => 'Файл не зберігся. Передайте його ще раз.',
};

/** Why a whole file was refused, and what to do. */
export function fileProblemText(problem: FileProblem, about: string): string {
  return fileProblemTexts[problem](about);
}

function titles(columns: string): string {
  return columns
    .split(' ')
    .map((name) => `«${columnTitles[name as ColumnName]}»`)
    .join(', ');
}

interface ReasonText {
  readonly title: string;
  readonly advice: string;
}

/** Why a line was refused, and what to do about it. */
export const lineReasonTexts: Readonly<Record<LineReason, ReasonText>> = {
  'no-meter-named': {
    title: 'Не вказано лічильник',
    advice: 'Впишіть номер лічильника або особовий рахунок і послугу.',
  },
  'unknown-service': {
    title: 'Невідома послуга',
    advice: 'Напишіть назву послуги так, як у рахунку. Наприклад: «Холодна вода».',
  },
  'bad-zone': {
    title: 'Невідома зона доби',
    advice: 'Впишіть номер зони або «день» чи «ніч».',
  },
  'zone-missing': {
    title: 'Не вказано зону доби',
    advice: 'Цей лічильник багатозонний. Додайте рядок для кожної зони.',
  },
  'no-such-zone': {
    title: 'Лічильник не має такої зони',
    advice: 'Перевірте номер зони. Для однозонного лічильника залиште зону порожньою.',
  },
  'bad-date': {
    title: 'Дату не вказано або вона неправильна',
    advice: 'Впишіть дату так: 21.11.2026.',
  },
  'bad-value': {
    title: 'Показання не вказано або це не число',
    advice: 'Впишіть лише цифри. Дробову частину відокремте комою.',
  },
  formula: {
    title: 'У клітинці формула',
    advice: 'Замініть формулу її значенням: скопіюйте та вставте «як значення».',
  },
  'cell-error': {
    title: 'У клітинці помилка або значення, яке не читається',
    advice: 'Впишіть у клітинку звичайний текст, число або дату.',
  },
  'meter-not-found': {
    title: 'Серед ваших лічильників такого немає',
    advice: 'Перевірте рахунок, послугу й номер лічильника. Таблиця могла втратити перші нулі.',
  },
  'several-meters': {
    title: 'Підходить кілька лічильників',
    advice: 'Додайте номер лічильника.',
  },
  'too-many-decimals': {
    title: 'Забагато цифр після коми',
    advice: 'Перепишіть лише ті цифри, які має лічильник.',
  },
  'too-many-digits': {
    title: 'Забагато цифр до коми',
    advice: 'Перевірте, чи не переписано червоні цифри як цілі.',
  },
  'in-future': {
    title: 'Дата ще не настала',
    advice: 'Виправте дату зняття показання.',
  },
  'too-old': {
    title: 'Дата надто давня',
    advice: 'Такі показання вже не змінюють розрахунків. Вилучіть рядок.',
  },
  'before-last': {
    title: 'Вже є показання за пізнішу дату',
    advice: 'Вилучіть рядок або впишіть новіше показання.',
  },
  'before-installed': {
    title: 'Тоді лічильника ще не було',
    advice: 'Перевірте дату й номер лічильника.',
  },
  'meter-removed': {
    title: 'Лічильник уже знято',
    advice: 'Впишіть номер лічильника, який працює зараз.',
  },
  lower: {
    title: 'Показання менше за попереднє',
    advice:
      'Звірте з лічильником. Якщо помилка в попередньому, спершу передайте виправлене за ту дату.',
  },
  'contradicts-earlier-line': {
    title: 'Вище у файлі є інше показання за цю дату',
    advice: 'Залиште один рядок для лічильника, зони й дати.',
  },
};

/** Headings of the list of refused lines. */
export const refusedLinesHeadings = ['Рядок', 'Причина', 'Що зробити', 'Вміст рядка'] as const;

/** Name of the downloaded list; the part after the dash is the name of the provider's file. */
export function refusedLinesFileName(fileName: string): string {
  return `Відхилені рядки - ${fileName.replace(/\.[^.]*$/, '')}.csv`;
}

export const importFaults = {
  fileName: 'Оберіть файл',
  fileNameTooLong: 'Назва файлу задовга',
} as const;
