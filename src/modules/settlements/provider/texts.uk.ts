import type { SubjectPlace } from '#modules/registry/index.ts';
import type { PluralForms } from '#ui/format/plural.ts';
import type { AgeBucket } from '../rules/debt-age.ts';

/** Services of the provider's cabinet, as the navigation names them. */
export const serviceTitles = {
  desk: 'Стіл',
  accounts: 'Рахунки споживачів',
  imports: 'Показання',
  billing: 'Нарахування',
  tariffs: 'Тарифи',
  receivables: 'Заборгованість',
} as const;

export const cabinetTexts = {
  place: 'Громада',
  show: 'Показати',
  apply: 'Застосувати',
  any: 'Усі',
  service: 'Послуга',
  csv: 'CSV',
  xlsx: 'XLSX',
  total: 'Разом',
  clear: 'Очистити фільтри',
  noPlacesTitle: 'Рахунків споживачів ще немає',
  noPlaces: 'Тут з’являться рахунки, коли їх буде внесено до реєстру.',
} as const;

export const accountForms: PluralForms = { one: 'рахунок', few: 'рахунки', many: 'рахунків' };

/** «Зразківська громада»; a place where another bills is named so. */
export function placeName(place: Pick<SubjectPlace, 'hromadaName' | 'category' | 'as'>): string {
  const { hromadaName, category, as } = place;
  const name = category === 'H' ? `${hromadaName} громада` : hromadaName;
  return as === 'biller' ? name : `${name}, нараховує інша установа`;
}

export const ageNames: Readonly<Record<AgeBucket, string>> = {
  month: 'до місяця',
  quarter: 'від 1 до 3 місяців',
  year: 'від 3 місяців до року',
  older: 'понад рік',
};
