/**
 * Ukrainian text without Ukrainian text: letters stand as code points, so that this file obeys the
 * rule that only texts hold Cyrillic.
 */

// ' ’ ʼ are the three apostrophes in use; ‘ ` ´ ′ are what keyboards and converters make of them.
const apostrophes = /['\u2019\u02bc\u2018`\u00b4\u2032]/g;
// Hyphens and dashes of all kinds and the minus sign.
const hyphensAndSpaces = /[-\u2010-\u2015\u2212\s]+/g;
const softHyphens = /\u00ad/g;
const words = /[\p{L}\p{M}]+/gu;
const cyrillicLetter = /\p{Script=Cyrillic}/u;

/** Latin letters that look like Cyrillic ones, in the case in which they do. */
const cyrillicLookAlikes: ReadonlyMap<string, string> = new Map([
  ['a', '\u0430'],
  ['c', '\u0441'],
  ['e', '\u0435'],
  ['i', '\u0456'],
  ['\u00ef', '\u0457'],
  ['o', '\u043e'],
  ['p', '\u0440'],
  ['x', '\u0445'],
  ['y', '\u0443'],
  ['A', '\u0410'],
  ['B', '\u0412'],
  ['C', '\u0421'],
  ['E', '\u0415'],
  ['H', '\u041d'],
  ['I', '\u0406'],
  ['\u00cf', '\u0407'],
  ['K', '\u041a'],
  ['M', '\u041c'],
  ['O', '\u041e'],
  ['P', '\u0420'],
  ['T', '\u0422'],
  ['X', '\u0425'],
  ['Y', '\u0423'],
]);

/**
 * The form of a name under which spellings of one name meet: composed (NFC), lower case, without
 * apostrophes, with Latin look-alikes inside Cyrillic words made Cyrillic, and with any run of
 * hyphens and spaces made one space. For search and duplicate checks, never for show.
 */
export function searchKey(text: string): string {
  return text
    .replace(softHyphens, '')
    .replace(apostrophes, '')
    .normalize('NFC')
    .replace(words, withoutLookAlikes)
    .toLowerCase()
    .replace(hyphensAndSpaces, ' ')
    .trim();
}

function withoutLookAlikes(word: string): string {
  if (!cyrillicLetter.test(word)) return word;
  return Array.from(word, (letter) => cyrillicLookAlikes.get(letter) ?? letter).join('');
}
