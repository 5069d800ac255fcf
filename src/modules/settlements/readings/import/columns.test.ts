import { describe, expect, test } from 'vitest';
import { countHeadings, findColumns, headingKey } from './columns.ts';
import { UnreadableReadings, type Cell, type SheetRow } from './sheet-row.ts';

function rows(...lines: readonly (readonly Cell[])[]): readonly SheetRow[] {
  return lines.map((cells, index) => ({ line: index + 1, cells }));
}

function problemOf(...lines: readonly (readonly Cell[])[]): string {
  try {
    findColumns(rows(...lines));
    return 'none';
  } catch (error) {
    if (error instanceof UnreadableReadings) return `${error.problem}: ${error.about}`;
    throw error;
  }
}

describe('headings', () => {
  test.each([
    ['Особовий рахунок', 'особовий рахунок'],
    ['  О/Р: ', 'о р'],
    ['№ лічильника*', 'лічильника'],
    ['ДАТА  зняття\nпоказань', 'дата зняття показань'],
    // A Latin "o" among Cyrillic letters, as keyboards let happen.
    ['Пoказання', 'показання'],
  ])('%o meet as %o', (text, key) => {
    expect(headingKey(text)).toBe(key);
  });

  test('are found below titles and between other columns', () => {
    const found = findColumns(
      rows(
        ['Показання'],
        ['Прізвище', 'Показник', 'Лічильник', 'Адреса', 'Дата'],
        ['Іваненко', '5', '1', 'вул. Шкільна', '1.1.26'],
      ),
    );
    expect(found.headingLine).toBe(2);
    expect(found.columns).toMatchObject({ value: 1, serial: 2, date: 4, account: -1, zone: -1 });
  });

  test('numbers and formulas are none', () => {
    expect(countHeadings([5, null, { fault: 'formula' }, 'Дата'])).toBe(1);
  });
});

describe('columns that are needed', () => {
  test.each([
    [['Лічильник', 'Дата', 'Показання'], 'none'],
    [['О/р', 'Послуга', 'Дата', 'Показання'], 'none'],
    [['О/р', 'Послуга або номер лічильника', 'Дата', 'Показання'], 'none'],
    [['О/р', 'Дата', 'Показання'], 'missing-columns: meter'],
    [['Послуга', 'Дата', 'Показання'], 'missing-columns: account'],
    [['О/р', 'Послуга', 'Показання'], 'missing-columns: date'],
    [['О/р', 'Послуга', 'Дата'], 'missing-columns: value'],
    [['Прізвище'], 'missing-columns: account meter date value'],
    [['О/р', 'Послуга', 'Дата', 'Показання', 'Покази'], 'double-columns: value'],
  ])('%o: %s', (cells, problem) => {
    expect(problemOf(cells)).toBe(problem);
  });

  test('are missing from nothing', () => {
    expect(problemOf()).toBe('missing-columns: account meter date value');
  });
});
