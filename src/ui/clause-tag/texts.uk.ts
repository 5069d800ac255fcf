import type { ActKind } from '#kernel/acts.ts';

export const clauseTexts = {
  clause: 'п.',
  article: 'ст.',
  part: 'ч.',
  of: 'від',
  number: '№',
  resolution1039: 'Постанова Кабінету Міністрів України від 03.09.2024 № 1039',
};

/** Parts of resolution 1039 beside the regulation itself. */
export const resolutionParts: Readonly<Record<string, { short: string; full: string }>> = {
  order: { short: 'Порядок 1039', full: 'Порядок реалізації проєкту' },
  amend: { short: 'зміни 1039', full: 'зміни до інших постанов' },
  resolution: { short: 'постанова 1039', full: 'текст постанови' },
  memorandum: { short: 'Меморандум 1039', full: 'форма Меморандуму' },
};

export const regulation = { short: '1039', full: 'Положення про Єдину платформу' };

export const actKindNames: Readonly<Record<ActKind, { short: string; full: string }>> = {
  code: { short: 'Кодекс', full: 'Кодекс України' },
  law: { short: 'Закон', full: 'Закон України' },
  resolution: { short: 'ПКМУ', full: 'Постанова Кабінету Міністрів України' },
  order: { short: 'Наказ', full: 'Наказ міністерства' },
  'nerc-resolution': { short: 'НКРЕКП', full: 'Постанова НКРЕКП' },
  'nbu-resolution': { short: 'НБУ', full: 'Постанова Національного банку України' },
};

/** Acts that people know by a name, not by a number. */
export const actNames: Readonly<Record<string, { short: string; full: string }>> = {
  'civil-code': { short: 'Цивільний кодекс', full: 'Цивільний кодекс України' },
  'labour-code': { short: 'КЗпП', full: 'Кодекс законів про працю України' },
  315: { short: 'Методика 315', full: 'Наказ міністерства' },
};

/** The suffix of laws of the nineties in its own letters. */
export const latinSuffix = { latin: 'VR', own: 'ВР' };
