import { array, assert, constantFrom, integer, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { breakLines } from './break-lines.ts';

/** Every character is one wide. */
const measure = (text: string) => text.length;
const lines = (text: string, width: number) =>
  breakLines(text, width, measure).map((line) => line.text);

test.each([
  ['', 10, ['']],
  ['Вода', 10, ['Вода']],
  ['Холодна вода тече', 12, ['Холодна вода ', 'тече']],
  ['Холодна вода', 7, ['Холодна ', 'вода']],
  ['акт-претензія', 8, ['акт-', 'претензі', 'я']],
  ['від 50–75\u00a0°С', 9, ['від ', '50–75\u00a0°С']],
  ['вода/тепло', 6, ['вода/', 'тепло']],
  ['довжелезний', 4, ['довж', 'елез', 'ний']],
  ['1\u00a0234,56', 5, ['1\u00a0234', ',56']],
])('%j is broken at %d', (text, width, expected) => {
  expect(lines(text, width)).toEqual(expected);
});

test('no text is lost, and no line is wider than it may be', () => {
  const text = array(constantFrom('а', ' ', '-', 'слово', '/', '\u00a0', '5'), { maxLength: 60 });
  assert(
    property(text, integer({ min: 1, max: 20 }), (parts, width) => {
      const broken = breakLines(parts.join(''), width, measure);
      expect(broken.map((line) => line.text).join('')).toBe(parts.join(''));
      for (const line of broken) expect(line.width).toBeLessThanOrEqual(width);
    }),
  );
  assert(
    property(string({ unit: 'grapheme' }), (any) => {
      expect(lines(any, 3).join('')).toBe(any);
    }),
  );
});
