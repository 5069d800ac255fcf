import { period, type Period } from '#kernel/period.ts';
import type { Refusal } from '#kernel/result.ts';
import { countOf, type PluralForms } from '#ui/format/plural.ts';
import { formatDate, formatPeriod } from '#ui/format/time.ts';

const buildingForms: PluralForms = { one: 'будинку', few: 'будинках', many: 'будинках' };
export const meterForms: PluralForms = {
  one: 'лічильником',
  few: 'лічильниками',
  many: 'лічильниками',
};
const noteForms: PluralForms = { one: 'зауваження', few: 'зауваження', many: 'зауважень' };

export const texts = {
  title: (month: Period) => `Нарахування за ${formatPeriod(month)}`,
  plainTitle: 'Нарахування',
  lede: 'Нарахування роблять раз на місяць, місяць за місяцем. Сформовані рахунки не змінюються.',
  noRightTitle: 'Ваша установа не формує рахунків',
  noRight: 'Рахунки за ваші послуги формує розрахунковий центр. Він і починає нарахування.',

  readyTitle: 'Що потрібно для нарахування',
  readings: 'Показання лічильників',
  readingsOf: (received: string, awaited: string) => `Надійшло ${received} з ${awaited}`,
  readingsMissing: 'Без показання нараховуємо за середнім, а через три місяці — за нормою.',
  readingsNone: 'Лічильників у споживачів немає',
  addReadings: 'Завантажити файл із показаннями',
  tariffs: 'Тарифи на кожну послугу й день місяця',
  tariffsWhole: 'Усі послуги мають тариф',
  heatShares: 'Частки для розподілу тепла в будинку',
  heatSharesSet: 'Частки встановлено',
  parameters: 'Норми споживання і строки',
  parametersSet: 'Параметри законодавства встановлено',
  month: 'Місяць нарахування',
  monthOver: 'Показання за цей місяць уже зібрано',
  monthNotOver: (until: string) =>
    `Місяць ще не скінчився. Нарахувати можна після ${until}, коли буде відомо все спожите.`,
  monthGoesOn: (until: string) =>
    `Показання приймають до ${until}. Надіслані пізніше увійдуть до наступного рахунка.`,
  stateGood: 'готово',
  stateWarn: 'можна почати',
  stateBad: 'бракує',

  startTitle: 'Почати нарахування',
  startText: (accounts: string) => `Буде сформовано ${accounts}.`,
  startOnce: 'Після початку нарахування за цей місяць повторити не можна.',
  start: (month: Period) => `Нарахувати за ${formatPeriod(month)}`,
  withoutLateReadings: (until: string) => `Не чекати на показання, які приймають до ${until}`,
  lateReadingsLost: (meters: string | undefined) =>
    (meters === undefined
      ? ''
      : `Показань ще не надійшло за ${meters}. За ними нарахуємо середнє або норму. `) +
    'Надіслане пізніше увійде лише до наступного рахунка, а нарахувати вдруге не можна.',
  lateReadingsUnsaid: 'Показання ще приймають. Зачекайте або позначте, що не чекаєте на них.',
  startError: 'Нарахування не почато',
  disabled: 'Спершу усуньте те, чого бракує',
  disabledRunning: 'Нарахування вже триває',
  disabledBlocked: 'Нарахування зупинено. Відкрийте його і продовжте.',
  openRun: 'Відкрити нарахування',

  byService: 'Показання за послугами',
  serviceColumn: 'Послуга',
  received: 'Надійшло',
  countOf: (received: string, awaited: string) => `${received} з ${awaited}`,

  runsTitle: 'Попередні нарахування',
  runsMonth: 'Місяць',
  runsState: 'Стан',
  runsAccounts: 'Рахунків',
  runsStarted: 'Розпочато',
  noRuns: 'Нарахувань ще не було.',
  states: { running: 'триває', done: 'завершено', blocked: 'зупинено' },

  startedAt: (at: string) => `Розпочато ${at}`,
  courseTitle: 'Перебіг',
  stepReadings: 'Показання закрито',
  stepReadingsNote: (received: string, awaited: string) => `${received} з ${awaited} лічильників`,
  stepGaps: 'Пропуски заповнено',
  stepGapsNote: (average: string, norm: string) => `${average} за середнім, ${norm} за нормою`,
  stepHeat: 'Тепло розподілено між квартирами',
  stepHeatNote: (buildings: number) => `у ${countOf(buildings, buildingForms)}`,
  stepHeatNone: 'будинкових лічильників тепла немає',
  stepCharge: 'Нарахування',
  stepChargeUnit: 'рахунків',
  stepRate: (perSecond: string) => `${perSecond} за секунду`,
  stepNotes: (notes: number) => countOf(notes, noteForms),
  stepBills: 'Рахунки і перевірки',
  stepBillsNote: (bills: string) => `Сформовано ${bills}`,
  waiting: 'чекає',
  goesOn: 'триває разом із нарахуванням',
  refreshes: (seconds: number) => `Сторінка оновлюється сама кожні ${seconds} с.`,
  leave: 'Її можна закрити й повернутися пізніше.',
  stopRefresh: 'Не оновлювати',
  refreshOff: 'Сторінка не оновлюється сама.',
  refreshOn: 'Оновлювати',
  refreshNow: 'Оновити зараз',

  resultTitle: (month: Period | undefined) =>
    month === undefined ? 'Підсумок' : `Порівняно з ${monthInstrumental(month)}`,
  indicator: 'Показник',
  value: 'Цей місяць',
  before: 'Попередній',
  change: 'Зміна',
  charged: 'Нараховано, грн',
  averageBill: 'Середній рахунок, грн',
  corrected: 'Перерахунки, грн',
  paid: 'Сплачено від попереднього рахунка, грн',
  due: 'До сплати, грн',
  check: 'Σ квартир − Σ будинків',
  checkHolds: 'збігається',
  checkFails: 'не збігається',

  blockedTitle: 'Нарахування зупинено',
  blockedNothing: 'Жодного рахунка не сформовано. Після виправлення натисніть «Продовжити».',
  blockedPart: 'Уже сформовані рахунки залишаться. Після виправлення натисніть «Продовжити».',
  resume: 'Продовжити нарахування',
  resumeError: 'Нарахування не продовжено',
} as const;

