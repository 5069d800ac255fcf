import type { Refusal } from '#kernel/result.ts';
import type { DeskState } from './desk-reports.ts';
import type { ErrorKind, ReportAct, ReportState } from './report.ts';

const kinds: Readonly<Record<ErrorKind, string>> = {
  technical: 'Описка',
  'software-hardware': 'Щось не працює',
  methodological: 'Неправильне правило',
};

const kindHints: Readonly<Record<ErrorKind, string>> = {
  technical: 'Помилка в тексті, числі чи обчисленні на сторінці.',
  'software-hardware': 'Сторінка не відкривається, форма не надсилається, показано не те.',
  methodological: 'Платформа робить не так, як каже закон.',
};

const states: Readonly<Record<ReportState, string>> = {
  sent: 'Надіслано',
  checking: 'Перевіряють',
  confirmed: 'Підтверджено',
  refuted: 'Не підтверджено',
  fixing: 'Усувають',
  fixed: 'Усунуто',
};

const acts: Readonly<Record<ReportAct, string>> = {
  check: 'Почати перевірку',
  classify: 'Змінити вид помилки',
  confirm: 'Підтвердити помилку',
  refute: 'Спростувати помилку',
  fix: 'Почати усунення',
  finish: 'Помилку усунуто',
};

const done: Readonly<Record<ReportAct, string>> = {
  check: 'Перевірку розпочато',
  classify: 'Вид помилки змінено',
  confirm: 'Помилку підтверджено',
  refute: 'Помилку спростовано',
  fix: 'Усунення розпочато',
  finish: 'Помилку усунуто',
};

const deskStates: Readonly<Record<DeskState, string>> = {
  open: 'На перевірці',
  fixing: 'Усувають',
  done: 'Завершені',
};

/** Every Ukrainian string about reports of errors. */
export const texts = {
  kinds,
  kindHints,
  states,
  acts,
  done,
  documentKind: 'Повідомлення про помилку',
  numbered: (id: bigint) => `Повідомлення № ${id}`,
  fields: {
    kind: 'Яка це помилка',
    said: 'Що сталося',
    page: 'На якій сторінці',
    happenedOn: 'Коли',
    screenshot: 'Знімок екрана',
    email: 'Електронна пошта для відповіді',
    state: 'Стан',
    receivedAt: 'Надійшло',
    due: 'Відповідь до',
    answer: 'Відповідь',
    estimate: 'Орієнтовно усунуть до',
    fixedAt: 'Усунуто',
    number: 'Номер',
    reporter: 'Від кого',
  },
  form: {
    title: 'Повідомити про помилку',
    lede: 'Знайшли помилку в роботі платформи? Опишіть її. Підпис не потрібен.',
    saidHint: 'Що ви робили, що побачили і чого чекали. Не пишіть паролів і номерів карток.',
    pageHint: 'Адреса на платформі, наприклад /cabinet/bills. Параметри адреси ми не зберігаємо.',
    screenshotHint: 'PNG або JPEG, до 25 МБ. Закрийте на знімку чужі особисті дані.',
    emailHint: 'Лист міститиме номер повідомлення і стан. Щоб бачити відповідь повністю, увійдіть.',
    send: 'Надіслати',
    errors: 'Форму не прийнято',
    own: 'Мої повідомлення про помилки',
    term: 'Відповідь надійде протягом трьох робочих днів після дня, коли повідомлення отримано.',
  },
  sent: {
    title: 'Повідомлення надіслано',
    next: 'Його перевірять, а стан надійде на вашу електронну пошту.',
    more: 'Повідомити про іншу помилку',
  },
  own: {
    title: 'Мої повідомлення про помилки',
    lede: 'Стан на цю хвилину. Про кожне рішення ви отримаєте й листа.',
    none: 'Про помилки ви ще не повідомляли.',
    what: 'Повідомлення',
    next: {
      sent: 'Повідомлення отримано, перевірка ще не почалася.',
      checking: 'Перевіряємо, чи є помилка.',
      confirmed: 'Помилка є. Нижче — орієнтовний день її усунення.',
      refuted: 'Помилки не знайдено. Пояснення нижче.',
      fixing: 'Помилку усувають.',
      fixed: 'Помилку усунуто.',
    } satisfies Readonly<Record<ReportState, string>>,
  },
  desk: {
    title: 'Повідомлення про помилки',
    lede: 'Прострочені перші. Відповідь потрібна за три робочі дні після дня надходження.',
    states: deskStates,
    shown: 'Які повідомлення показати',
    none: 'Повідомлень немає',
    noneText: 'Нові повідомлення з’являться тут.',
    overdue: 'Прострочено',
    page: (page: number) => `Сторінка ${page}`,
    anonymous: 'Без входу до кабінету',
    signedIn: 'Авторизований користувач',
    openScreenshot: 'Відкрити знімок',
    steps: 'Що зроблено',
    act: 'Що зробити',
    actLede: 'Про підтвердження, спростування й усунення автору повідомлять одразу.',
    newKind: 'Новий вид',
    newKindHint: 'Для зміни виду. Строк відповіді не змінюється.',
    answer: 'Відповідь автору',
    answerHint: 'Для підтвердження і спростування. Не називайте в ній нікого на ім’я.',
    estimate: 'Орієнтовний день усунення',
    estimateHint: 'Для підтвердження.',
    save: 'Зберегти',
  },
  faults: {
    kind: 'Виберіть, яка це помилка.',
    said: 'Опишіть, що сталося.',
    saidTooLong: 'Опис задовгий: не більше 4000 знаків.',
    happenedOn: 'Вкажіть день.',
    email: 'Вкажіть адресу електронної пошти, наприклад name@example.com.',
    act: 'Виберіть, що зробити.',
    answer: 'Напишіть відповідь автору.',
    answerTooLong: 'Відповідь задовга: не більше 2000 знаків.',
    estimateOn: 'Вкажіть орієнтовний день усунення.',
    image: 'Додайте знімок у форматі PNG або JPEG.',
  },
} as const;

const refusals: Readonly<Record<string, string>> = {
  later: 'День ще не настав. Вкажіть, коли це сталося.',
  'email-needed': 'Вкажіть адресу електронної пошти для відповіді або увійдіть до кабінету.',
  'too-many': 'За добу надійшло забагато повідомлень. Спробуйте завтра або увійдіть до кабінету.',
  'not-now': 'У цьому стані так зробити не можна. Перегляньте повідомлення ще раз.',
  'estimate-passed': 'День усунення вже минув. Вкажіть сьогодні або пізніше.',
};

/** Why a report or an act was not taken. */
export function supportRefusalText({ refusal }: Refusal): string {
  return refusals[refusal] ?? refusal;
}
