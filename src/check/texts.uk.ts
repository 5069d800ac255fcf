import type { SignerKind, Qualification } from '#exchange/signature/own/x509/identity.ts';
import type { RevocationSource } from '#exchange/signature/own/cms/revocation.ts';

const signatures: Readonly<Record<Qualification, string>> = {
  qualified: 'Кваліфікований електронний підпис (КЕП)',
  'advanced-on-qualified': 'Удосконалений підпис на кваліфікованому сертифікаті (УЕП)',
  'not-qualified': 'Електронний підпис, не кваліфікований',
};
const seals: Readonly<Record<Qualification, string>> = {
  qualified: 'Кваліфікована електронна печатка',
  'advanced-on-qualified': 'Удосконалена печатка на кваліфікованому сертифікаті',
  'not-qualified': 'Електронна печатка, не кваліфікована',
};
const kinds: Readonly<Record<SignerKind, string>> = {
  person: 'Фізична особа',
  official: 'Посадова особа',
  seal: 'Печатка організації',
};
const notRevoked: Readonly<Record<Exclude<RevocationSource, 'none'>, (at: string) => string>> = {
  'embedded-ocsp': (at) =>
    `Сертифікат чинний: так відповів надавач ${at}, відповідь є в самому підписі.`,
  'online-ocsp': (at) => `Сертифікат чинний: так відповів надавач ${at}.`,
  crl: (at) => `Сертифіката немає в списку скасованих від ${at}.`,
};

