import { describe, expect, test } from 'vitest';
import type { OwnMeter } from './meters.ts';
import { confirmation, confirmedName, fieldName, sentMeters, typedValues } from './sent-form.ts';

function meter(meterId: bigint, zones: readonly number[]): OwnMeter {
  return {
    meterId,
    service: 'electricity-supply',
    serial: String(meterId),
    digits: 6,
    decimals: 0,
    verifiedUntil: Temporal.PlainDate.from('2030-01-01'),
    window: { isOpen: true, closesOn: null },
    zones: zones.map((zone) => ({ zone, readings: [] })),
  };
}

const meters = [meter(1n, [0]), meter(2n, [1, 2])];

describe('one form for all meters', () => {
  test('a meter left empty is not sent; a half-filled one is, to be told what is missing', () => {
    const body = { [fieldName(2n, 1)]: '120', [fieldName(2n, 2)]: ' ', other: 'x' };
    const typed = typedValues(meters, body);
    expect(typed).toEqual({ 'value-2-1': '120', 'value-2-2': ' ' });
    expect(sentMeters(meters, typed, body)).toEqual([
      {
        meter: meters[1],
        values: [
          { zone: 1, value: '120' },
          { zone: 2, value: ' ' },
        ],
        confirmed: [],
      },
    ]);
  });

  test('answered questions come back with their meter, each once', () => {
    const questions = [{ question: 'lower' }, { question: 'zero' }, { question: 'lower' }] as const;
    expect(confirmation(questions)).toBe('lower,zero');
    const body = { [fieldName(1n, 0)]: '5', [confirmedName(1n)]: 'lower,zero' };
    expect(sentMeters(meters, typedValues(meters, body), body)[0]?.confirmed).toEqual([
      'lower',
      'zero',
    ]);
  });

  test.each([undefined, null, 'text', { 'value-1-0': ['5'] }])('%o holds nothing', (body) => {
    expect(sentMeters(meters, typedValues(meters, body), body)).toEqual([]);
  });
});
