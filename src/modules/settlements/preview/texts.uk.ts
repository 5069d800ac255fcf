import type { Service } from '#kernel/service.ts';
import { formatCount } from '#ui/format/number.ts';
import { plural } from '#ui/format/plural.ts';
import { serviceNames } from '#ui/service-mark/texts.uk.ts';

const residentForms = { one: 'мешканець', few: 'мешканці', many: 'мешканців' } as const;

/** What an example is like, without saying whose it is. */
export function exampleLabel(example: {
  readonly residents: number;
  readonly areaSquareMetres: string;
  readonly services: readonly Service[];
}): string {
  const { residents, areaSquareMetres, services } = example;
  const people = `${formatCount(residents)} ${plural(residents, residentForms)}`;
  const names = services.map((service) => serviceNames[service].short.toLowerCase());
  return `${people}, ${areaSquareMetres} м²; ${names.join(', ')}`;
}
