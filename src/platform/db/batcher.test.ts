import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { Batcher } from './batcher.ts';

/** Doubles numbers and remembers which came together. */
function doubler(pauseMs = 0) {
  const batches: (readonly number[])[] = [];
  const batcher = new Batcher<number, number>(async (keys) => {
    batches.push(keys);
    await delay(pauseMs);
    return keys.map((key) => key * 2);
  });
  return { batcher, batches };
}

describe('a batcher', () => {
  test('asks once for what is asked for in one turn, and answers each its own', async () => {
    const { batcher, batches } = doubler();
    const answers = await Promise.all([3, 1, 2, 1].map((key) => batcher.ask(key)));
    expect(answers).toEqual([6, 2, 4, 2]);
    expect(batches).toEqual([[3, 1, 2, 1]]);
  });

  test('asks at once when alone, and gathers while others are being answered', async () => {
    const { batcher, batches } = doubler(20);
    const first = batcher.ask(1);
    await delay(2);
    const second = batcher.ask(2);
    await delay(2);
    const rest = [3, 4, 5].map((key) => batcher.ask(key));
    expect(await Promise.all([first, second, ...rest])).toEqual([2, 4, 6, 8, 10]);
    expect(batches).toEqual([[1], [2], [3, 4, 5]]);
  });

  test('never takes more keys than a query may hold', async () => {
    const { batcher, batches } = doubler();
    const keys = Array.from({ length: 1_234 }, (_, index) => index);
    const answers = await Promise.all(keys.map((key) => batcher.ask(key)));
    expect(answers).toEqual(keys.map((key) => key * 2));
    expect(batches.map((batch) => batch.length)).toEqual([500, 500, 234]);
  });

  test('fails all of a batch that failed, and goes on with the next', async () => {
    let isDown = true;
    const batcher = new Batcher<number, number>((keys) =>
      isDown ? Promise.reject(new Error('down')) : Promise.resolve(keys),
    );
    const failed = await Promise.allSettled([batcher.ask(1), batcher.ask(2)]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isDown = false;
    expect(await batcher.ask(3)).toBe(3);
  });

  test('takes an answer to fewer keys than were asked for as a defect', async () => {
    const batcher = new Batcher<number, number>(() => Promise.resolve([]));
    await expect(batcher.ask(1)).rejects.toThrow('in part');
  });
});