const monthsInstrumental = [
  'січнем',
  'лютим',
  'березнем',
  'квітнем',
  'травнем',
  'червнем',
  'липнем',
  'серпнем',
  'вереснем',
  'жовтнем',
  'листопадом',
  'груднем',
] as const;

/** «вереснем 2026 р.»: the month to compare with. */
function monthInstrumental(compared: Period): string {
  const { month, year } = Temporal.PlainYearMonth.from(compared);
  return `${monthsInstrumental[month - 1] ?? ''} ${year}\u00a0р.`;
}

const parameterNames: Readonly<Record<string, string>> = {
  'water.norm': 'норму споживання холодної води',
  'gas.norm': 'норму споживання газу',
  'electricity.norm': 'норму споживання електроенергії',
  'waste.norm': 'норму утворення побутових відходів',
  'bill.due_day': 'день, до якого сплачують рахунок',
  'reading.average_months_max': 'строк нарахування за середнім',
  'reading.average_method': 'спосіб нарахування без показань',
  'reading.history_months': 'час, за який рахують середнє',
  'reading.history_days_min': 'найкоротшу історію для середнього',
  'heat.season_first_month': 'перший місяць опалювального періоду',
  'heat.season_last_month': 'останній місяць опалювального періоду',
};

/** A parameter that a run cannot do without, and who must enter it. */
export function parameterMissing(code: string): string {
  const name = parameterNames[code];
  const what = name === undefined ? `параметр «${code}»` : `${name} (параметр «${code}»)`;
  return `Не встановлено ${what}. Його вносить технічний адміністратор платформи.`;
}

export const heatSharesMissing = (accounts: string) =>
  `Тепло для ${accounts} не можна розподілити. Частки вносить технічний адміністратор.`;

export const unpricedService = (facts: {
  readonly service: string;
  readonly provider: string;
  readonly accounts: string;
  readonly pricedDays: number;
}): string =>
  facts.pricedDays === 0
    ? `${facts.service}, ${facts.provider}: тарифу немає, послугу отримують за ${facts.accounts}.`
    : `${facts.service}, ${facts.provider}: тариф діє лише ${facts.pricedDays} дн. цього місяця.`;

export const enterTariff = 'Внести тариф';

type RefusalText = (details: Readonly<Record<string, string>>) => string;

/** Why a run was not started or not resumed, and what to do. */
const refusals: Readonly<Record<string, RefusalText>> = {
  'month-not-over': ({ until = '' }) =>
    `Місяць ще не скінчився. Нарахувати можна після ${dayName(until)}.`,
  'readings-still-taken': ({ until = '' }) =>
    `Показання за цей місяць приймають до ${dayName(until)}. ` +
    'Зачекайте або позначте, що не чекаєте на них.',
  'run-under-way': () => 'Нарахування за цей місяць уже триває. Відкрийте його.',
  'run-blocked': () => 'Нарахування за цей місяць зупинено. Відкрийте його і продовжте.',
  'already-billed': () => 'За цей місяць уже нараховано. Сторінка показує наступний місяць.',
  'month-left-out': ({ last = '' }) =>
    `Спершу нарахуйте пропущений місяць. Останнє нарахування зроблено за ${monthOf(last)}`,
  'last-month-not-done': () => 'Попереднє нарахування ще не завершено. Дочекайтеся його кінця.',
  'no-accounts': () => 'У цій громаді немає відкритих рахунків. Нарахувати нема за чим.',
  'not-ready': () => 'Ще не все готове. Усуньте те, чого бракує, і спробуйте знову.',
  'run-not-blocked': () => 'Це нарахування вже не зупинене. Оновіть сторінку.',
  'parameter-missing': ({ code = '' }) => parameterMissing(code),
};

export function billingRefusalText({ refusal, details = {} }: Refusal): string {
  const text = refusals[refusal];
  return text === undefined
    ? 'Нарахування не вдалося почати. Оновіть сторінку і спробуйте ще раз.'
    : text(details);
}

function dayName(iso: string): string {
  return iso === '' ? 'кінця строку' : formatDate(Temporal.PlainDate.from(iso));
}

function monthOf(date: string): string {
  return date.length < 7 ? date : formatPeriod(period(date.slice(0, 7)));
}
