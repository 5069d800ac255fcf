import { expect, test } from 'vitest';
import { acts } from './acts.ts';
import { law } from './law.ts';

test('a listed clause is its own id', () => {
  expect(law('1039:86.1')).toBe('1039:86.1');
  expect(law('1039:order-18')).toBe('1039:order-18');
  expect(law('2119:11.4')).toBe('2119:11.4');
  expect(law('nbu-97:3')).toBe('nbu-97:3');
});

test('an unknown clause or act does not compile', () => {
  // @ts-expect-error resolution 1039 has no such clause
  law('1039:99.9');
  // @ts-expect-error no such act is listed
  law('9999:1');
  // @ts-expect-error the Latin form is the only form
  expect(() => law('П-86.1')).toThrow(RangeError);
});

test.each(['2119:', '2119:11(4)', '2119:11.а', '2119:11 4'] as const)('%s is malformed', (id) => {
  expect(() => law(id)).toThrow(RangeError);
});

test('acts are listed once, with real dates and Latin ids', () => {
  const ids = acts.map((act) => act.id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const act of acts) {
    expect(act.id).toMatch(/^[a-z0-9-]+$/);
    expect(Temporal.PlainDate.from(act.date).toString()).toBe(act.date);
    expect(act.title).not.toBe('');
  }
});
