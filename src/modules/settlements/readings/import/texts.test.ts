import { describe, expect, test } from 'vitest';
import { readingQuestionText, readingRefusalText } from '../texts.uk.ts';
import { writeCell, writeRefusedLines } from './refused-lines-csv.ts';
import { fileProblems } from './sheet-row.ts';
import { columnNames } from './columns.ts';
import {
  columnTitles,
  fileProblemText,
  lineReasonTexts,
  refusedLinesFileName,
} from './texts.uk.ts';

const wordsMax = 20;

function sentences(text: string): readonly string[] {
  return text.split(/(?<=[.:?!])\s+/);
}

function expectPlain(text: string): void {
  for (const sentence of sentences(text)) {
    expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(wordsMax);
  }
  expect(text).not.toMatch(/undefined|NaN|['"`]/);
}

describe('every answer says what to do, in plain sentences', () => {
  test.each(Object.entries(lineReasonTexts))('%s', (_, { title, advice }) => {
    expectPlain(title);
    expectPlain(advice);
    expect(advice.endsWith('.')).toBe(true);
  });

  test.each(fileProblems)('%s', (problem) => {
    expectPlain(fileProblemText(problem, problem.endsWith('columns') ? 'date value' : '12'));
    expectPlain(fileProblemText(problem, problem.endsWith('columns') ? 'date' : ''));
  });

  test.each([
    'no-such-meter',
    'window-closed',
    'not-a-number',
    'too-many-decimals',
    'zones-differ',
    'in-future',
    'before-last',
    'too-many-digits',
    'meter-removed',
    'before-installed',
    'too-old',
    'parameter-missing',
  ])('%s', (refusal) => {
    const details = {
      opensOn: '2026-11-20',
      lastOn: '2026-10-31',
      removedOn: '2026-05-31',
      installedOn: '2020-01-01',
      digits: '5',
      decimals: '3',
      zones: '1, 2',
    };
    const text = readingRefusalText({ refusal, details });
    expect(text).toBeDefined();
    expectPlain(text ?? '');
  });

  test('a code of another room has no text here', () => {
    expect(readingRefusalText({ refusal: 'amount-too-small' })).toBeUndefined();
  });

  test.each(['lower', 'zero', 'far-from-usual', 'digits-swapped', 'rollover'] as const)(
    'question %s',
    (question) => {
      const facts = { value: '99.5', previous: '100', previousOn: '2026-09-30' };
      const { title, advice } = readingQuestionText(question, facts);
      expectPlain(title);
      expectPlain(advice);
    },
  );
});

test('columns are named as people know them', () => {
  expect(fileProblemText('missing-columns', 'date value')).toContain('«Дата», «Показання»');
  expect(columnNames.every((name) => columnTitles[name].length > 0)).toBe(true);
});

describe('the list of refused lines', () => {
  test.each([
    ['=1+1', `"'=1+1"`],
    ['+380', `"'+380"`],
    ['-5', `"'-5"`],
    ['@sum', `"'@sum"`],
    ['\t=1', `"'\t=1"`],
    ['a=1', `"a=1"`],
    ['"x"', `"""x"""`],
    ['', `""`],
  ])('%o is written %s', (text, cell) => {
    expect(writeCell(text)).toBe(cell);
  });

  test('opens in a spreadsheet: mark, semicolons, line ends', () => {
    const text = writeRefusedLines([{ line: 7, reason: 'lower', excerpt: '1; 2' }]);
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text).toContain('"7";"Показання менше за попереднє";');
  });

  test('is named after the file', () => {
    expect(refusedLinesFileName('жовтень.2026.csv')).toBe('Відхилені рядки - жовтень.2026.csv');
  });
});
