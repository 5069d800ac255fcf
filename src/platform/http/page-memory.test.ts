import { describe, expect, test } from 'vitest';
import { gunzipSync } from 'node:zlib';
import { PageMemory } from './page-memory.ts';

/** A maker that counts how often it was asked. */
function maker(text: string) {
  const made = { times: 0 };
  const make = async (): Promise<string> => {
    made.times += 1;
    return `${text} ${made.times}`;
  };
  return { made, make };
}

describe('a page memory', () => {
  test('makes a page once for each state of what it shows', async () => {
    const memory = new PageMemory();
    const { made, make } = maker('bill');
    const first = await memory.recall('a', 'state 1', make);
    const again = await memory.recall('a', 'state 1', make);
    const later = await memory.recall('a', 'state 2', make);
    expect([first, again, later].map((page) => page?.plain.toString())).toEqual([
      'bill 1',
      'bill 1',
      'bill 2',
    ]);
    expect(gunzipSync(later?.compressed ?? '').toString()).toBe('bill 2');
    expect(made.times).toBe(2);
  });

  test('keeps pages of different visitors apart', async () => {
    const memory = new PageMemory();
    const one = await memory.recall('one', 's', maker('one').make);
    const other = await memory.recall('other', 's', maker('other').make);
    expect([one?.plain.toString(), other?.plain.toString()]).toEqual(['one 1', 'other 1']);
  });

  test('lets many who ask at once wait for one making', async () => {
    const memory = new PageMemory();
    const { made, make } = maker('portal');
    await Promise.all(Array.from({ length: 50 }, () => memory.recall('a', 's', make)));
    expect(made.times).toBe(1);
  });

  test('forgets a page that could not be made', async () => {
    const memory = new PageMemory();
    const fail = () => Promise.reject(new Error('database is away'));
    await expect(memory.recall('a', 's', fail)).rejects.toThrow('database is away');
    const page = await memory.recall('a', 's', maker('back').make);
    expect(page?.plain.toString()).toBe('back 1');
  });

  test('does not keep that there was nothing to make', async () => {
    const memory = new PageMemory();
    const nothing = () => Promise.resolve(undefined);
    expect(await memory.recall('a', 's', nothing)).toBeUndefined();
    const page = await memory.recall('a', 's', maker('there now').make);
    expect(page?.plain.toString()).toBe('there now 1');
  });

  test('gives up the pages that were asked for least recently when it is full', async () => {
    const memory = new PageMemory(3_000);
    const page = (name: string) => async () => name + 'x'.repeat(1_000);
    await memory.recall('a', 's', page('a'));
    await memory.recall('b', 's', page('b'));
    await memory.recall('a', 's', page('never made again'));
    await memory.recall('c', 's', page('c'));
    const { made, make } = maker('b again');
    await memory.recall('a', 's', make);
    expect(made.times).toBe(0);
    await memory.recall('b', 's', make);
    expect(made.times).toBe(1);
  });
});
