import type { Refusal } from '#kernel/result.ts';
import { formatDate } from '#ui/format/time.ts';
import type { ReadingQuestion } from '../rules/reading-checks.ts';

export const fieldFaults = {
  empty: 'Введіть показання лічильника',
  tooLong: 'Показання задовге. Перепишіть лише цифри з лічильника',
  date: 'Введіть дату зняття показання, наприклад 2026-11-21',
} as const;

type Details = Readonly<Record<string, string>>;
type RefusalText = (details: Details) => string;

/** Why a reading was not taken, and what to do. */
const refusals: Readonly<Record<string, RefusalText>> = {
  'no-such-meter': () => 'Такого лічильника за цим рахунком немає. Оберіть лічильник зі списку.',
  'window-closed': ({ opensOn = '' }) =>
    `Зараз виконавець не приймає показання. Передайте їх, починаючи з ${shownDay(opensOn)}.`,
  'not-a-number': () =>
    'Це не число. Введіть цифри з лічильника, дробову частину — після коми. Наприклад: 123,45.',
  'too-many-decimals': ({ decimals = '0' }) =>
    decimals === '0'
      ? 'Цей лічильник не має дробової частини. Введіть лише цілі числа.'
      : `Після коми забагато цифр. На цьому лічильнику їх не більше ${decimals}.`,
  'zones-differ': ({ zones = '' }) =>
    zones === '0'
      ? 'Цей лічильник однозонний. Введіть одне показання.'
      : 'Лічильник багатозонний. Введіть показання кожної зони, по одному.',
  'in-future': () => 'Ця дата ще не настала. Вкажіть день, коли ви зняли показання.',
  'before-last': ({ lastOn = '' }) =>
    `Вже є показання за пізнішу дату — ${shownDay(lastOn)}. ` +
    'Зніміть показання сьогодні та передайте його.',
  'too-many-digits': ({ digits = '' }) =>
    `До коми забагато цифр. На цьому лічильнику їх ${digits}. ` +
    'Перепишіть лише цифри до коми та після неї.',
  'meter-removed': ({ removedOn = '' }) =>
    `Цей лічильник знято ${shownDay(removedOn)}. Оберіть лічильник, який працює зараз.`,
  'before-installed': ({ installedOn = '' }) =>
    `Цей лічильник встановлено ${shownDay(installedOn)}. Вкажіть пізнішу дату.`,
  'too-old': () => 'Ця дата надто давня. Зніміть показання сьогодні та передайте його.',
  'parameter-missing': () =>
    'Зараз ми не можемо перевірити показання. Спробуйте пізніше або зверніться до підтримки.',
  'parameter-not-whole': () =>
    'Зараз ми не можемо перевірити показання. Спробуйте пізніше або зверніться до підтримки.',
};

/** The text of a refusal of a reading; undefined for a code that is none of this room's. */
export function readingRefusalText({ refusal, details = {} }: Refusal): string | undefined {
  return refusals[refusal]?.(details);
}

/** A question about a reading: what is odd, and what to do when it is a mistake. */
export interface QuestionText {
  readonly title: string;
  readonly advice: string;
}

export interface QuestionFacts {
  readonly value: string;
  readonly previous: string;
  /** ISO date. */
  readonly previousOn: string;
}

const questions: Readonly<Record<ReadingQuestion, (facts: QuestionFacts) => QuestionText>> = {
  lower: ({ value, previous, previousOn }) => ({
    title: `Показання ${shown(value)} менше за попереднє`,
    advice:
      `${shownDay(previousOn)} було ${shown(previous)}. Звірте цифри з лічильником. ` +
      'Якщо лічильник замінили або помилилися минулого разу, підтвердьте показання.',
  }),
  zero: ({ previous, previousOn }) => ({
    title: 'Показання не змінилося',
    advice:
      `Таке саме показання було ${shownDay(previousOn)}: ${shown(previous)}. ` +
      'Якщо ви не користувалися послугою, підтвердьте його.',
  }),
  'far-from-usual': ({ value, previous, previousOn }) => ({
    title: 'Спожито значно більше, ніж зазвичай',
    advice:
      `${shownDay(previousOn)} було ${shown(previous)}, тепер ${shown(value)}. ` +
      'Перевірте, чи не переписали червоні цифри як цілі. ' +
      'Якщо все правильно, перевірте, чи немає витоку, і підтвердьте.',
  }),
  'digits-swapped': ({ value }) => ({
    title: 'Можливо, переставлено дві цифри',
    advice: `Ви ввели ${shown(value)}. Звірте кожну цифру з лічильником.`,
  }),
  rollover: ({ value, previous }) => ({
    title: 'Лічильник почав відлік спочатку',
    advice:
      `Було ${shown(previous)}, тепер ${shown(value)}. ` +
      'Якщо лічильник пройшов усі дев’ятки, підтвердьте показання.',
  }),
};

export function readingQuestionText(question: ReadingQuestion, facts: QuestionFacts): QuestionText {
  return questions[question](facts);
}

function shown(decimal: string): string {
  return decimal.replace('.', ',');
}

function shownDay(iso: string): string {
  return iso === '' ? '' : formatDate(Temporal.PlainDate.from(iso));
}
