export const texts = {
  usage: `npm run territories -- ФАЙЛ [--edition=РРРР-ММ-ДД] [--source=ЗВІДКИ] [--check]
                           [--good-lines] [--accept-loss]
  Завантажує видання кодифікатора КАТОТТГ: XLSX міністерства або CSV (code,parent,category,name),
  можна стиснений gzip, до 32 МБ. Нічого не видаляє: територія, якої в новому виданні немає,
  лишається з датою припинення.
  --edition      дата видання; якщо її немає, береться з назви файлу
  --source       звідки файл
  --check        лише показати, що зміниться
  --good-lines   завантажити правильні рядки, коли у файлі є помилкові
  --accept-loss  припинити навіть понад 2 000 територій

npm run territories -- --statuses ФАЙЛ [--good-lines]
  Завантажує перелік територій бойових дій та окупації: CSV katottg,status,from,to.

База даних — DATABASE_URL, а без неї — власна база платформи в DATA_DIR.`,
  source: 'Міністерство розвитку громад та територій України',
  noFile: (path: string) => `Файлу «${path}» немає.`,
  tooLarge: 'Файл більший за 32 МБ.',
  noEdition: 'Вкажіть дату видання: --edition=РРРР-ММ-ДД.',
  edition: (date: string, units: string) =>
    `Кодифікатор станом на ${date}. Правильних рядків: ${units}.`,
  unchanged: (count: string) => `Без змін: ${count}`,
  was: (name: string) => ` (було: ${name})`,
  more: (count: string) => `…і ще ${count}`,
  faults: (count: string) => `Помилкових рядків: ${count}`,
  line: (line: number) => `рядок ${line}`,
  statuses: (periods: string, added: string, removed: string) =>
    `Періодів у переліку: ${periods}. Додано: ${added}. Вилучено: ${removed}.`,
  checkedOnly: 'Це лише перевірка. У реєстрі нічого не змінено.',
  loaded: 'Видання завантажено.',
  refused: 'Не завантажено.',
  waysOn: {
    'territory-file-has-faults': 'Виправте файл або додайте --good-lines.',
    'territory-edition-loses-too-many':
      'Перевірте файл. Якщо так і має бути, додайте --accept-loss.',
    'status-file-has-faults': 'Виправте файл або додайте --good-lines.',
  } as Readonly<Record<string, string>>,
} as const;
