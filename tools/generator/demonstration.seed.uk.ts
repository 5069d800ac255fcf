import type { Service } from '#kernel/service.ts';
import type { SubjectKind } from '#modules/registry/index.ts';
import type { Sex } from './people.ts';

/** Organisations of the town; firms, codes, addresses and telephones are invented. */
export interface FirmSeed {
  readonly key: string;
  readonly kind: SubjectKind;
  readonly name: string;
  readonly shortName: string;
  readonly street: string;
  /** Head of its site and mail: <site>.zrazkivka.example */
  readonly site: string;
  readonly services: readonly Service[];
  readonly readingWindow: { readonly from: number; readonly to: number } | null;
}

export const townFirms: readonly FirmSeed[] = [
  {
    key: 'billing-centre',
    kind: 'billing-centre',
    name: 'Комунальне підприємство «Зразківський розрахунковий центр»',
    shortName: 'КП «Зразківський розрахунковий центр»',
    street: 'вул. Соборна, 1',
    site: 'centre',
    services: [],
    readingWindow: { from: 20, to: 5 },
  },
  {
    key: 'water',
    kind: 'provider',
    name: 'Комунальне підприємство «Зразківводоканал»',
    shortName: 'КП «Зразківводоканал»',
    street: 'вул. Набережна, 14',
    site: 'vodokanal',
    services: ['cold-water', 'sewerage'],
    readingWindow: { from: 25, to: 3 },
  },
  {
    key: 'heat',
    kind: 'provider',
    name: 'Комунальне підприємство «Зразківтеплоенерго»',
    shortName: 'КП «Зразківтеплоенерго»',
    street: 'вул. Енергетиків, 3',
    site: 'teplo',
    services: ['heat'],
    readingWindow: { from: 25, to: 3 },
  },
  {
    key: 'management',
    kind: 'manager',
    name: 'Товариство з обмеженою відповідальністю «Зразкова оселя»',
    shortName: 'ТОВ «Зразкова оселя»',
    street: 'вул. Молодіжна, 8',
    site: 'oselia',
    services: ['management'],
    readingWindow: null,
  },
  {
    key: 'waste',
    kind: 'provider',
    name: 'Комунальне підприємство «Чиста Зразківка»',
    shortName: 'КП «Чиста Зразківка»',
    street: 'вул. Заводська, 22',
    site: 'chysta',
    services: ['waste'],
    readingWindow: null,
  },
  {
    key: 'electricity-supply',
    kind: 'provider',
    name: 'Товариство з обмеженою відповідальністю «Зразкова енергія»',
    shortName: 'ТОВ «Зразкова енергія»',
    street: 'просп. Незалежності, 5',
    site: 'energiia',
    services: ['electricity-supply'],
    readingWindow: { from: 28, to: 3 },
  },
  {
    key: 'electricity-distribution',
    kind: 'provider',
    name: 'Акціонерне товариство «Зразкові мережі»',
    shortName: 'АТ «Зразкові мережі»',
    street: 'вул. Енергетиків, 17',
    site: 'merezhi',
    services: ['electricity-distribution'],
    readingWindow: { from: 28, to: 3 },
  },
  {
    key: 'gas-supply',
    kind: 'provider',
    name: 'Товариство з обмеженою відповідальністю «Зразковий газ»',
    shortName: 'ТОВ «Зразковий газ»',
    street: 'вул. Центральна, 40',
    site: 'gaz',
    services: ['gas-supply'],
    readingWindow: { from: 1, to: 5 },
  },
  {
    key: 'gas-distribution',
    kind: 'provider',
    name: 'Акціонерне товариство «Зразкові газові мережі»',
    shortName: 'АТ «Зразкові газові мережі»',
    street: 'вул. Вокзальна, 11',
    site: 'gazmerezhi',
    services: ['gas-distribution'],
    readingWindow: { from: 1, to: 5 },
  },
  {
    key: 'ministry',
    kind: 'authority',
    name: 'Міністерство (демонстрація)',
    shortName: 'Міністерство (демонстрація)',
    street: 'просп. Миру, 2',
    site: 'ministry',
    services: [],
    readingWindow: null,
  },
  {
    key: 'administrator',
    kind: 'administrator',
    name: 'Державне підприємство «Зразковий адміністратор»',
    shortName: 'ДП «Зразковий адміністратор»',
    street: 'просп. Миру, 4',
    site: 'administrator',
    services: [],
    readingWindow: null,
  },
];

/** The one municipal provider of a small hromada, whose name is an adjective in -а. */
export function municipalProvider(
  hromadaName: string,
  settlementName: string,
): { readonly name: string; readonly shortName: string } {
  return {
    name: `Комунальне підприємство «Комунальник» ${genitive(hromadaName)} міської ради`,
    shortName: `КП «Комунальник» (${settlementName})`,
  };
}

export function councilName(hromadaName: string): string {
  return `${hromadaName} міська рада`;
}

export function postalAddress(postalIndex: string, settlementName: string, street: string): string {
  return `${postalIndex}, м. ${settlementName}, ${street}`;
}

export const municipalStreet = 'вул. Центральна, 1';

function genitive(adjective: string): string {
  return adjective.replace(/а$/, 'ої');
}

/** People of the demonstration who can sign in; invented like everybody here. */
export interface PersonSeed {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly sex: Sex;
  readonly bornOn: string;
}

export const consumerInApartment: PersonSeed = {
  surname: 'Коваленко',
  givenName: 'Олена',
  patronymic: 'Петрівна',
  sex: 'female',
  bornOn: '1984-03-12',
};

export const consumerInHouse: PersonSeed = {
  surname: 'Мельник',
  givenName: 'Іван',
  patronymic: 'Степанович',
  sex: 'male',
  bornOn: '1961-09-28',
};

export const consumerInDebt: PersonSeed = {
  surname: 'Гончар',
  givenName: 'Тарас',
  patronymic: 'Андрійович',
  sex: 'male',
  bornOn: '1990-06-05',
};
