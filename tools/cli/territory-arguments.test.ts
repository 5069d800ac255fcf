import { describe, expect, test } from 'vitest';
import { readTerritoryArguments } from './territory-arguments.ts';
import { texts } from './texts.uk.ts';

describe('npm run territories', () => {
  test.each([
    [['katottg-2025-05-16.csv.gz'], '2025-05-16'],
    [['Кодифікатор 16.05.2025.xlsx'], '2025-05-16'],
    [['kodyfikator_16_05_2025.xlsx'], '2025-05-16'],
    [['file.csv', '--edition=2025-05-16'], '2025-05-16'],
    [['file-2024-01-01.csv', '--edition', '16.05.2025'], '2025-05-16'],
  ])('%j is the edition of %s', (args, day) => {
    expect(readTerritoryArguments(args)).toMatchObject({
      kind: 'edition',
      file: args[0],
      editionOn: Temporal.PlainDate.from(day),
      takeGoodLines: false,
      acceptMassRetirement: false,
      checkOnly: false,
    });
  });

  test('each wish is read', () => {
    const args = ['a-2025-05-16.csv', '--check', '--good-lines', '--accept-loss', '--source=Лист'];
    expect(readTerritoryArguments(args)).toMatchObject({
      checkOnly: true,
      takeGoodLines: true,
      acceptMassRetirement: true,
      source: 'Лист',
    });
    expect(readTerritoryArguments(['--statuses', 'b.csv', '--good-lines'])).toEqual({
      kind: 'statuses',
      file: 'b.csv',
      takeGoodLines: true,
    });
  });

  test.each([
    [[], texts.usage],
    [['a.csv', 'b.csv'], texts.usage],
    [['a.csv', '--force'], texts.usage],
    [['a-2025-05-16.csv', '--help'], texts.usage],
    [['a.csv'], texts.noEdition],
    [['a-2025-02-30.csv'], texts.noEdition],
    [['a.csv', '--edition=травень'], texts.noEdition],
  ])('%j is answered with words', (args, answer) => {
    expect(readTerritoryArguments(args)).toBe(answer);
  });
});
