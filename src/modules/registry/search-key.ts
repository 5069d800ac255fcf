import { searchKey } from '#kernel/ukrainian.ts';
import { streetWords } from './texts.uk.ts';

const firstLetter = 0x0430;
/** Latin letters for each Cyrillic one from U+0430 on, by resolution 55 of 2010 but for its y. */
const fromFirstLetter =
  'a b v h d e zh z i i k l m n o p r s t u f kh ts ch sh shch  i  e iu ia'.split(' ');
const otherLetters: Readonly<Record<string, string>> = {
  '\u0451': 'e',
  '\u0454': 'ie',
  '\u0456': 'i',
  '\u0457': 'i',
  '\u0491': 'h',
};
const cyrillic = /[\u0430-\u044f\u0451\u0454\u0456\u0457\u0491]/g;
const confused: Readonly<Record<string, string>> = { y: 'i', g: 'h' };
const repeatedLetter = /([a-z])\1+/g;
const neitherLettersNorDigits = /[^a-z0-9]+/g;

/**
 * The key under which a name is stored and looked for: folded by the kernel's `searchKey`, turned
 * into Latin letters, with those made one that people confuse (i and y, g and h, single and double)
 * and soft signs left out. So a name is found however its soft signs and vowels are spelt, and when
 * it is typed in Latin letters. Not for show and not for telling names apart.
 *
 * ASCII has a second reason: PostgreSQL's trigrams ask the C library what a letter is, and under
 * LC_CTYPE C no Cyrillic letter is one, so that similarity would silently be 0. Nor does a key hold
 * characters that LIKE treats specially.
 */
export function storedKey(text: string): string {
  return searchKey(text)
    .replace(cyrillic, latinLetters)
    .replace(/[yg]/g, (letter) => confused[letter] ?? letter)
    .replace(repeatedLetter, '$1')
    .replace(neitherLettersNorDigits, ' ')
    .trim();
}

function latinLetters(letter: string): string {
  return otherLetters[letter] ?? fromFirstLetter[(letter.codePointAt(0) ?? 0) - firstLetter] ?? '';
}

const streetKeys: ReadonlySet<string> = new Set(streetWords.map(storedKey));

/** Key of a house or of what somebody typed to find one; words like "street" do not count. */
export function addressKey(street: string, houseNumber = ''): string {
  const words = storedKey(`${street} ${houseNumber}`).split(' ');
  const telling = words.filter((word) => !streetKeys.has(word));
  return (telling.length > 0 ? telling : words).join(' ');
}
