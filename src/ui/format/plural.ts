import { formatCount } from './number.ts';

/** The forms of a word after a number: one for 1 and 21, few for 2 and 23, many for 5 and 11. */
export interface PluralForms {
  readonly one: string;
  readonly few: string;
  readonly many: string;
  /** After a fraction (1,5); `few` when not given. */
  readonly other?: string | undefined;
}

const rules = new Intl.PluralRules('uk');

/** The form of the word that follows this number. */
export function plural(count: number | bigint, forms: PluralForms): string {
  const category = rules.select(Number(count));
  if (category === 'one') return forms.one;
  if (category === 'many') return forms.many;
  if (category === 'other') return forms.other ?? forms.few;
  return forms.few;
}

/** The number and its word, never broken apart at the end of a line. */
export function countOf(count: number | bigint, forms: PluralForms): string {
  return `${formatCount(count)}\u00a0${plural(count, forms)}`;
}
