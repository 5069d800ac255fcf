import type { Unit } from '#kernel/quantity.ts';

export const monthNames = {
  nominative: [
    'січень',
    'лютий',
    'березень',
    'квітень',
    'травень',
    'червень',
    'липень',
    'серпень',
    'вересень',
    'жовтень',
    'листопад',
    'грудень',
  ],
  genitive: [
    'січня',
    'лютого',
    'березня',
    'квітня',
    'травня',
    'червня',
    'липня',
    'серпня',
    'вересня',
    'жовтня',
    'листопада',
    'грудня',
  ],
  locative: [
    'січні',
    'лютому',
    'березні',
    'квітні',
    'травні',
    'червні',
    'липні',
    'серпні',
    'вересні',
    'жовтні',
    'листопаді',
    'грудні',
  ],
  short: ['січ', 'лют', 'бер', 'кві', 'тра', 'чер', 'лип', 'сер', 'вер', 'жов', 'лис', 'гру'],
} as const;

export const yearSuffix = 'р.';
export const openRangePrefix = 'з';
export const hryvniaShort = 'грн';

/** Intl has no kilowatt-hour in Ukrainian, so all units are written here. */
export const unitNames: Readonly<Record<Unit, string>> = {
  m3: 'м³',
  kWh: 'кВт·год',
  Gcal: 'Гкал',
  m2: 'м²',
  person: 'ос.',
  month: 'міс.',
  MJ: 'МДж',
};

export const largeNumbers = { thousand: 'тис.', million: 'млн', billion: 'млрд' } as const;

/** Words of an address that a number follows. */
export const numberedParts = ['буд\\.', 'кв\\.', 'прим\\.', 'корп\\.'] as const;
