import type { TariffComponent } from '#modules/settlements/index.ts';

export const componentNames: Readonly<Record<TariffComponent, string>> = {
  volume: 'Обсяг послуги',
  fixed: 'Постійна частина, щомісяця',
  subscription: 'Абонентське обслуговування, щомісяця',
};

/** Parts of the day of a meter with zones; 0 is the whole day. */
export const zoneNames: Readonly<Record<number, string>> = {
  0: 'цілодобово',
  1: 'день',
  2: 'ніч',
  3: 'пік',
};

export const categoryNames: Readonly<Record<string, string>> = {
  population: 'населення',
};

export const texts = {
  title: 'Тарифи',
  lede: 'Порівняйте ціни виконавців у різних громадах. Ціни наведено з ПДВ.',
  filters: 'Умови порівняння',
  filtersForm: 'Вибір тарифів',
  service: 'Послуга',
  component: 'Що оплачується',
  territory: 'Регіон',
  wholeCountry: 'Уся Україна',
  on: 'Станом на',
  show: 'Показати',
  sortPrice: 'Ціна з ПДВ',
  provider: 'Виконавець',
  place: 'Територія',
  net: 'Без ПДВ',
  since: 'Діє',
  decision: 'Рішення',
  part: 'Що оплачується',
  tableTitle: 'Усі тарифи',
  shownOf: (shown: number, all: number) => `Показано ${shown} з ${all}. Решта — у файлі.`,
  nothing: 'Тарифів за цими умовами немає',
  nothingText: 'Виберіть іншу послугу, регіон або дату.',
  rankingTitle: (ends: {
    readonly dearest: string;
    readonly dearestPrice: string;
    readonly cheapest: string;
    readonly cheapestPrice: string;
  }) =>
    `Найдорожче: ${ends.dearest}, ${ends.dearestPrice}. Найдешевше: ${ends.cheapest}, ${ends.cheapestPrice}`,
  rankingSame: (price: string) => `Ціна скрізь однакова: ${price}`,
  rankingOne: (place: string, price: string) => `Один тариф: ${place}, ${price}`,
  rankingUnit: (unit: string) => `грн за ${unit} з ПДВ`,
  rankingNoteAll: 'Від найвищої ціни до найнижчої.',
  rankingNoteEnds: (count: number) => `Показано ${count} найдорожчих і ${count} найдешевших.`,
  rankingMedian: (price: string) => `Половина тарифів не вища за ${price} грн.`,
  eyebrow: 'Тариф',
  vatNote: (net: string, vat: string, percent: number) =>
    `${net} без ПДВ + ${vat} ПДВ (${percent} %)`,
  gross: 'Ціна з ПДВ',
  category: 'Для кого',
  validity: 'Строк дії',
  published: 'Оприлюднено',
  notPublished: 'дату не внесено',
  number: '№',
  from: 'від',
  structureTitle: 'З чого складається ціна',
  item: 'Складова',
  share: 'Частка',
  amount: 'Сума без ПДВ, грн',
  total: 'Разом',
  noStructure: 'Структуру тарифу не внесено',
  noStructureText: 'Виконавець має подати її разом із рішенням про тариф.',
  checksTitle: 'Перевірка арифметики',
  checkItemsHold: 'Сума складових дорівнює ціні без ПДВ',
  checkItemsFail: (sum: string, net: string) =>
    `Сума складових ${sum} не дорівнює ціні без ПДВ ${net}`,
  checkGrossHolds: 'Ціна з ПДВ обчислена правильно',
  checkGrossFails: (expected: string) => `Ціна з ПДВ мала б бути ${expected}`,
  structureFinding: (item: string, share: string) => `Найбільша складова: ${item}, ${share}`,
  structureUnit: 'відсотків від ціни без ПДВ',
  neighbours: 'Зміна ціни',
  before: 'Попередній тариф',
  after: 'Наступний тариф',
  changedBy: 'Зміна',
  noBefore: 'Попереднього тарифу в реєстрі немає.',
  former: 'колишній',
  future: 'майбутній',
  now: 'чинний',
  sheetTitle: 'Тарифи',
  unit: 'Одиниця',
  validFrom: 'Діє з',
  validThrough: 'Діє до',
  vatPercent: 'ПДВ, %',
  netPrice: 'Ціна без ПДВ, грн',
  grossPrice: 'Ціна з ПДВ, грн',
  authority: 'Орган',
  decisionNumber: 'Номер рішення',
  decisionDate: 'Дата рішення',
  code: 'Код КАТОТТГ',
} as const;
