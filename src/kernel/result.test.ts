import { expect, test } from 'vitest';
import { err, isRefusal, ok, refuse, type Refusal, type Result } from './result.ts';

function half(value: number): Result<number, Refusal> {
  return value % 2 === 0 ? ok(value / 2) : err(refuse('odd', '1039:86.1', { value: `${value}` }));
}

test('a result carries its value or its refusal', () => {
  expect(half(4)).toEqual({ ok: true, value: 2 });
  expect(half(3)).toEqual({
    ok: false,
    error: { refusal: 'odd', law: '1039:86.1', details: { value: '3' } },
  });
});

test('a refusal holds only what it was given', () => {
  expect(refuse('already-annulled')).toStrictEqual({ refusal: 'already-annulled' });
});

test.each([
  [refuse('already-annulled'), true],
  [{ refusal: 5 }, false],
  [{ refused: 'no' }, false],
  [null, false],
  ['refusal', false],
])('isRefusal(%s) is %s', (value, expected) => {
  expect(isRefusal(value)).toBe(expected);
});
