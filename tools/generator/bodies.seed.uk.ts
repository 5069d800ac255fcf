import type { Role } from '#kernel/role.ts';
import type { FirmSeed, PersonSeed } from './demonstration.seed.uk.ts';

const noServices = { services: [], readingWindow: null } as const;

/** Bodies that neither provide nor bill: so that every group of users has somebody. */
export const otherBodies: readonly FirmSeed[] = [
  {
    ...noServices,
    key: 'laboratory',
    kind: 'laboratory',
    name: 'Державне підприємство «Зразкова лабораторія якості»',
    shortName: 'ДП «Зразкова лабораторія»',
    street: 'вул. Наукова, 6',
    site: 'laboratoriia',
  },
  {
    ...noServices,
    key: 'payment-provider',
    kind: 'payment-provider',
    name: 'Товариство з обмеженою відповідальністю «Зразкові платежі»',
    shortName: 'ТОВ «Зразкові платежі»',
    street: 'вул. Банкова, 9',
    site: 'platezhi',
  },
  {
    ...noServices,
    key: 'contact-centre',
    kind: 'contact-centre',
    name: 'Комунальна установа «Зразківський контактний центр»',
    shortName: 'КУ «Зразківський контактний центр»',
    street: 'вул. Соборна, 3',
    site: 'kontakt',
  },
  {
    ...noServices,
    key: 'association',
    kind: 'association',
    name: 'Об’єднання співвласників багатоквартирного будинку «Зразковий двір»',
    shortName: 'ОСББ «Зразковий двір»',
    street: 'вул. Шкільна, 12',
    site: 'dvir',
  },
  {
    ...noServices,
    key: 'council',
    kind: 'authority',
    name: 'Виконавчий комітет Зразківської міської ради (демонстрація)',
    shortName: 'Зразківська міська рада (демонстрація)',
    street: 'майдан Незалежності, 1',
    site: 'rada',
  },
  {
    ...noServices,
    key: 'administration',
    kind: 'authority',
    name: 'Зразківська міська військова адміністрація (демонстрація)',
    shortName: 'Зразківська військова адміністрація (демонстрація)',
    street: 'майдан Незалежності, 2',
    site: 'mva',
  },
  {
    ...noServices,
    key: 'regulator',
    kind: 'authority',
    name: 'Регулятор енергетики та комунальних послуг (демонстрація)',
    shortName: 'Регулятор (демонстрація)',
    street: 'просп. Миру, 6',
    site: 'rehuliator',
  },
  {
    ...noServices,
    key: 'secretariat',
    kind: 'authority',
    name: 'Секретаріат Кабінету Міністрів (демонстрація)',
    shortName: 'Секретаріат (демонстрація)',
    street: 'просп. Миру, 8',
    site: 'sekretariat',
  },
];

/** Somebody who acts for a body. */
export interface OfficialSeed extends PersonSeed {
  readonly key: string;
  readonly role: Role;
  readonly subjectKey: string;
  readonly post: string;
  /** Submits who else is let in (1039:29.1). */
  readonly isHead: boolean;
  /** Their power ends at the town's hromada. */
  readonly inTown?: true;
}

type Named = readonly [surname: string, givenName: string, patronymic: string, bornOn: string];

function woman(named: Named): PersonSeed {
  const [surname, givenName, patronymic, bornOn] = named;
  return { surname, givenName, patronymic, bornOn, sex: 'female' };
}

function man(named: Named): PersonSeed {
  const [surname, givenName, patronymic, bornOn] = named;
  return { surname, givenName, patronymic, bornOn, sex: 'male' };
}

