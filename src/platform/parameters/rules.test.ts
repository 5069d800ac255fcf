import { describe, expect, test } from 'vitest';
import type { ParameterValue } from '#kernel/parameters.ts';
import {
  codesTogether,
  decimal,
  readValue,
  refuseValue,
  share,
  whole,
  type ParameterRules,
} from './rules.ts';

describe('a number inside its bounds', () => {
  test.each([
    [whole(1, 31), '1', '1'],
    [whole(1, 31), ' 31 ', '31'],
    [whole(1, 31), '0', undefined],
    [whole(1, 31), '32', undefined],
    [whole(1, 31), '2,0', undefined],
    [whole(1, 31), '−1', undefined],
    [whole(1, 31), 'двадцять', undefined],
    [decimal('0', '100', 6), '4,80', '4.8'],
    [decimal('0', '100', 6), '0', '0'],
    [decimal('0', '100', 6), '100', '100'],
    [decimal('0', '100', 6), '100,000001', undefined],
    [decimal('0', '100', 6), '4,1234567', undefined],
    [share(6), '0,000001', '0.000001'],
    [share(6), '1', '1'],
    [share(6), '1,000001', undefined],
    [share(6), '', undefined],
  ])('%o takes «%s» as %s', (bounds, text, expected) => {
    expect(readValue(text, bounds)).toBe(expected);
  });

  test('bounds that are no numbers are a defect', () => {
    expect(() => readValue('1', decimal('0', 'багато', 6))).toThrow(RangeError);
  });
});

const rules: ParameterRules = {
  bounds: { a: share(6), b: share(6), c: share(6) },
  partsOfOne: [['a', 'b']],
};

function value(code: string, text: string, change: Partial<ParameterValue> = {}): ParameterValue {
  return {
    code,
    value: text,
    unit: 'share',
    valid: { from: Temporal.PlainDate.from('2026-01-01'), to: null },
    act: '315:4',
    status: 'enacted',
    ...change,
  };
}

const until = (day: string) => ({
  valid: { from: Temporal.PlainDate.from('2020-01-01'), to: Temporal.PlainDate.from(day) },
});

describe('a value beside the approved ones', () => {
  test.each<[string, string | undefined, ParameterValue, readonly ParameterValue[]]>([
    ['a whole exactly', undefined, value('a', '0.6'), [value('b', '0.4')]],
    ['more than a whole', 'parts-exceed-whole', value('a', '0.6'), [value('b', '0.400001')]],
    ['by itself', undefined, value('a', '1'), []],
    ['beside what is no part of it', undefined, value('a', '0.6'), [value('c', '0.9')]],
    ['in place of its own older value', undefined, value('a', '0.6'), [value('a', '0.9')]],
    [
      'the largest of several others counts',
      'parts-exceed-whole',
      value('a', '0.6'),
      [value('b', '0.1'), value('b', '0.5', { territory: 'UA12345678901234567' })],
    ],
    [
      'one that ended before it does not count',
      undefined,
      value('a', '0.6'),
      [value('b', '0.9', until('2026-01-01'))],
    ],
    [
      'one that ends on its first day does',
      'parts-exceed-whole',
      value('a', '0.6'),
      [value('b', '0.9', until('2026-01-02'))],
    ],
    [
      'a draft counts for nobody',
      undefined,
      value('a', '0.6'),
      [value('b', '1', { status: 'draft' })],
    ],
    ['out of bounds', 'value-not-allowed', value('a', '1.5'), []],
    ['of a code that nobody reads', 'unknown-parameter', value('d', '0.5'), []],
  ])('%s', (_, refusal, proposed, approved) => {
    expect(refuseValue(rules, approved, proposed)?.refusal).toBe(refusal);
  });

  test('parts of one whole are looked at together', () => {
    expect(codesTogether(rules, 'b')).toEqual(['a', 'b']);
    expect(codesTogether(rules, 'c')).toEqual(['c']);
  });
});
