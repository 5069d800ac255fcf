import type { AccountService } from '#modules/registry/index.ts';
import { formatPeriod } from '#ui/format/time.ts';
import type { Period } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';
import type { PluralForms } from '#ui/format/plural.ts';
import type { AccountPayment, LastReading } from './account.sql.ts';

export const texts = {
  title: 'Рахунки споживачів',
  filters: 'Пошук рахунків',
  find: 'Номер, адреса або повне прізвище',
  debt: 'Борг',
  debtOnly: 'лише з боргом',
  readings: 'Показання',
  unreadOnly: (month: Period) => `без показань за ${formatPeriod(month)}`,
  search: 'Знайти',
  caption: 'Рахунки',
  number: 'Рахунок',
  address: 'Адреса',
  holder: 'Споживач',
  services: 'Послуги',
  residents: 'Осіб',
  due: 'До сплати, грн',
  dueNone: 'рахунка ще немає',
  pages: 'Сторінки рахунків',
  emptyTitle: 'Таких рахунків немає',
  empty: 'Змініть слово пошуку або очистіть фільтри.',
  fileName: 'Рахунки споживачів',
  sheet: 'Рахунки',

  ownerChange: 'Зміна власника',
  accountTitle: (number: string) => `Рахунок ${number}`,
  facts: 'Відомості',
  biller: 'Хто формує рахунки',
  area: 'Загальна площа',
  heatedArea: 'Опалювана площа',
  heating: 'Опалення',
  heatingKinds: { central: 'централізоване', own: 'власне', none: 'немає' },
  opened: 'Відкрито',
  closed: 'Закрито',
  onlyOwn: 'Рахунки формує інша установа. Ви бачите лише нарахування за свої послуги.',

  balance: 'До сплати зараз',
  overpaid: 'Переплата',
  balanceCaption: 'Залишок за послугами',
  charged: 'Нараховано, грн',
  dueNow: 'Зараз до сплати, грн',
  balanceEmpty: 'Рахунків ще не сформовано.',

  servicesCaption: 'Послуги',
  service: 'Послуга',
  provider: 'Виконавець',
  basis: 'Як нараховують',
  contract: 'Договір',
  since: 'Діє з',

  metersCaption: 'Лічильники та останні показання',
  serial: 'Номер',
  verified: 'Повірено до',
  verificationOver: 'строк минув',
  lastReading: 'Останнє показання',
  readingDate: 'Дата',
  readingSource: 'Хто передав',
  noReading: 'ще немає',
  noMeters: 'Лічильників немає: нараховуємо за нормою або площею.',

  billsCaption: 'Рахунки за місяцями',
  month: 'Місяць',
  opening: 'Було, грн',
  corrected: 'Перерахунок, грн',
  paid: 'Сплачено, грн',
  billDue: 'До сплати, грн',

  movementsCaption: 'Оплати та перерахунки',
  movementDate: 'Дата',
  movementKind: 'Що',
  movementSum: 'Сума, грн',
  noMovements: 'Оплат ще не було.',
} as const;

/** One word for each service, where many of them stand in one cell. */
export const serviceWords: Readonly<Record<Service, string>> = {
  management: 'управління',
  heat: 'тепло',
  'hot-water': 'гаряча вода',
  'cold-water': 'вода',
  sewerage: 'стоки',
  waste: 'відходи',
  'electricity-supply': 'електрика',
  'electricity-distribution': 'розподіл електрики',
  'gas-supply': 'газ',
  'gas-distribution': 'доставка газу',
};

export const serviceForms: PluralForms = { one: 'послуга', few: 'послуги', many: 'послуг' };

export const basisNames: Readonly<Record<AccountService['basis'], string>> = {
  meter: 'за лічильником',
  norm: 'за нормою',
  person: 'за кількістю осіб',
  area: 'за площею',
  'building-share': 'часткою будинку',
};

export const contractNames: Readonly<Record<AccountService['contractModel'], string>> = {
  individual: 'індивідуальний',
  'individual-with-service': 'індивідуальний з обслуговуванням',
  collective: 'колективний',
  'collective-consumer': 'з колективним споживачем',
};

export const sourceNames: Readonly<Record<LastReading['source'], string>> = {
  consumer: 'споживач',
  provider: 'виконавець',
  file: 'файл виконавця',
  telemetry: 'дистанційно',
};

export const movementNames: Readonly<Record<AccountPayment['kind'], string>> = {
  payment: 'Оплата',
  refund: 'Повернення',
  correction: 'Перерахунок',
  opening: 'Початковий залишок',
};

const zoneNames: Readonly<Record<number, readonly string[]>> = {
  2: ['день', 'ніч'],
  3: ['пік', 'напівпік', 'ніч'],
};

/** Name of a zone of a meter with several; undefined for a meter of the whole day. */
export function zoneName(zones: number, zone: number): string | undefined {
  return zoneNames[zones]?.[zone - 1];
}
