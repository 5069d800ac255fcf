import { parseEdrpou } from '#kernel/identifiers.ts';
import { describe, expect, test } from 'vitest';
import {
  bigintField,
  choicesField,
  dateField,
  flagField,
  identifierField,
  optional,
  pageField,
  rowsPerPage,
  territoryIdField,
  textField,
  toPage,
} from './fields.ts';
import { fieldTexts, identifierFaultText } from './texts.uk.ts';

function faultOf(parsed: { error?: { issues: { message: string }[] } | undefined }) {
  return parsed.error?.issues[0]?.message;
}

describe('a date', () => {
  test('is taken from a form or from code', () => {
    const date = Temporal.PlainDate.from('2026-11-21');
    expect(dateField.parse('2026-11-21').equals(date)).toBe(true);
    expect(dateField.parse(date)).toBe(date);
  });

  test.each(['', '21.11.2026', '2026-02-30', '2026-11-21T10:00', 20_261_121, null, undefined])(
    '%j is none',
    (value) => {
      expect(faultOf(dateField.safeParse(value))).toBe(fieldTexts.date);
    },
  );
});

test.each([
  ['12', 12n],
  [12n, 12n],
  ['9223372036854775807', 2n ** 63n - 1n],
])('%s is a key of 64 bits', (value, key) => {
  expect(bigintField.parse(value)).toBe(key);
});

test.each(['9223372036854775808', '-1', '1.5', '', 'a', -1n, undefined])(
  '%s is no key of 64 bits',
  (value) => {
    expect(faultOf(bigintField.safeParse(value))).toBe(fieldTexts.number);
  },
);

test.each(['0', '2147483648', '1e3', 1.5, '', undefined])('%s is no territory', (value) => {
  expect(faultOf(territoryIdField.safeParse(value))).toBe(fieldTexts.territory);
});

test('a blank optional field is left out, a wrong one is not forgiven', () => {
  const field = optional(territoryIdField);
  expect([field.parse(''), field.parse(undefined), field.parse('7')]).toEqual([
    undefined,
    undefined,
    7,
  ]);
  expect(field.safeParse('x').success).toBe(false);
});

test('one choice from a form is a list of one', () => {
  const field = choicesField(['a', 'b']);
  expect([field.parse('a'), field.parse(['a', 'b'])]).toEqual([['a'], ['a', 'b']]);
  expect(faultOf(field.safeParse('c'))).toBe(fieldTexts.choice);
});

test.each([
  [undefined, 1],
  ['', 1],
  ['3', 3],
])('page %j is %d', (value, page) => {
  expect(pageField.parse(value)).toBe(page);
});

test.each(['0', '-1', '1.5', 'x', '201'])('there is no page %s', (value) => {
  expect(pageField.safeParse(value).success).toBe(false);
});

test('a text of spaces is blank, and a tick box that is absent says no', () => {
  expect(faultOf(textField(5).safeParse('   '))).toBe(fieldTexts.required);
  expect(faultOf(textField(5).safeParse('123456'))).toBe(fieldTexts.tooLong);
  expect([flagField.parse(undefined), flagField.parse('on')]).toEqual([false, true]);
});

test('an identifier says what is wrong with it', () => {
  expect(faultOf(identifierField(parseEdrpou).safeParse('03327665'))).toBe(
    identifierFaultText('wrong-check-digit'),
  );
});

test('a page knows whether there is more', () => {
  const rows = Array.from({ length: rowsPerPage + 1 }, (_, index) => index);
  expect(toPage(rows, 1)).toMatchObject({ page: 1, hasMore: true });
  expect(toPage(rows, 1).rows).toHaveLength(rowsPerPage);
  expect(toPage(rows.slice(1), 1).hasMore).toBe(false);
});