/** People in every role that acts for a body; invented like everybody here. */
export const officialSeeds: readonly OfficialSeed[] = [
  {
    ...woman(['Бондаренко', 'Ірина', 'Василівна', '1979-11-17']),
    ...{ key: 'operator', role: 'billing-centre', subjectKey: 'billing-centre' },
    ...{ post: 'Операторка', isHead: false },
  },
  {
    ...man(['Лисенко', 'Андрій', 'Миколайович', '1987-01-30']),
    ...{ key: 'analyst', role: 'ministry', subjectKey: 'ministry' },
    ...{ post: 'Головний спеціаліст', isHead: false },
  },
  {
    ...woman(['Шевчук', 'Оксана', 'Юріївна', '1982-08-09']),
    ...{ key: 'administrator-1', role: 'technical-administrator', subjectKey: 'administrator' },
    ...{ post: 'Директорка', isHead: true },
  },
  {
    ...man(['Ткаченко', 'Богдан', 'Олегович', '1993-04-21']),
    ...{ key: 'administrator-2', role: 'technical-administrator', subjectKey: 'administrator' },
    ...{ post: 'Адміністратор', isHead: false },
  },
  {
    ...man(['Савченко', 'Роман', 'Ігорович', '1975-02-14']),
    ...{ key: 'centre-head', role: 'billing-centre', subjectKey: 'billing-centre' },
    ...{ post: 'Директор', isHead: true },
  },
  {
    ...woman(['Руденко', 'Наталія', 'Іванівна', '1971-05-26']),
    ...{ key: 'water-head', role: 'provider', subjectKey: 'water' },
    ...{ post: 'Директорка', isHead: true },
  },
  {
    ...man(['Поліщук', 'Віктор', 'Семенович', '1968-07-03']),
    ...{ key: 'manager-head', role: 'manager', subjectKey: 'management' },
    ...{ post: 'Директор', isHead: true },
  },
  {
    ...woman(['Кравець', 'Людмила', 'Олексіївна', '1964-10-11']),
    ...{ key: 'association-head', role: 'collective-consumer', subjectKey: 'association' },
    ...{ post: 'Голова правління', isHead: true },
  },
  {
    ...man(['Гнатюк', 'Олег', 'Павлович', '1980-12-02']),
    ...{ key: 'laboratory-head', role: 'laboratory', subjectKey: 'laboratory' },
    ...{ post: 'Завідувач', isHead: true },
  },
  {
    ...woman(['Сидоренко', 'Марина', 'Вікторівна', '1988-06-19']),
    ...{ key: 'payments-head', role: 'payment-provider', subjectKey: 'payment-provider' },
    ...{ post: 'Директорка', isHead: true },
  },
  {
    ...woman(['Дорошенко', 'Юлія', 'Романівна', '1991-09-08']),
    ...{ key: 'contact-head', role: 'contact-centre', subjectKey: 'contact-centre' },
    ...{ post: 'Керівниця', isHead: true },
  },
  {
    ...man(['Яременко', 'Петро', 'Григорович', '1973-03-05']),
    ...{ key: 'council-head', role: 'local-authority', subjectKey: 'council' },
    ...{ post: 'Керуючий справами', isHead: true, inTown: true },
  },
  {
    ...man(['Захарченко', 'Сергій', 'Анатолійович', '1977-08-22']),
    ...{ key: 'administration-head', role: 'state-administration', subjectKey: 'administration' },
    ...{ post: 'Заступник начальника', isHead: true, inTown: true },
  },
  {
    ...woman(['Панченко', 'Тетяна', 'Борисівна', '1981-01-16']),
    ...{ key: 'regulator-head', role: 'regulator', subjectKey: 'regulator' },
    ...{ post: 'Начальниця департаменту', isHead: true },
  },
  {
    ...man(['Марченко', 'Дмитро', 'Сергійович', '1985-04-27']),
    ...{ key: 'secretariat-head', role: 'cabinet-secretariat', subjectKey: 'secretariat' },
    ...{ post: 'Заступник директора департаменту', isHead: true },
  },
  {
    ...woman(['Литвиненко', 'Галина', 'Степанівна', '1970-11-30']),
    ...{ key: 'ministry-head', role: 'ministry', subjectKey: 'ministry' },
    ...{ post: 'Державна секретарка', isHead: true },
  },
  {
    ...man(['Назаренко', 'Юрій', 'Васильович', '1976-06-13']),
    ...{ key: 'owner', role: 'owner', subjectKey: 'ministry' },
    ...{ post: 'Директор департаменту', isHead: true },
  },
  {
    ...woman(['Клименко', 'Софія', 'Андріївна', '1995-02-25']),
    ...{ key: 'temporary', role: 'temporary-administrator', subjectKey: 'administrator' },
    ...{ post: 'Тимчасова адміністраторка', isHead: false, inTown: true },
  },
];

/** By which the co-owners let their association act for the house. */
export const houseBasis = 'Протокол загальних зборів співвласників № 2 від 14.09.2024';
