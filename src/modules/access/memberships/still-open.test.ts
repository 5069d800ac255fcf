import { expect, test } from 'vitest';
import { anonymous } from '#platform/principal.ts';
import { keepIfOpen } from './still-open.ts';

test('a session of nobody stays as it is: no decision takes anything from it', async () => {
  expect(await keepIfOpen({} as never, 'token', anonymous)).toBe('token');
});