/** Sentences of an answer. */
export const texts = {
  states: {
    valid: 'Дійсний',
    pending: 'Не все відомо',
    unproved: 'Не звірено',
    invalid: 'Недійсний',
  },
  nobody: 'Підписувача не встановлено',
  unnamed: 'без назви',
  notCompared: 'підписувача не звірено',
  role: 'Хто',
  organization: 'Організація',
  edrpou: 'Код ЄДРПОУ',
  position: 'Посада',
  rnokpp: 'РНОКПП',
  passport: 'Паспорт',
  mark: 'Вид підпису',
  when: 'Коли',
  issuer: 'Сертифікат видав',
  act: 'Дія',
  kinds,
  signatures,
  seals,
  summary: ({ name, body, when }: Readonly<Record<'name' | 'body' | 'when', string>>) =>
    `${name}${body === '' ? '' : ` (${body})`} — ${when}`,
  stamped: (at: string) => `${at}, за позначкою часу`,
  claimed: (at: string) => `${at}, зі слів підписувача`,
  timeUnknown: 'коли, невідомо',
  unchanged: 'Після підпису документ не змінювали.',
  issuedByTrusted: (name: string) => `Сертифікат видав довірений надавач: ${name}.`,
  provedTime: (at: string) => `Підпис уже існував ${at}: це засвідчує позначка часу.`,
  contentTime: (at: string) => `Документ уже існував ${at}: це засвідчує позначка часу.`,
  notRevoked,
  timeNotProved: (at: string) =>
    `Коли підписано, не доведено: позначки часу немає. Певно лише, що підпис існує на ${at}.`,
  ownWord: (at: string) => `Час ${at} назвав сам підписувач. Його годинник міг показувати будь-що.`,
  noListForSigner:
    'Ім’я взято із сертифіката. Чи справжній цей сертифікат, не звірено: немає переліку довірених надавачів.',
  rightsNotProved:
    'Право підписувати від імені організації сертифікат не доводить. Його видно в Єдиному державному реєстрі (ЄДР).',

  validOne: {
    title: 'Підпис дійсний',
    lede: 'Документ цілий, відомо, хто його підписав. Нижче — що саме доведено.',
  },
  validMany: {
    title: 'Усі підписи дійсні',
    lede: 'Документ цілий, відомо, хто його підписав. Нижче — що саме доведено.',
  },
  pending: {
    title: 'Підпис справжній, але не все з’ясовано',
    lede: 'Нічого поганого не знайдено. Нижче — чого без мережі дізнатися не вдалося.',
  },
  unproved: {
    title: 'Документ не змінено, підписувача не звірено',
    lede: 'Підпис підходить до документа. Чи справжній сертифікат, без переліку довірених надавачів сказати не можна.',
  },
  invalid: {
    title: 'Підпис недійсний',
    lede: 'Не покладайтеся на цей документ. Нижче — що саме не так.',
  },
  notCovered: {
    title: 'Є файли без підпису',
    lede: 'Контейнер у цілому недійсний: до нього поклали те, чого ніхто не підписав.',
  },
  changed: {
    title: 'Файли змінено після підпису',
    lede: 'Не покладайтеся на ці файли. Нижче — які саме змінено.',
  },
  unreadable: {
    title: 'Контейнер недійсний',
    lede: 'Його не вдалося прочитати, тому підписи не перевірено.',
  },
  nothing: {
    title: 'Файл порожній або його не вибрано',
    lede: 'Виберіть документ із підписом і спробуйте ще раз.',
  },
  noSignature: {
    title: 'Підпису не знайдено',
    lede: 'У тому, що ви дали, немає електронного підпису.',
  },
  noSignatureHelp: 'Якщо підпис лежить в окремому файлі .p7s, виберіть разом і документ, і підпис.',
  pdf: {
    title: 'Потрібен файл підпису',
    lede: 'Підпис усередині самого PDF тут не перевіряємо.',
  },
  pdfHelp: 'Додайте файл .p7s або контейнер .asice, які ви отримали разом із PDF.',
  needsDocument: {
    title: 'Потрібен сам документ',
    lede: 'Це лише підпис, документа в ньому немає. Виберіть разом і документ, і підпис.',
  },
  tooLarge: (megabytes: number) => ({
    title: 'Файл завеликий',
    lede: `Тут перевіряємо файли до ${megabytes} МБ.`,
  }),
  failed: {
    title: 'Перевірити не вдалося',
    lede: 'Перевірка зупинилася. Це не означає, що підпис недійсний. Спробуйте ще раз.',
  },
  busy: {
    title: 'Зараз перевіряють багато документів',
    lede: 'Зачекайте хвилину і спробуйте ще раз.',
  },

  signedBy: (names: string) => `Підписано: ${names}.`,
  notSigned: 'Цього файла ніхто не підписав. Не довіряйте йому.',
  wronglySigned: 'Підпис, який мав охоплювати цей файл, недійсний.',
  fileChanged: 'Файл змінено після підпису.',
  fileMissing: 'Файл підписано, але в контейнері його немає.',
  inside: 'Документ лежить у самому файлі підпису.',

  listed: (name: string, at: string) => `Перелік довірених надавачів № ${name} від ${at}.`,
  listIsStale: (at: string) =>
    `Перелік довірених надавачів мав оновитися ${at}. Завантажте свіжу сторінку перевірки.`,
  noList: 'Перелік довірених надавачів не встановлено, тому сертифікати ні з чим не звірено.',
  listRefused:
    'Перелік довірених надавачів не пройшов перевірки або застарів, тому сертифікати ні з чим не звірено.',
  checkedAt: (at: string) => `Перевірено ${at} за годинником цього пристрою.`,
  checkedOnServer: (at: string) => `Перевірено ${at} на сервері платформи, файл не збережено.`,
  noNetwork: 'До надавачів мережею не зверталися.',

  documentKind: 'Вид',
  documentNumber: 'Реєстраційний номер',
  documentDate: 'Дата реєстрації',
  documentVoucher: 'Номер засвідчено печаткою',
  documentVersion: 'Версія',
  documentId: 'Ідентифікатор',
  documentKinds: {
    contract: 'Договір',
    bill: 'Рахунок',
    receipt: 'Квитанція',
    act: 'Акт',
    appeal: 'Звернення',
    decision: 'Рішення',
    'audit-extract': 'Витяг із журналу дій',
    'tariff-decision': 'Рішення про тариф',
  } as Readonly<Record<string, string>>,
  acts: {
    send: 'Надсилання',
    submit: 'Подання',
    agree: 'Погодження',
    confirm: 'Підтвердження на платформі',
    seal: 'Засвідчення печаткою',
    register: 'Реєстрація',
  } as Readonly<Record<string, string>>,
} as const;
