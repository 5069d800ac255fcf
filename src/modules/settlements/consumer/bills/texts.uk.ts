import type { Service } from '#kernel/service.ts';
import type { PluralForms } from '#ui/format/plural.ts';

/** The bill and the list of bills. */
export const texts = {
  connectionCode: (code: string) => `Код підключення рахунку до кабінету: ${code}`,
  listTitle: 'Рахунки',
  listLede: 'Кожен рахунок розкривається в розрахунок: обсяг, тариф, рішення, норма закону.',
  years: 'Рік',
  period: 'Місяць',
  charged: 'Нараховано',
  paid: 'Сплачено',
  due: 'До сплати',
  payUntil: 'Сплатити до',
  noBillsTitle: 'Рахунків ще немає',
  noBillsLead: 'Перший рахунок з’явиться після закінчення місяця.',
  noBillsOfYear: 'За цей рік рахунків немає.',
  listCaption: (year: number) => `Рахунки за ${year} рік`,

  title: (month: string) => `Рахунок за ${month}`,
  dueFor: (month: string) => `До сплати за ${month}`,
  leftFor: (month: string) => `Залишилося сплатити за ${month}`,
  wasDueFor: (month: string) => `Було до сплати за ${month}`,
  paidFor: (month: string) => `Рахунок за ${month} сплачено`,
  payBy: 'Сплатити до',
  paidSince: (due: string, paid: string) =>
    `За рахунком було ${due}, після нього сплачено ${paid}.`,
  correctedSince: (sum: string) =>
    `Після рахунка зроблено перерахунок ${sum}. Пояснення буде в наступному рахунку.`,
  overpaid: (sum: string) => `Переплата ${sum} зменшить наступний рахунок.`,
  toNewest: 'Відкрити найновіший рахунок',
  overdue: 'Строк оплати минув',
  dueOnUnverified: 'строк оплати: параметр не підтверджено',
  paidTag: 'Сплачено',
  pay: (sum: string) => `Сплатити ${sum}`,
  payOther: 'Іншу суму',
  payAhead: 'Сплатити наперед',
  print: 'Роздрукувати',
  printHow:
    'На комп’ютері натисніть Ctrl і P. На телефоні відкрийте меню браузера й оберіть «Друк».',
  printSheet: 'Рахунок стане на один аркуш А4.',
  codeLabel: (sum: string, recipient: string) =>
    `QR-код для оплати ${sum} у застосунку банку. Отримувач: ${recipient}.`,
  codeHint: 'Скануйте в застосунку банку',
  number: 'Номер рахунку',
  issued: 'Сформовано',

  changed: 'Що змінилося',
  carriedDebt: (sum: string) => `У сумі до сплати є борг за попередні місяці: ${sum}.`,

  byService: 'За послугами',
  service: 'Послуга',
  opening: 'Було',
  corrected: 'Перерахунок',
  total: 'Разом',
  howCame: (service: string, sum: string) => `${service}: як вийшло ${sum}`,
  notCharged: (service: string) => `${service}: цього місяця не нараховано`,
  notChargedLead: 'Цього місяця послугу не нараховано. У рядку лише борг або переплата.',
  provider: 'Виконавець',
  dispute: 'Не згоден із цією сумою',

  monthsTitleMore: (month: string, percent: string) =>
    `13 місяців: ${month} на ${percent} дорожчий, ніж торік`,
  monthsTitleLess: (month: string, percent: string) =>
    `13 місяців: ${month} на ${percent} дешевший, ніж торік`,
  monthsTitleSame: (month: string) => `13 місяців: ${month} коштував стільки ж, скільки торік`,
  monthsTitle: 'Нарахування за місяцями',
  volumeTitleMore: (service: string, percent: string) =>
    `${service}: на ${percent} більше, ніж торік`,
  volumeTitleLess: (service: string, percent: string) =>
    `${service}: на ${percent} менше, ніж торік`,
  volumeTitleSame: (service: string) => `${service}: стільки ж, скільки торік`,
  volumeTitle: (service: string) => `${service}: обсяг за місяцями`,
  monthsView: 'Що показати за 13 місяців',
  money: 'Гроші',

  standing: 'Стан розрахунків',
  standingOpening: 'Було на початок місяця',
  standingCharged: 'Нараховано за місяць',
  standingCorrected: 'Перерахунки',
  standingPaid: 'Сплачено',
  standingDue: 'До сплати за рахунком',
  payment: 'платіж',
  refund: 'повернення',
  correction: 'перерахунок',
  correctionGround: (facts: {
    readonly service: string;
    readonly month: string;
    readonly ground: string;
    readonly actNumber: string;
    readonly actOn: string;
  }) =>
    `${facts.service}, нараховане за ${facts.month}: ${facts.ground}` +
    `${/[.!?…]$/.test(facts.ground) ? '' : '.'} ` +
    `Акт №\u00a0${facts.actNumber} від ${facts.actOn}`,
  openingEntry: 'вхідний залишок',
  debtByMonth: 'Борг за місяцями',
  debtHow: 'Ваші платежі покривають спочатку найстаріший борг.',
  noDebt: 'Боргу за попередні місяці немає.',
  privileges: 'Пільги й субсидію держава виплачує грошима. Із суми рахунку їх не віднімають.',
  penalty: 'Пені в рахунку немає: її пред’являють окремо.',

  building: 'Ваш будинок',
  buildingLead: (month: string) => `Що показали лічильники будинку за ${month} і де в цьому ви.`,
  buildingMeter: 'Показання лічильника будинку',
  buildingTotal: 'Будинок',
  buildingShared: 'Спільне',
  buildingFlats: 'Квартири',
  buildingOwn: 'Ваша частка',
  buildingCommon: 'Спільне — це робота системи опалення, під’їзди й інші спільні місця.',
  buildingBalance: 'Сума за всіма квартирами дорівнює лічильнику будинку.',

  comparison: 'Ваше споживання поруч із сусідами',
  comparisonLead: (month: string) =>
    `Середнє за ${month} у схожих оселях громади: на одну особу або на квадратний метр.`,
  yours: 'У вас',
  peers: 'У схожих',
  perPerson: 'на особу',
  perArea: 'на м²',
  peersWithMeters: 'у вас норма, у них лічильники',
  noComparison: 'Схожих осель замало, щоб показати середнє й нікого не розкрити.',
  advice: 'Як платити менше',

  payees: 'Кому йдуть гроші',
  payeesLead:
    'Одним платежем ви сплачуєте всім. Можна сплатити й кожному окремо за цими реквізитами.',
  payee: 'Виконавець',
  edrpou: 'ЄДРПОУ',
  iban: 'IBAN',
  details: 'Реквізити',
  contacts: 'Контакти',
  phone: 'Телефон',
  billerTitle: 'Рахунок сформував',
  readingsPlace: 'Передати показання',
  readingsPlaceLead: 'Показання наступного місяця передайте тут або за контактами виконавця.',

  paperReadings: 'Місце для показань',
  noMeters: 'Лічильників немає',

  disputeTitle: 'Якщо ви не згодні із сумою',
  disputeAbout: (service: string, month: string) => `${service}, ${month}`,
  disputeLead: 'Спершу перевірте розрахунок. Якщо помилка є, напишіть виконавцеві.',
  disputeToBill: 'Повернутися до розрахунку',
  disputeWhat: 'Що написати',
  disputeItems: [
    'номер особового рахунку та адресу;',
    'місяць, послугу й суму, з якою не згодні;',
    'що саме неправильно: показання, площа, кількість мешканців, тариф;',
    'чого просите: перерахувати або пояснити.',
  ],
  disputeTo: 'Куди звернутися',
  disputeTerm: 'Скільки чекати',
  disputeTermLead:
    'Виконавець має відповісти за місяць. Якщо додатково вивчати нічого не треба — за 15 днів.',
  disputeQuality: 'На претензію щодо якості послуги виконавець відповідає за 5 робочих днів.',
  disputePay: 'Решту рахунку сплатіть вчасно, щоб не було пені.',
  sum: 'Сума',
  purpose: (account: string, month: string, year: string) =>
    `Комунальні послуги, о/р ${account}, ${month} ${year}`,
} as const;

/** Homes that an average was taken from. */
export const accountForms: PluralForms = {
  one: 'рахунок',
  few: 'рахунки',
  many: 'рахунків',
};

/** One piece of advice for each service that a household can use less of (2119:8.3). */
export const adviceTexts: Readonly<Partial<Record<Service, string>>> = {
  heat: 'Зачиняйте під’їзд, ущільніть вікна, не закривайте радіатори меблями й шторами.',
  'gas-supply': 'Знизьте температуру вночі на кілька градусів і перевірте котел перед сезоном.',
  'cold-water': 'Перевірте бачок унітаза й крани: непомітний витік тече цілу добу.',
  'hot-water': 'Душ витрачає значно менше гарячої води, ніж ванна.',
  'electricity-supply': 'Вимикайте прилади з розетки на ніч. Двозонний лічильник здешевлює ніч.',
};
