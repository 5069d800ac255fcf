import { expect, test } from 'vitest';
import { CheckThreads } from './check-threads.ts';

const order = {
  files: [{ name: 'letter.txt', bytes: new TextEncoder().encode('a letter') }],
  basis: { trustList: null, pinned: [], auditKeys: [] },
  now: '2026-11-20T10:00:00Z',
};

test('checks wait for each other, and whoever finds too many waiting is told to come later', async () => {
  const threads = new CheckThreads();
  const asked = 20;
  const views = await Promise.all(Array.from({ length: asked }, () => threads.check(order)));
  const titles = new Map<string, number>();
  for (const { title } of views) titles.set(title, (titles.get(title) ?? 0) + 1);
  expect(Object.fromEntries(titles)).toEqual({
    'Підпису не знайдено': 18,
    'Зараз перевіряють багато документів': 2,
  });
  expect((await threads.check(order)).title).toBe('Підпису не знайдено');
});

test('a check that breaks says nothing of the signature', async () => {
  const view = await new CheckThreads().check({ ...order, now: 'no instant' });
  expect(view).toMatchObject({ tone: 'warn', title: 'Перевірити не вдалося' });
});
