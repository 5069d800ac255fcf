import type { AlarmKind } from './kinds.ts';

/** What each kind of trouble is called. */
export const alarmNames: Readonly<Record<AlarmKind, string>> = {
  'sign-in-failed': 'Багато невдалих спроб входу',
  'account-guessed': 'Спроби вгадати чужий особовий рахунок',
  'code-guessed': 'Спроби вгадати код підтвердження',
  'person-guessed': 'Пошук людей за вигаданими податковими номерами',
  'dependency-dead': 'Зовнішня система не відповідає',
  'log-damaged': 'Журнал дій пошкоджено',
  'log-month-late': 'Розділ журналу дій для місяця створено із запізненням',
  'file-damaged': 'Збережений файл пошкоджено',
  'letter-given-up': 'Лист не вдалося надіслати',
  'scope-probed': 'Спроби відкрити чужі дані',
  'callback-forged': 'Підроблене повідомлення платіжної системи',
  'read-in-bulk': 'Масовий перегляд рахунків споживачів',
  'read-at-night': 'Перегляд рахунків споживачів уночі',
  'listed-in-bulk': 'Масовий перегляд або вивантаження списків рахунків',
  'listed-at-night': 'Перегляд списків рахунків уночі',
  'restricted-in-bulk': 'Багато запитів на інформацію з обмеженим доступом',
  'restricted-astray': 'Запити про рахунки поза повноваженнями органу',
};
