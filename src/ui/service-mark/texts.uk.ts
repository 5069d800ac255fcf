import type { Service } from '#kernel/service.ts';

/** The friendly word for the page and the name by law for documents. */
export const serviceNames: Readonly<Record<Service, { short: string; full: string }>> = {
  management: {
    short: 'Управління будинком',
    full: 'Послуга з управління багатоквартирним будинком',
  },
  heat: { short: 'Теплопостачання', full: 'Постачання теплової енергії' },
  'hot-water': { short: 'Гаряча вода', full: 'Постачання гарячої води' },
  'cold-water': { short: 'Холодна вода', full: 'Централізоване водопостачання' },
  sewerage: { short: 'Водовідведення', full: 'Централізоване водовідведення' },
  waste: { short: 'Вивезення відходів', full: 'Управління побутовими відходами' },
  'electricity-supply': { short: 'Електроенергія', full: 'Постачання електричної енергії' },
  'electricity-distribution': {
    short: 'Розподіл електроенергії',
    full: 'Розподіл електричної енергії',
  },
  'gas-supply': { short: 'Газ', full: 'Постачання природного газу' },
  'gas-distribution': { short: 'Доставка газу', full: 'Розподіл природного газу' },
};
