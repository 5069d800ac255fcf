import type { Period } from '#kernel/period.ts';
import { countOf, type PluralForms } from '#ui/format/plural.ts';
import { formatPeriod } from '#ui/format/time.ts';
import type { QuestionKind } from '../../billing/model.ts';

const noteForms: PluralForms = { one: 'зауваження', few: 'зауваження', many: 'зауважень' };

export const texts = {
  title: (month: Period) => `Зауваження за ${formatPeriod(month)}`,
  lede: 'Одні потребують вашого рішення. Решту платформа врахувала за законом, вони для відома.',
  cardTitle: (count: string) => `Потребують рішення: ${count}`,
  cardNone: 'Нічого не потребує рішення',
  cardNoneText: 'Платформа не знайшла в цьому нарахуванні сумнівних показань чи сум.',
  all: (count: number) => `Усі ${countOf(count, noteForms)}`,
  caption: 'Зауваження за рахунками',
  empty: 'Таких зауважень немає.',
  account: 'Рахунок',
  address: 'Адреса',
  wrong: 'Що не так',
  advice: 'Що зробити',
  action: 'Дія',
  look: 'Розглянути',
  filter: 'Відібрати зауваження',
  kind: 'Зауваження',
  factsColumn: 'Подробиці',
  decide: 'Потребують рішення',
  every: 'Усі',
  pages: 'Сторінки зауважень',
  fileName: (month: Period) => `Зауваження нарахування ${month}`,
  sheet: 'Зауваження',
} as const;

interface KindText {
  readonly title: string;
  readonly advice: string;
  /** The facts behind the question; numbers and dates are already written out. */
  readonly facts?: (details: Readonly<Record<string, string>>) => string;
}

const noHistory = 'Попередніх показань замало';
const tooLong = 'Без показань уже понад три місяці';

/** What each question says, and what to do about it. */
export const kindTexts: Readonly<Record<QuestionKind, KindText>> = {
  'reading-lower': {
    title: 'Показання менше за попереднє',
    advice: 'Звірте з лічильником. Якщо його замінили, внесіть заміну.',
    facts: ({ previous = '', current = '' }) => `Було ${previous}, стало ${current}`,
  },
  'far-from-usual': {
    title: 'Спожито значно більше за звичайне',
    advice: 'Перевірте, чи не переставлено цифри. За потреби зніміть контрольне показання.',
    facts: ({ previous = '', current = '' }) => `${previous} → ${current}`,
  },
  'digits-swapped': {
    title: 'Можливо, у показанні переставлено цифри',
    advice: 'Звірте з лічильником. Помилку виправте новим показанням за той самий день.',
    facts: ({ previous = '', current = '' }) => `${previous} → ${current}`,
  },
  'rolled-over': {
    title: 'Лічильник почав відлік спочатку',
    advice: 'Звірте з лічильником, чи справді він дійшов до останнього числа.',
    facts: ({ previous = '', current = '' }) => `${previous} → ${current}`,
  },
  'nothing-used': {
    title: 'За місяць нічого не спожито',
    advice: 'Якщо в помешканні живуть, перевірте, чи не зупинився лічильник.',
    facts: ({ current = '' }) => `Показання ${current}, як і попереднє`,
  },
  'charged-by-average': {
    title: 'Немає показання, взято середнє',
    advice: 'Нагадайте споживачу передати показання.',
    facts: ({ previousOn = '' }) => (previousOn === '' ? '' : `Останнє показання ${previousOn}`),
  },
  'charged-by-norm': {
    title: 'Нараховано за нормою',
    advice: 'Отримайте показання, щоб знову нараховувати за лічильником.',
    facts: ({ why = '' }) => (why === 'too-long' ? tooLong : noHistory),
  },
  'verification-expired': {
    title: 'Строк повірки лічильника минув',
    advice: 'Повідомте споживача про повірку. До неї нараховуємо за нормою.',
    facts: ({ verifiedUntil = '' }) => `Повірено до ${verifiedUntil}`,
  },
  'meters-exceed-building': {
    title: 'Квартирні лічильники показали більше за будинковий',
    advice: 'Перевірте показання будинкового лічильника тепла і квартирних лічильників.',
    facts: ({ total = '' }) => `Будинковий лічильник показав ${total} Гкал`,
  },
  'heat-carried-over': {
    title: 'Раніше розподілено більше тепла, ніж пройшло через лічильник будинку',
    advice: 'Різницю відніме наступний місяць. Стежте, щоб показання будинку надходило вчасно.',
    facts: ({ carried = '' }) => `Перенесено на наступний місяць ${carried} Гкал`,
  },
  'give-back-uncharged': {
    title: 'Показання зменшує обсяг, якого платформа не нараховувала',
    advice:
      'Звірте показання. Якщо гроші справді взято раніше, поверніть їх перерахунком за актом.',
    facts: ({ volume = '' }) => `Не повернуто за обсяг ${volume}`,
  },
  'no-norm': {
    title: 'Немає норми споживання, послугу не нараховано',
    advice: 'Внесіть норму місцевої ради. Суму буде донараховано перерахунком.',
  },
  'no-tariff': {
    title: 'Немає тарифу, послугу не нараховано',
    advice: 'Внесіть тариф. Суму буде донараховано перерахунком.',
  },
  'building-meter-missing': {
    title: 'Немає показання будинкового лічильника тепла',
    advice: 'Внесіть показання будинкового лічильника. Тепло буде донараховано.',
  },
};
