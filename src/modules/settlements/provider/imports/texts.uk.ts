import type { PluralForms } from '#ui/format/plural.ts';
import { formatPeriod } from '#ui/format/time.ts';
import type { Period } from '#kernel/period.ts';
import type { ImportView } from '../../readings/import/import-report.ts';

export const texts = {
  title: 'Показання',
  lede: 'Передайте показання лічильників одним файлом. Платформа перевірить кожен рядок.',
  uploadTitle: 'Передати файл',
  file: 'Файл CSV або XLSX',
  fileHint: 'Потрібні колонки: особовий рахунок або номер лічильника, послуга, дата, показання.',
  upload: 'Передати файл',
  uploadErrors: 'Файл не передано',
  chooseFile: 'Оберіть файл із показаннями',
  emptyFile: 'Файл порожній. Перевірте, чи той файл обрано.',
  tooLarge: 'Файл завеликий. Поділіть його на частини й передайте окремо.',
  otherFault: 'Файл не вдалося прийняти. Спробуйте ще раз.',
  safe: 'Той самий файл можна передати двічі: повторів не буде.',

  templateTitle: 'Заповнити готову форму',
  templateText: (month: Period) =>
    `У формі вже є лічильники, показань яких за ${formatPeriod(month)} ще немає.`,
  templateHow: 'Впишіть показання в останню колонку й передайте файл тут. Порожні рядки вилучіть.',
  templateXlsx: 'Завантажити XLSX',
  templateCsv: 'Завантажити CSV',
  templateName: (month: Period) => `Показання за ${month}`,
  templateSheet: 'Показання',
  templateAddress: 'Адреса',
  templatePrevious: 'Попереднє',
  templatePreviousOn: 'Дата попереднього',

  listTitle: 'Передані файли',
  listEmpty: 'Файлів ще не передавали.',
  name: 'Файл',
  state: 'Стан',
  sentAt: 'Передано',
  lines: 'Рядків',
  accepted: 'Прийнято',
  repeated: 'Уже були',
  refused: 'Відхилено',
  older: 'Старіші',
  newer: 'Новіші',
  pages: 'Сторінки файлів',

  report: 'Звіт про файл',
  goesOn: (lines: string) => `Прочитано ${lines}`,
  refreshes: (seconds: number) => `Сторінка оновлюється сама кожні ${seconds} с.`,
  leave: 'Її можна закрити й повернутися пізніше.',
  stopRefresh: 'Не оновлювати',
  refreshOff: 'Сторінка не оновлюється сама.',
  refreshOn: 'Оновлювати',
  refreshNow: 'Оновити зараз',
  doneTitle: 'Файл прочитано',
  doneAll: 'Усі рядки прийнято. Показання увійдуть до нарахування.',
  doneSome: 'Прийняті показання увійдуть до нарахування. Виправте відхилені й передайте лише їх.',
  failedTitle: 'Файл не прочитано до кінця',
  sameTitle: 'Цей самий файл ви вже передавали',
  sameText: 'Показання з нього не повторюватимуться.',
  sameLink: 'Попередній звіт',
  totals: 'Підсумок',
  refusedTitle: 'Відхилені рядки',
  refusedNone: 'Відхилених рядків немає.',
  refusedYet: 'Відхилених рядків поки немає.',
  download: 'Завантажити список',
  cut: 'Показано перші 10 000 відхилених рядків. Виправте їх і передайте файл ще раз.',
  line: 'Рядок',
  reason: 'Чому відхилено',
  content: 'Що в рядку',
  next: 'Наступні рядки',
  first: 'На початок списку',
  moreRows: 'Ще відхилені рядки',
} as const;

export const stateNames: Readonly<Record<ImportView['state'], string>> = {
  queued: 'у черзі',
  running: 'читається',
  done: 'прочитано',
  failed: 'не прочитано',
};

export const lineForms: PluralForms = { one: 'рядок', few: 'рядки', many: 'рядків' };
