import { assert, property, string } from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  contentLimits,
  documentContentSchema,
  lineOf,
  paragraphsOf,
  type Block,
  type DocumentContent,
} from './content.ts';

const accepted = (content: unknown) => documentContentSchema.safeParse(content).success;
const withTitle = (title: string) => ({ title, blocks: [] });
const withBlock = (...blocks: readonly unknown[]) => ({ title: 'Акт', blocks });
const columns = [
  { title: 'Послуга', align: 'start' },
  { title: 'Сума', align: 'end' },
] as const;

test('a content of every kind of block is taken as it is', () => {
  const blocks: Block[] = [
    { kind: 'heading', text: 'Нарахування' },
    { kind: 'paragraph', text: 'За листопад 2026 р.' },
    { kind: 'list', items: ['під’їзд № 2', 'ґанок'] },
    { kind: 'facts', rows: [{ label: 'Рахунок', value: '' }] },
    { kind: 'table', caption: 'Суми', columns, rows: [['Вода', '12,00']], total: ['Разом', '12'] },
  ];
  const content: DocumentContent = { title: 'Рахунок', subtitle: 'за воду', blocks };
  expect(documentContentSchema.parse(content)).toEqual(content);
});

describe('what nobody sees is refused', () => {
  test.each([
    ['a line break', '\n'],
    ['a tab', '\t'],
    ['a zero byte', '\0'],
    ['a control of the second set', '\u0085'],
    ['a mark that turns the writing', '\u202e'],
    ['an isolate', '\u2066'],
    ['a soft hyphen', '\u00ad'],
    ['a space of no width', '\u200b'],
    ['a byte order mark', '\ufeff'],
    ['a line separator', '\u2028'],
    ['a private character', '\ue000'],
    ['half of a pair', '\ud800'],
    ['a character that is none', '\uffff'],
  ])('%s', (_name, character) => {
    expect(accepted(withTitle('АктА'))).toBe(true);
    expect(accepted(withTitle(`Акт${character}А`))).toBe(false);
    expect(accepted(withBlock({ kind: 'list', items: [character] }))).toBe(false);
  });
});

describe('limits', () => {
  const cell = 'я'.repeat(contentLimits.lineCharactersMax);
  const row = [cell, cell];
  const table = (rows: readonly (readonly string[])[], total?: readonly string[]) => ({
    ...{ kind: 'table', caption: 'Суми', columns, rows },
    ...(total === undefined ? {} : { total }),
  });
  test.each([
    ['an empty title', withTitle(''), false],
    ['the longest title', withTitle('я'.repeat(contentLimits.titleCharactersMax)), true],
    ['a longer one', withTitle('я'.repeat(contentLimits.titleCharactersMax + 1)), false],
    ['a short row', withBlock(table([['Вода']])), false],
    ['a long row', withBlock(table([['Вода', '1', '2']])), false],
    ['a short total', withBlock(table([], ['Разом'])), false],
    ['the longest cells', withBlock(table([row])), true],
    ['too many characters', withBlock(table(Array.from({ length: 501 }, () => row))), false],
    ['too many rows', withBlock(table(Array.from({ length: 5_001 }, () => ['', '']))), false],
    ['an unknown kind', withBlock({ kind: 'picture' }), false],
    ['an unknown field', withBlock({ kind: 'heading', text: 'Акт', level: 1 }), false],
    ['an empty list', withBlock({ kind: 'list', items: [] }), false],
  ])('%s', (_name, content, taken) => {
    expect(accepted(content)).toBe(taken);
  });
});

test('a decomposed letter comes out composed', () => {
  const decomposed = 'Свій'.normalize('NFD');
  expect(documentContentSchema.parse(withTitle(decomposed)).title).toBe('Свій');
});

test.each([
  ['  Про\tстрок  ', 'Про строк'],
  ['Про\u202e строк\n', 'Про строк'],
  ['\u200b\u00ad', ''],
])('%j typed into one line is %j', (typed, line) => {
  expect(lineOf(typed)).toBe(line);
});

test('what a person typed becomes paragraphs that the schema takes, whatever it was', () => {
  expect(paragraphsOf('Немає води.\r\n\r\n\tЗ понеділка\u00ad! \n')).toEqual([
    { kind: 'paragraph', text: 'Немає води.' },
    { kind: 'paragraph', text: 'З понеділка!' },
  ]);
  assert(
    property(string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(accepted(withBlock(...paragraphsOf(text)))).toBe(true);
    }),
  );
  const long = '𐐀'.repeat(contentLimits.paragraphCharactersMax);
  expect(accepted(withBlock(...paragraphsOf(long)))).toBe(true);
}, 60_000);
