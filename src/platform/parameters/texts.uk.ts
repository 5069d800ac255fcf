import type { ParameterStatus } from '#kernel/parameters.ts';
import type { ParameterState } from './proposals.sql.ts';

export const parameterFaults = {
  code: 'Оберіть параметр зі списку',
  value: 'Введіть значення',
  valueTooLong: 'Значення задовге',
  validFrom: 'Введіть першу дату дії, наприклад 2027-01-01',
  validTo: 'Введіть дату закінчення дії, наприклад 2027-12-31, або залиште поле порожнім',
  validToTooEarly: 'Дата закінчення має бути пізнішою за першу дату дії',
  territory: 'Введіть код території за КАТОТТГ: UA і 17 цифр',
  service: 'Оберіть послугу зі списку',
  provider: 'Оберіть виконавця зі списку',
  category: 'Назва категорії задовга',
  act: 'Вкажіть акт, яким встановлено значення',
  actTooLong: 'Назва акта задовга',
  status: 'Оберіть стан: чинне, проєкт або неперевірене',
  decision: 'Оберіть: затвердити або відхилити',
  parameterId: 'Такої пропозиції немає',
} as const;

export const parameterRefusals = {
  'unknown-parameter':
    'Такого параметра немає. Нові параметри з’являються разом із правилом, яке їх застосовує.',
  'not-a-number': 'Значення цього параметра — число. Введіть, наприклад, 4,6.',
  'already-proposed': 'Така сама пропозиція вже чекає на рішення.',
  'proposal-missing': 'Такої пропозиції немає.',
  'already-decided': 'Рішення за цією пропозицією вже прийнято.',
  'same-person': 'Пропозицію має затвердити інша людина, а не та, що її внесла.',
  'draft-replaces-nothing': 'Проєкт не може замінити чинне значення. Він чекає, доки акт ухвалять.',
  'overlaps-dated-value':
    'На ці дні вже встановлено значення окремим актом. Вкажіть дати, які з ним не перетинаються.',
} as const;

export const parameterStatusNames: Readonly<Record<ParameterStatus, string>> = {
  enacted: 'Чинне',
  draft: 'Проєкт',
  unverified: 'Неперевірене',
};

export const parameterStateNames: Readonly<Record<ParameterState, string>> = {
  proposed: 'Чекає на рішення',
  approved: 'Затверджено',
  rejected: 'Відхилено',
  superseded: 'Замінено',
};
