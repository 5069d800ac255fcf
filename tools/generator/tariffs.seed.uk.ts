import type { Service } from '#kernel/service.ts';

export interface StructureItem {
  readonly title: string;
  /** Share of the net price, in whole parts. */
  readonly weight: bigint;
}

/** What the price of a service is made of. */
export const structures: Readonly<Record<Service, readonly StructureItem[]>> = {
  management: [
    { title: 'Прибирання спільних приміщень і прибудинкової території', weight: 29n },
    { title: 'Обслуговування внутрішньобудинкових систем', weight: 26n },
    { title: 'Поточний ремонт спільного майна', weight: 18n },
    { title: 'Електроенергія для спільного майна', weight: 11n },
    { title: 'Дератизація та дезінсекція', weight: 2n },
    { title: 'Винагорода управителя', weight: 14n },
  ],
  heat: [
    { title: 'Виробництво теплової енергії', weight: 740n },
    { title: 'Транспортування теплової енергії', weight: 214n },
    { title: 'Постачання теплової енергії', weight: 46n },
  ],
  'hot-water': [
    { title: 'Теплова енергія на підігрів води', weight: 81n },
    { title: 'Холодна вода', weight: 15n },
    { title: 'Постачання гарячої води', weight: 4n },
  ],
  'cold-water': [
    { title: 'Електроенергія', weight: 34n },
    { title: 'Оплата праці з нарахуваннями', weight: 31n },
    { title: 'Матеріали та ремонт мереж', weight: 14n },
    { title: 'Реагенти та контроль якості води', weight: 5n },
    { title: 'Амортизація', weight: 7n },
    { title: 'Податки та збори', weight: 6n },
    { title: 'Планований прибуток', weight: 3n },
  ],
  sewerage: [
    { title: 'Електроенергія', weight: 29n },
    { title: 'Оплата праці з нарахуваннями', weight: 33n },
    { title: 'Матеріали та ремонт мереж', weight: 16n },
    { title: 'Очищення стічних вод', weight: 9n },
    { title: 'Амортизація', weight: 6n },
    { title: 'Податки та збори', weight: 4n },
    { title: 'Планований прибуток', weight: 3n },
  ],
  waste: [
    { title: 'Збирання побутових відходів', weight: 24n },
    { title: 'Перевезення побутових відходів', weight: 38n },
    { title: 'Відновлення побутових відходів', weight: 11n },
    { title: 'Видалення побутових відходів', weight: 23n },
    { title: 'Адміністративні витрати', weight: 4n },
  ],
  'electricity-supply': [
    { title: 'Купівля електричної енергії', weight: 91n },
    { title: 'Послуги постачальника', weight: 9n },
  ],
  'electricity-distribution': [
    { title: 'Утримання та ремонт мереж', weight: 41n },
    { title: 'Технологічні витрати електричної енергії', weight: 33n },
    { title: 'Розвиток мереж', weight: 26n },
  ],
  'gas-supply': [
    { title: 'Природний газ', weight: 95n },
    { title: 'Послуги постачальника', weight: 5n },
  ],
  'gas-distribution': [
    { title: 'Утримання та ремонт мереж', weight: 58n },
    { title: 'Технологічні втрати газу', weight: 27n },
    { title: 'Розвиток мереж', weight: 15n },
  ],
};

/** What the monthly fee of a subscriber pays for, whatever the service. */
export const subscriptionStructure: readonly StructureItem[] = [
  { title: 'Укладення договорів і робота зі споживачами', weight: 35n },
  { title: 'Обслуговування та заміна вузлів обліку', weight: 25n },
  { title: 'Нарахування та виставлення рахунків', weight: 40n },
];

/** Invented: sets the prices of gas and electricity of the demonstration. */
export const energyAuthority = 'Зразкова комісія з регулювання енергетики (демонстрація)';
