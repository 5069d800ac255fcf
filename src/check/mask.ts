const shownDigits = 2;

/** All but the last two of what identifies a person. */
export function maskCode(code: string): string {
  return '•'.repeat(Math.max(0, code.length - shownDigits)) + code.slice(-shownDigits);
}

/** Names and titles are the words of others: a tax number may stand in them. */
export function maskNumbers(text: string): string {
  return text.replaceAll(/(?<!\d)\d{10}(?!\d)/g, maskCode);
}
