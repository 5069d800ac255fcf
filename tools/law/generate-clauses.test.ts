import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { clauseIds, clauseTypeSource } from './generate-clauses.ts';

const root = new URL('../../', import.meta.url);
const list = readFileSync(new URL('docs/law/clauses.csv', root), 'utf8');
const collected = new URL('../shared/regulation/clauses.csv', root);

test('the generated list is made from the list as it stands', () => {
  const committed = readFileSync(new URL('src/kernel/law-clauses.ts', root), 'utf8');
  expect(committed).toBe(clauseTypeSource(clauseIds(list)));
});

test('the list holds every part of the resolution', () => {
  const ids = clauseIds(list);
  expect(ids).toHaveLength(504);
  for (const id of ['4', 'order-18', 'amend-4.1', 'resolution-7.1', 'memorandum-6', '11.2.a']) {
    expect(ids).toContain(`1039:${id}`);
  }
});

test.skipIf(!existsSync(collected))(
  'the list keeps every row that was collected (skipped without ../shared/regulation)',
  () => {
    const kept = parse(list).map((row) => row.slice(1));
    expect(kept).toEqual(parse(readFileSync(collected, 'utf8')));
  },
);

describe('clauseIds refuses', () => {
  test.each([
    ['a Cyrillic letter', '1039:11.2.а', 'malformed'],
    ['another act', '2119:1', 'malformed'],
    ['an id that stands twice', '1039:4\n1039:4', 'twice'],
    ['an empty list', '', 'empty'],
  ])('%s', (_, rows, message) => {
    expect(() => clauseIds(`law_id\n${rows}`)).toThrow(message);
  });
});

test('the ids are packed into lines of at most a hundred columns', () => {
  const ids = Array.from({ length: 40 }, (_, index) => `1039:${index + 1}`);
  const lines = clauseTypeSource(ids).split('\n');
  expect(lines.filter((line) => line.length > 100)).toEqual([]);
  expect(lines.join(' ').match(/'1039:\d+'/g)).toHaveLength(40);
});
