import type { TariffComponent } from '../../billing/model.ts';
import type { Refusal } from '#kernel/result.ts';
import { period } from '#kernel/period.ts';
import { formatDate, formatPeriod } from '#ui/format/time.ts';
import type { PluralForms } from '#ui/format/plural.ts';
import type { TariffTime } from './tariffs.ts';

export const texts = {
  title: 'Тарифи',
  lede: 'Ваші тарифи й тарифи виконавців, чиї послуги ви нараховуєте. Внесений тариф не змінюють.',
  enter: 'Внести тариф',
  tabs: 'Коли діє тариф',
  times: {
    now: 'Чинні',
    future: 'Майбутні',
    former: 'Колишні',
  } satisfies Record<TariffTime, string>,
  captions: {
    now: 'Тарифи, що діють сьогодні',
    future: 'Тарифи, що почнуть діяти',
    former: 'Тарифи, що вже не діють',
  } satisfies Record<TariffTime, string>,
  empty: {
    now: 'Чинних тарифів немає.',
    future: 'Майбутніх тарифів немає.',
    former: 'Колишніх тарифів немає.',
  } satisfies Record<TariffTime, string>,
  service: 'Послуга',
  provider: 'Виконавець',
  component: 'Складова плати',
  zone: 'Зона доби',
  territory: 'Територія',
  price: 'Ціна з ПДВ',
  netPrice: 'Ціна без ПДВ',
  vat: 'ПДВ',
  valid: 'Діє',
  decision: 'Рішення',
  structure: 'Структура',
  noStructure: 'не внесено',
  holds: 'збігається',
  fails: 'не збігається',

  structureTitle: 'Структура тарифу',
  item: 'Складова',
  itemPrice: 'Ціна без ПДВ, грн',
  share: 'Частка',
  rowNumber: '№',
  decisionLine: (authority: string, number: string, date: string) =>
    `${authority}, №\u00a0${number} від ${date}`,
  itemsTotal: 'Разом без ПДВ',
  checks: 'Перевірка',
  itemsMakeNet: 'Σ складових = ціна без ПДВ',
  netMakesGross: 'Ціна без ПДВ + ПДВ = ціна з ПДВ',
  facts: 'Умови',
  before: 'Попередній тариф',
  after: 'Наступний тариф',
  none: 'немає',
  entered: 'Тариф внесено',
  enteredNext: (from: string) =>
    `Він діє з ${from}. Платформа врахує його в нарахуванні за цей місяць.`,

  newTitle: 'Новий тариф',
  newLede: 'Внесіть тариф так, як його встановлено рішенням. Перед збереженням ви все перевірите.',
  errors: 'Тариф не внесено',
  whatIsChecked: 'Що перевірить платформа',
  checksMade: [
    'Складові разом дорівнюють ціні без ПДВ.',
    'Ціна без ПДВ разом із ПДВ дає ціну з ПДВ, точно або до копійки.',
    'Виконавець має право надавати послугу на цій території.',
    'Тариф не діє раніше за рішення, яким його встановлено.',
    'За місяць початку ще не нараховано.',
    'На ті самі дні немає іншого тарифу. Чинний припинить дію, коли почнеться новий.',
  ],
  what: 'На що тариф',
  how: 'Ціна',
  netHint: 'У гривнях за одиницю, до 5 знаків після коми. Наприклад: 13,47',
  grossHint: 'Так, як її оприлюднено в рішенні: точно або заокруглено до копійки.',
  fromWhen: 'Діє з',
  fromHint: 'Перший день дії. Місяць, за який уже нараховано, обрати не можна.',
  who: 'Рішення, яким встановлено тариф',
  authority: 'Хто ухвалив',
  authorityHint: 'Наприклад: Зразківська міська рада',
  number: 'Номер рішення',
  decisionOn: 'Дата рішення',
  items: 'Структура тарифу',
  itemsHint: 'Складові без ПДВ. Їхня сума має дорівнювати ціні без ПДВ. Порожні рядки пропустимо.',
  itemTitle: (row: number) => `Складова ${row}`,
  itemValue: (row: number) => `Ціна складової ${row}, грн`,
  more: 'Більше рядків',
  check: 'Перевірити',

  checkTitle: 'Перевірте тариф',
  checkLede: 'Після збереження тариф не змінюють. Помилку виправляє новий тариф.',
  ends: 'Що зміниться',
  endsFormer: (from: string, price: string) =>
    `Чинний тариф ${price} припинить дію ${from}. Сформовані рахунки не зміняться.`,
  endsNothing: 'Іншого тарифу на ці дні немає.',
  save: 'Внести тариф',
  edit: 'Змінити',
} as const;

