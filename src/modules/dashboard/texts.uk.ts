import type { Metric } from './metric.ts';

export const metricNames: Readonly<Record<Metric, string>> = {
  level: 'Рівень оплати',
  charged: 'Нараховано',
  paid: 'Сплачено',
  debt: 'Борг',
};

export const texts = {
  country: 'Україна',
  panelService: 'Аналітична панель',
  eyebrow: 'Загальнодержавна аналітична панель',
  nothingBilled: 'Рахунків ще не сформовано',
  nothingBilledWhy: 'Показники з’являться, щойно виконавці сформують перші рахунки за місяць.',
  noTotal: 'За цією територією нарахувань немає',
  noTotalWhy: 'Виберіть інший місяць або територію.',
  asOf: 'Рахунки сформовано',
  hromadas: { one: 'громада', few: 'громади', many: 'громад' },
  paidSince: 'Після них надійшло',
  paidSinceAt: 'станом на',
  month: 'Місяць',
  show: 'Показати',
  tools: 'Місяць і завантаження',
  toolsForm: 'Вибір місяця',
  metricTabs: 'Показник',
  csvTerritories: 'За територіями, CSV',
  csvServices: 'За послугами, CSV',
  csvProviders: 'За виконавцями, CSV',
  csvMonths: 'За місяцями, CSV',
  comparison: {
    month: { present: 'до попереднього місяця', absent: 'за попередній місяць даних немає' },
    year: { present: 'до такого ж місяця рік тому', absent: 'за минулий рік даних немає' },
  },
  points: 'в. п.',
  mapTiles: 'На плитках:',
  levelFormula: 'сплачено ÷ нараховано',
  howLevel:
    'Рівень оплати — сплачене за місяць, поділене на нараховане. Оплата старих боргів теж рахується.',
  howDebt: 'Борг — залишок на кінець місяця: було + нараховано + перераховано − сплачено.',
  territory: 'Територія',
  territoriesTitle: 'За територіями',
  level: 'Рівень оплати',
  charged: 'Нараховано, грн',
  corrected: 'Перераховано, грн',
  paid: 'Сплачено, грн',
  debt: 'Борг, грн',
  total: 'Разом',
  service: 'Послуга',
  servicesTitle: 'За послугами',
  provider: 'Виконавець',
  providersTitle: 'За виконавцями',
  dynamicsTitle: 'У динаміці',
  dynamicsUnit: 'за місяцями, грн',
  dynamicsLevelUnit: 'відсотків за місяцями',
  rankingUnit: 'рівень оплати, відсотків',
  rankingFew: 'Заштриховано тих, хто має менше нарахувань за місяць, ніж',
  rankingTrend: 'Зміна за місяць',
  rankingMean: 'разом',
  period: 'Місяць',
  code: 'Код КАТОТТГ',
  levelPercent: 'Рівень оплати, %',
} as const;

interface MonthValue {
  readonly period: string;
  readonly value: string;
}

/** Titles of pictures: what they show, in a sentence. */
export const findings = {
  level: (high: number, all: number) => `У ${high} з ${all} регіонів рівень оплати 90 % і вище`,
  most: (metric: Exclude<Metric, 'level'>, where: string, sum: string) =>
    ({
      charged: `Найбільше нараховано: ${where}, ${sum}`,
      paid: `Найбільше сплачено: ${where}, ${sum}`,
      debt: `Найбільший борг: ${where}, ${sum}`,
    })[metric],
  nothing: 'Даних за цей місяць немає',
  changed: (metric: Metric, from: MonthValue, to: MonthValue) =>
    `${metricNames[metric]}: ${from.value} за ${from.period}, ${to.value} за ${to.period}`,
  lowest: (name: string, level: string) => `Найнижчий рівень оплати: ${name}, ${level}`,
} as const;

export const moneyUnits = {
  billion: 'млрд грн',
  million: 'млн грн',
  thousand: 'тис. грн',
} as const;
