import { numberedParts } from './texts.uk.ts';

export const nonBreakingSpace = '\u00a0';

const beforeNumber = new RegExp(`(${numberedParts.join('|')}) (?=\\d)`, 'g');

/** A short text that stays on one line: a telephone number. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', nonBreakingSpace);
}

/** An address whose house and flat are never parted from their numbers. */
export function formatAddress(address: string): string {
  return address.replaceAll(beforeNumber, `$1${nonBreakingSpace}`);
}