export const componentNames: Readonly<Record<TariffComponent, string>> = {
  volume: 'за одиницю послуги',
  fixed: 'умовно-постійна частина',
  subscription: 'абонентська плата',
};

export const componentHints: Readonly<Record<TariffComponent, string>> = {
  volume: 'За кубометр, гігакалорію, кіловат-годину або квадратний метр',
  fixed: 'Щомісяця, незалежно від спожитого',
  subscription: 'Щомісяця за індивідуальним договором',
};

export const zoneNames: Readonly<Record<number, string>> = {
  0: 'уся доба',
  1: 'день',
  2: 'ніч',
};

export const itemForms: PluralForms = { one: 'складова', few: 'складові', many: 'складових' };

export const faults = {
  provider: 'Оберіть виконавця',
  territory: 'Оберіть територію',
  service: 'Оберіть послугу',
  component: 'Оберіть складову плати',
  zoneMissing: 'Оберіть зону доби',
  vat: 'Оберіть ставку ПДВ',
  netPrice: 'Вкажіть ціну без ПДВ',
  grossPrice: 'Вкажіть ціну з ПДВ',
  validFrom: 'Вкажіть перший день дії тарифу',
  authority: 'Вкажіть, хто ухвалив рішення',
  number: 'Вкажіть номер рішення',
  decisionOn: 'Вкажіть дату рішення',
  itemTitle: 'Впишіть назву складової',
  itemPrice: 'Впишіть ціну складової',
  tooLong: 'Текст задовгий',
  date: 'Вкажіть дату: день, місяць і рік',
  price: 'Вкажіть ціну більшу за нуль, до 5 знаків після коми. Наприклад: 13,47',
  zone: 'День і ніч розрізняють лише в електроенергії. Оберіть «уся доба».',
  decisionLater: 'Тариф не може діяти раніше, ніж його ухвалено',
  noItems: 'Внесіть хоча б одну складову',
  gross: (expected: string) =>
    `Ціна без ПДВ разом із ПДВ дає ${expected} грн. Вкажіть її точно або заокруглену до копійки.`,
  sum: (items: string, net: string) =>
    `Складові разом дають ${items} грн, а ціна без ПДВ — ${net} грн. Виправте одне з них.`,
} as const;

type RefusalText = (details: Readonly<Record<string, string>>) => string;

/** Why a tariff was not entered, and what to do. */
const refusals: Readonly<Record<string, RefusalText>> = {
  'not-their-tariff': () =>
    'Ви не нараховуєте послуг цього виконавця в цій громаді. Оберіть іншого.',
  'no-right': () =>
    'На цей день виконавець не має права надавати цю послугу тут. Перевірте послугу й дату.',
  'month-billed': ({ billed = '' }) =>
    `За ${billed === '' ? 'цей місяць' : formatPeriod(period(billed))} уже нараховано. ` +
    'Тариф може діяти лише з наступного місяця.',
  overlap: ({ from = '', to = '', decision = '' }) =>
    `На ці дні вже є тариф за рішенням № ${decision}, що діє з ${shown(from)}` +
    `${to === '' ? '' : ` до ${shown(to)}`}. Оберіть інший день початку.`,
};

export function tariffRefusalText({ refusal, details = {} }: Refusal): string {
  const text = refusals[refusal];
  return text === undefined ? 'Тариф не вдалося внести. Спробуйте ще раз.' : text(details);
}

function shown(iso: string): string {
  return iso === '' ? '' : formatDate(Temporal.PlainDate.from(iso));
}
