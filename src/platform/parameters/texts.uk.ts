import type { ParameterStatus } from '#kernel/parameters.ts';
import type { ParameterState } from './proposals.sql.ts';
import type { Bounds } from './rules.ts';

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
  'value-not-allowed': 'Такого значення цей параметр мати не може. Відхиліть і внесіть інше.',
  'parts-exceed-whole':
    'Разом з іншою часткою цього цілого виходить більше за 1. Зменште це значення.',
  'already-proposed': 'Така сама пропозиція вже чекає на рішення.',
  'proposal-missing': 'Такої пропозиції немає.',
  'already-decided': 'Рішення за цією пропозицією вже прийнято.',
  'same-person': 'Пропозицію має затвердити інша людина, а не та, що її внесла.',
  'draft-replaces-nothing': 'Проєкт не може замінити чинне значення. Він чекає, доки акт ухвалять.',
  'overlaps-dated-value':
    'На ці дні вже встановлено значення окремим актом. Вкажіть дати, які з ним не перетинаються.',
} as const;

/** What a value may be: «ціле число від 1 до 31». */
export function boundsText(bounds: Bounds): string {
  if ('oneOf' in bounds) return `одне зі слів: ${bounds.oneOf.join(', ')}`;
  const { from, to, decimals } = bounds;
  const range = `від ${shown(from)} до ${shown(to)}`;
  return decimals === 0
    ? `ціле число ${range}`
    : `число ${range}, знаків після коми не більше ніж ${decimals}`;
}

export const valueNotAllowed = (bounds: Bounds) => `Введіть ${boundsText(bounds)}`;

function shown(bound: string): string {
  return bound.replace('.', ',');
}

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
