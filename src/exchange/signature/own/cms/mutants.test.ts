import { expect, test } from 'vitest';
import { openTrial, trials } from '#test/signature/mutant-trial.ts';
import { toHex } from '../der/bytes.ts';
import { mutantsOf, mutations } from './mutants.ts';

const minutes = 5;
const timeoutMs = minutes * 60_000;

test('there are a hundred thousand of them', () => {
  expect(trials.reduce((sum, { count }) => sum + count, 0)).toBe(100_000);
});

test.each(trials)(
  'of $count mutants of a signature by $name none is taken for something it is not',
  async (trial) => {
    const { count } = trial;
    const { original, judge } = await openTrial(trial);
    const seen = new Set<string>();
    const wrong: string[] = [];
    let examined = 0;
    for (const mutant of mutantsOf(original, { count, seed: 7 })) {
      const judged = await judge(mutant);
      examined += 1;
      seen.add(mutant.mutation);
      if (judged === 'forged') wrong.push(`${mutant.mutation} ${toHex(mutant.bytes)}`);
    }
    expect(wrong).toEqual([]);
    expect(examined).toBe(count);
    expect(seen).toEqual(new Set(mutations));
  },
  timeoutMs,
);
