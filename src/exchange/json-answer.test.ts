import { assert, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { readJsonAnswer } from './json-answer.ts';

test('numbers keep the text they were written with', () => {
  expect(readJsonAnswer('{"amount":1250.50,"id":12345678901234567890,"many":[1e3]}')).toEqual({
    amount: '1250.50',
    id: '12345678901234567890',
    many: ['1e3'],
  });
});

test.each([
  '',
  '<!doctype html><h1>502</h1>',
  'Service is unavailable',
  '"text"',
  '[1]',
  'null',
  '7',
])('not an object: %j', (text) => {
  expect(readJsonAnswer(text)).toBeUndefined();
});

test('never throws on any text', () => {
  assert(
    property(string({ unit: 'grapheme' }), (text) => {
      readJsonAnswer(text);
    }),
  );
});
