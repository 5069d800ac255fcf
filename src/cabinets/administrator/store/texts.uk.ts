import type { StoreState } from '#platform/files/show-store.ts';

export const texts = {
  title: 'Сховище документів',
  lede: 'Документи лежать зашифрованими. Кожен файл регулярно перечитують і звіряють.',
  state: 'Стан',
  objects: 'Файлів',
  bytes: 'Обсяг',
  megabytes: (count: string) => `${count} МБ`,
  damaged: 'Пошкоджено',
  readBack: 'Усе перечитано не раніше ніж',
  never: (count: string) => `ще не перечитано: ${count}`,
  key: 'Чинний ключ створено',
  noKey: 'ще немає: перший створиться з першим документом',
  underOldKeys: 'Ще під старими ключами',
  whole: 'Пошкоджень немає',
  broken: 'Є пошкоджені документи',
  brokenText:
    'Відновіть їх із резервної копії. Перелік нижче, опис — у docs/operations/file-store.md.',
  rotate: 'Змінити ключ',
  rotateTitle: 'Зміна ключа шифрування',
  rotateText:
    'Нові документи шифруються новим ключем одразу, ключі старих перешифровуються у фоні. Роботу це не зупиняє.',
  asked: 'Зміну ключа розпочато',
  askedText: 'За кілька хвилин усі ключі буде перешифровано.',
  findings: 'Що знайшла перевірка',
  noFindings: 'Перевірка нічого не знаходила.',
  foundAt: 'Коли',
  what: 'Що',
  blob: 'Файл сховища',
  kinds: {
    deleted: 'файл зник',
    changed: 'файл змінено',
    'key-missing': 'немає ключа',
    'whole-again': 'знову цілий',
    'unknown-blob': 'зайвий файл',
    'unknown-blob-removed': 'зайвий файл прибрано',
  } satisfies Record<StoreState['findings'][number]['kind'], string>,
} as const;
