import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { GroupWriter } from './group-writer.ts';

const failing = 13;

/** Doubles numbers but one, and remembers which came together; tens count as of one key. */
function doubler(pauseMs = 0) {
  const groups: (readonly number[])[] = [];
  const writer = new GroupWriter<number, number>({
    async write(group) {
      groups.push(group);
      await delay(pauseMs);
      if (group.includes(failing)) throw new Error('cannot be written');
      return group.map((one) => one * 2);
    },
    keyOf: (one) => one % 10,
  });
  return { writer, groups };
}

describe('a writer of groups', () => {
  test('writes together what comes in one turn, and answers each its own', async () => {
    const { writer, groups } = doubler();
    const answers = await Promise.all([3, 1, 2].map((one) => writer.write(one)));
    expect([answers, groups]).toEqual([[6, 2, 4], [[3, 1, 2]]]);
  });

  test('gathers while others are being written', async () => {
    const { writer, groups } = doubler(20);
    const first = writer.write(1);
    await delay(2);
    const rest = [2, 3].map((one) => writer.write(one));
    expect(await Promise.all([first, ...rest])).toEqual([2, 4, 6]);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  test('writes one of each key at a time, in the order they came', async () => {
    const { writer, groups } = doubler();
    await Promise.all([1, 11, 2, 21].map((one) => writer.write(one)));
    expect(groups).toEqual([[1, 2], [11], [21]]);
  });

  test('writes each by itself when one of them cannot be written', async () => {
    const { writer, groups } = doubler();
    const answers = await Promise.allSettled([1, failing, 2].map((one) => writer.write(one)));
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(groups).toEqual([[1, failing, 2], [1], [failing], [2]]);
    expect(await writer.write(4)).toBe(8);
  });

  test('never takes more than a statement may well hold', async () => {
    const sizes: number[] = [];
    const writer = new GroupWriter<number, number>({
      write(group) {
        sizes.push(group.length);
        return Promise.resolve(group);
      },
      keyOf: (one) => one,
    });
    const all = Array.from({ length: 120 }, (_, at) => at);
    expect(await Promise.all(all.map((one) => writer.write(one)))).toEqual(all);
    expect(sizes).toEqual([50, 50, 20]);
  });
});
