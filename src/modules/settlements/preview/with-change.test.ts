import type { ParameterValue } from '#kernel/parameters.ts';
import { lookUp } from '#kernel/parameters.ts';
import { expect, test } from 'vitest';
import { withChange } from './with-change.ts';

const day = Temporal.PlainDate.from('2026-10-31');
const town = 'UA05029900000099001';

function norm(value: string, change: Partial<ParameterValue> = {}): ParameterValue {
  return {
    code: 'water.norm',
    value,
    unit: 'm3/person/month',
    valid: { from: Temporal.PlainDate.from('2020-01-01'), to: null },
    service: 'cold-water',
    act: '2119:9.2',
    status: 'enacted',
    ...change,
  };
}

function found(values: readonly ParameterValue[], territories: readonly string[] = []): string {
  const query = { code: 'water.norm', date: day, service: 'cold-water', territories } as const;
  const answer = lookUp(values, query);
  return answer.ok ? answer.value.value : answer.error.refusal;
}

test('a later value and a draft count as if they were in force already', () => {
  const later = { from: Temporal.PlainDate.from('2030-01-01'), to: null };
  const changed = withChange([norm('4.6')], norm('5.2', { valid: later, status: 'draft' }), day);
  expect(found(changed)).toBe('5.2');
});

test('a value of one territory changes nothing elsewhere, nor does another code', () => {
  const changed = withChange([norm('4.6')], norm('5.2', { territory: town }), day);
  expect(found(changed)).toBe('4.6');
  expect(found(changed, [town])).toBe('5.2');
  expect(found(withChange([norm('4.6')], norm('9', { code: 'gas.norm' }), day))).toBe('4.6');
});
