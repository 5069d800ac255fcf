import type { Refusal } from '#kernel/result.ts';
import type { PaymentRow } from '../payment.sql.ts';

export const texts = {
  listTitle: 'Платежі',
  listLede: 'Шлях кожного платежу: ініційовано, зараховано, рознесено за послугами.',
  listCaption: (year: number) => `Платежі за ${year} рік`,
  years: 'Рік',
  newPayment: 'Сплатити',
  date: 'Дата',
  sum: 'Сума',
  channel: 'Спосіб',
  state: 'Стан',
  receipt: 'Квитанція',
  open: 'Відкрити',
  noPaymentsTitle: 'Платежів ще немає',
  noPaymentsLead: 'Сплачене через кабінет, банк чи пошту з’явиться тут.',
  noPaymentsOfYear: 'За цей рік платежів немає.',
  channels: {
    gateway: 'картка на платформі',
    bank: 'банк',
  } as Readonly<Record<string, string>>,
  chain: {
    started: 'ініційовано',
    settled: 'зараховано',
    posted: 'рознесено',
  },

  chooseTitle: 'Скільки сплатити?',
  all: (sum: string) => `Усе, що до сплати: ${sum}`,
  allHint: 'Боргу не залишиться.',
  other: 'Іншу суму',
  otherHint: 'Частину або наперед. Найстаріший борг покривається першим.',
  amount: 'Сума',
  amountHint: 'Наприклад, 250 або 1 234,50',
  nothingDue: 'Зараз сплачувати нічого не треба.',
  overpaid: (sum: string) => `У вас переплата ${sum}. Вона зменшить наступний рахунок.`,
  ahead: 'Можна сплатити наперед: сума зменшить наступні рахунки.',
  neverBilled: 'Рахунка ще не було, тому платіж немає за що зарахувати.',
  next: 'Далі',
  chooseSum: 'Оберіть, скільки сплатити',
  enterSum: 'Введіть суму в гривнях, наприклад 250 або 1 234,50',

  checkTitle: 'Перевірте платіж',
  account: 'Особовий рахунок',
  address: 'Адреса приміщення',
  change: 'Змінити',
  toPay: 'До сплати',
  remains: 'Залишиться',
  remainsAhead: 'Наперед',
  covers: 'Що покриє цей платіж',
  service: 'Послуга',
  provider: 'Виконавець',
  total: 'Разом',
  confirm: (sum: string) => `Сплатити ${sum}`,
  confirmNote: 'Гроші спишуться лише на сторінці банку, після введення картки.',
  cancel: 'Скасувати',

  created: {
    title: (sum: string) => `Платіж на ${sum} створено`,
    lead: 'Залишився один крок: введіть картку на сторінці платіжної системи.',
    go: 'Перейти до оплати',
    safe: 'Дані картки ми не бачимо й не зберігаємо.',
    term: 'Якщо не сплатити за добу, платіж буде скасовано без списання грошей.',
  },
  returned: {
    title: 'Чекаємо підтвердження від платіжної системи',
    lead: 'Зазвичай це кілька секунд. Сторінку можна закрити: платіж не загубиться.',
    refresh: 'Оновити стан',
    notPaid: 'Я ще не заплатив(-ла)',
  },
  pending: {
    title: 'Банк обробляє платіж',
    lead: 'Не платіть удруге. Ми самі запитуємо банк і оновимо стан.',
  },
  failed: {
    title: 'Платіж не пройшов',
    lead: 'Гроші не зараховано. Якщо їх списано, банк поверне їх сам.',
    again: 'Спробувати ще раз',
  },
  refunded: {
    title: 'Платіж повернуто',
    lead: 'Платіжна система повернула гроші на вашу картку. Ця сума знову до сплати.',
    again: 'Сплатити знову',
  },
  paid: {
    title: 'Сплачено',
    next: 'Суму вже враховано. Наступний рахунок її покаже.',
    toBills: 'До рахунків',
    print: 'Щоб роздрукувати квитанцію, натисніть Ctrl і P або «Друк» у меню браузера.',
    sealedPdf: 'Квитанція з печаткою, PDF',
    sealedAsic: 'з підписом, ASiC-E',
    proof: 'Доказ незмінності (JSON)',
    proofHint: 'Файл доводить, що запис про платіж не змінювали. Перевірити його можна без нас.',
  },
  paymentTitle: (sum: string) => `Платіж ${sum}`,
  way: 'Шлях платежу',
  started: 'Ініційовано',
  settled: 'Зараховано',
  posted: 'Рознесено за послугами',
  waitingBank: 'Чекаємо банк',
  coverage: {
    full: 'Підтверджено повну оплату рахунку',
    partial: 'Підтверджено часткову оплату рахунку',
    advance: 'Підтверджено оплату рахунку й аванс',
  },
  coverageNote: 'Підтвердження надано автоматично від імені виконавців.',
  coverageOf: (provider: string) => `${provider} підтверджує отримання`,
  partsCaption: 'За послугами й виконавцями',
  order: 'Номер замовлення',
  paidAt: 'Дата й час оплати',

  proofLaterTitle: 'Доказ ще готується',
  proofLaterLead: 'Запис щойно додано до журналу. Спробуйте за кілька секунд.',
  proofNoneTitle: 'Для цього платежу доказу немає',
  proofNoneLead: 'Доказ є для платежів, зроблених на платформі. Цей надійшов з реєстру банку.',
  back: 'Назад до платежу',
  description: (account: string, sum: string) =>
    `Комунальні послуги, особовий рахунок ${account}, ${sum}`,
  proofFile: (number: string) => `dokaz-${number}.json`,
} as const;

export const stateNames: Readonly<Record<PaymentRow['state'], string>> = {
  created: 'чекає на оплату',
  pending: 'обробляє банк',
  paid: 'сплачено',
  failed: 'не пройшов',
  refunded: 'повернуто',
};

const refusals: Readonly<Record<string, string>> = {
  'nothing-due': 'Зараз сплачувати нічого не треба. Оберіть іншу суму, щоб сплатити наперед.',
  'amount-too-small': 'Найменша сума — 1 грн.',
  'amount-too-large': 'Найбільша сума — 1 000 000 грн. Перевірте, чи немає зайвої цифри.',
  'no-bill-yet': texts.neverBilled,
};

/** Why a sum cannot be paid, and what to do. */
export function paymentRefusalText({ refusal }: Refusal): string {
  return refusals[refusal] ?? texts.enterSum;
}
