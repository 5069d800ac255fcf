import type { Refusal } from '#kernel/result.ts';
import { registryRefusalText } from '#modules/registry/index.ts';
import type { ChangeKind, ChangeState } from './change.ts';

const kinds: Readonly<Record<ChangeKind, string>> = {
  right: 'Новий документ про право',
  start: 'Початок надання послуги',
  stop: 'Зупинення надання послуги',
  restore: 'Відновлення надання послуги',
  widen: 'Розширення території',
  narrow: 'Звуження території',
};

const states: Readonly<Record<ChangeState, string>> = {
  draft: 'Чекає вашого підпису',
  submitted: 'На розгляді',
  confirmed: 'Підтверджено',
  refused: 'Відмовлено',
  obstructed: 'Підтверджено, але не внесено',
  withdrawn: 'Відкликано',
};

/** Every Ukrainian string about changes of rights to provide services. */
export const texts = {
  kinds,
  states,
  outcomes: { confirmed: 'Підтвердити', refused: 'Відмовити' },
  documentText: (title: string, number: string) => `${title}, № ${number}`,
  wholeTerritory: (name: string) => `Уся територія права: ${name}`,
  fields: {
    kind: 'Що змінити',
    service: 'Послуга',
    territory: 'Територія',
    document: 'Документ про право',
    documentOn: 'Дата документа',
    term: 'Строк дії',
    right: 'Право за документом',
    occurredOn: 'З якого дня',
    ground: 'Підстава',
    provider: 'Від кого',
    answerer: 'Хто відповідає',
    outcome: 'Рішення',
    reason: 'Причина',
    state: 'Стан',
    number: 'Номер подання',
    due: 'Відповідь до',
    submission: 'Подання',
    answer: 'Відповідь',
  },
  own: {
    title: 'Права на надання послуг',
    lede: 'Ваші права за реєстром і зміни, які ви подали. Зміну підтверджує місцева влада території.',
    newDocument: 'Подати новий документ про право',
    rights: 'Права за реєстром',
    noRights: 'Прав на надання послуг у реєстрі ще немає.',
    submissions: 'Подані зміни',
    noSubmissions: 'Змін ви ще не подавали.',
    change: 'Подати зміну',
    changeThis: (right: string) => `Подати зміну: ${right}`,
    document: 'Документ',
    actions: 'Дії',
    what: 'Зміна',
    overdue: 'Строк минув',
    portal: 'Так це бачать усі на порталі',
  },
  form: {
    newTitle: 'Новий документ про право',
    newLede:
      'Заповніть за документом, який дає право надавати послугу. Далі ви підпишете подання електронним підписом.',
    eventTitle: 'Зміна в наданні послуги',
    eventLede: 'Вкажіть, що сталося, з якого дня і на якій підставі. Далі ви підпишете подання.',
    whoAnswers:
      'Подання отримає місцева влада цієї території. Якщо її на платформі ще немає, відповість технічний адміністратор.',
    territory: 'Територія',
    territoryHint: 'Назва або код КАТОТТГ. Уточнення — після коми: «Іванівка, Харківська».',
    eventTerritoryHint:
      'Для розширення і звуження обов’язково. Порожнє поле — уся територія права.',
    documentTitle: 'Назва документа',
    documentTitleHint: 'Наприклад: Ліцензія на централізоване водопостачання',
    documentNumber: 'Номер документа',
    documentOn: 'Дата документа',
    termFrom: 'Діє з',
    termThrough: 'Діє до',
    termThroughHint: 'Останній день. Порожнє поле — безстроково.',
    kind: 'Що сталося',
    kindHints: {
      start: 'Надання за цим правом почалося.',
      stop: 'На всій території або на її частині.',
      restore: 'Знову надається те, що було зупинено.',
      widen: 'Право поширилося на нову територію.',
      narrow: 'Частина території більше не належить до права.',
    },
    occurredOn: 'З якого дня',
    ground: 'Підстава',
    groundHint: 'Документ, його номер і дата. Підставу побачать усі на порталі.',
    file: 'Копія документа',
    fileHint: 'PDF, JPEG, PNG або ASiC-E, до 25 МБ.',
    toSign: 'До підпису',
    errors: 'Форму не прийнято',
  },
  one: {
    withdraw: 'Відкликати подання',
    withdrawn: 'Подання відкликано',
    sign: 'Підписати подання',
    openSubmission: 'Документ подання',
    openAnswer: 'Документ відповіді',
    next: {
      draft: 'Підпишіть подання: без підпису його не отримають.',
      submitted: 'Чекаємо на відповідь. Стан тут оновлюється відразу.',
      confirmed: 'Зміну внесено до реєстру, її видно на порталі.',
      refused: 'Причину написано в документі відповіді. Виправте й подайте знову.',
      obstructed: 'Поки подання розглядали, реєстр змінився. Перевірте й подайте знову.',
      withdrawn: 'Подання більше не розглядають.',
    },
    administrator:
      'Місцевої влади цієї території на платформі ще немає, тому відповідає технічний адміністратор.',
    overdue: (day: string) => `Строк відповіді минув ${day}. Про це повідомлено адміністратора.`,
  },
  desk: {
    title: 'Зміни прав на надання послуг',
    lede: 'Подання виконавців і управителів, на які відповідає ваш орган.',
    states: { open: 'Чекають відповіді', answered: 'Із відповіддю' },
    none: 'Подань немає',
    noneText: 'Коли виконавець вашої території подасть зміну, вона з’явиться тут.',
    shown: 'Які подання показати',
    submission: 'Подання',
    provider: 'Виконавець',
    page: (page: number) => `Сторінка ${page}`,
    asAdministrator: 'Місцевої влади цієї території на платформі немає, тому відповідаєте ви.',
    stateNow: 'Стан права сьогодні',
    answer: 'Ваша відповідь',
    answerLede: 'Відповідь ви підпишете електронним підписом. До підпису вона не діє.',
    reason: 'Причина',
    reasonHint: 'Обов’язкова, якщо відмовляєте. Виконавець прочитає її в документі відповіді.',
    toSign: 'До підпису',
    openDocument: 'Відкрити подання з копією документа',
  },
  documents: {
    change: { prefix: 'ПЗ', name: 'Подання про зміну права на надання послуги' },
    answer: { prefix: 'ВЗ', name: 'Відповідь на подання про зміну права' },
    asks: 'Просимо підтвердити ці відомості, щоб їх внесли до реєстру Єдиної платформи.',
    answerTo: (number: string) => `На подання № ${number}`,
    decides: {
      confirmed: 'Відомості підтверджено. Після підпису цього документа їх внесено до реєстру.',
      refused: 'Відомості не підтверджено. До реєстру змін не внесено.',
    },
  },
  faults: {
    kind: 'Виберіть, що сталося.',
    territory: 'Вкажіть територію.',
    outcome: 'Виберіть рішення.',
    reason: 'Напишіть причину відмови.',
    reasonTooLong: 'Причина задовга: не більше 1000 знаків.',
  },
} as const;

const refusals: Readonly<Record<string, string | ((names: string) => string)>> = {
  nobody: 'Оберіть, від чийого імені ви дієте.',
  'may-not-sign': 'Ви не маєте права підпису за цю організацію. Зверніться до її керівника.',
  'territory-unknown': 'Такої території не знайдено. Перевірте написання або введіть код КАТОТТГ.',
  'territory-unclear': (names) => `Таких територій кілька. Введіть код потрібної: ${names}.`,
  'waiting-already': 'Таке подання вже на розгляді. Дочекайтеся відповіді або відкличте його.',
  'nobody-answers': 'Зараз нікому розглянути подання. Спробуйте пізніше.',
  'file-needed': 'Додайте копію документа, який дає право.',
  'answered-already': 'На це подання вже відповіли, або його відкликано.',
};

/** Why a change or an answer was not taken; what the register says no to is in its words. */
export function provisionRefusalText(refusal: Refusal): string {
  const text = refusals[refusal.refusal] ?? registryRefusalText(refusal);
  return typeof text === 'string' ? text : text(refusal.details?.['names'] ?? '');
}
