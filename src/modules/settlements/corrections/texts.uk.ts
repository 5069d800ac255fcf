import { period } from '#kernel/period.ts';
import { kopiykas } from '#kernel/money.ts';
import type { Refusal } from '#kernel/result.ts';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatPeriod } from '#ui/format/time.ts';

/** What is wrong in the form of a correction, beside its field. */
export const faults = {
  period: 'Оберіть місяць, нарахування за який виправляєте',
  line: 'Оберіть послугу',
  way: 'Оберіть: зменшити чи збільшити нараховане',
  sumMissing: 'Вкажіть суму',
  sum: 'Вкажіть суму більшу за нуль, до двох знаків після коми. Наприклад: 13,15',
  ground: 'Вкажіть підставу: що сталося і чому нараховане змінюється',
  groundTooLong: 'Підстава задовга. Скоротіть її до 500 знаків.',
  actNumber: 'Вкажіть номер акта перерахунку',
  tooLong: 'Номер задовгий',
  actOn: 'Вкажіть дату акта',
  date: 'Вкажіть дату: день, місяць і рік',
} as const;

type RefusalText = (details: Readonly<Record<string, string>>) => string;

/** Why nothing was corrected, and what to do. */
const refusals: Readonly<Record<string, RefusalText>> = {
  'not-their-line': () => 'Цю послугу надає і нараховує інша установа. Оберіть свою послугу.',
  'month-not-billed': ({ month = '' }) =>
    `За ${monthName(month)} рахунка ще не сформовано. Виправляють лише те, що вже нараховано.`,
  'not-charged': ({ month = '' }) =>
    `У рахунку за ${monthName(month)} цієї послуги немає. Оберіть іншу послугу або місяць.`,
  'more-than-charged': ({ left = '0' }) =>
    left === '0'
      ? 'За цей місяць послугу вже виправлено до нуля. Зменшити більше не можна.'
      : 'Зменшити можна щонайбільше на ' +
        `${formatMoneyWithUnit(kopiykas(BigInt(left)))}: стільки нараховано з урахуванням попередніх виправлень.`,
  'act-in-future': () => 'Дата акта ще не настала. Вкажіть день, коли акт складено.',
};

export function correctionRefusalText({ refusal, details = {} }: Refusal): string {
  const text = refusals[refusal];
  return text === undefined ? 'Виправити не вдалося. Спробуйте ще раз.' : text(details);
}

function monthName(month: string): string {
  return month === '' ? 'цей місяць' : formatPeriod(period(month));
}
