import { expect, expectTypeOf, test } from 'vitest';
import { z } from 'zod';
import { type CommandDefinition, defineCommand, defineQuery } from './command.ts';

interface Context {
  readonly greeting: string;
}

const input = z.object({ account: z.string() });

const greetAccount = defineCommand({
  id: 'greet-account',
  law: ['1039:86.1'],
  audience: ['individual-consumer'],
  scope: { kind: 'account', act: 'see', key: ({ account }) => account },
  input,
  async handle(context: Context, { account }) {
    return `${context.greeting} ${account}`;
  },
  auditSubject: ({ account }) => account,
});

test('a command takes its types from its schema and handler', async () => {
  expectTypeOf(greetAccount).toEqualTypeOf<
    CommandDefinition<{ account: string }, string, Context>
  >();
  expect(greetAccount.kind).toBe('command');
  expect(await greetAccount.handle({ greeting: 'hello' }, { account: '0042' })).toBe('hello 0042');
  expect(greetAccount.auditSubject?.({ account: '0042' })).toBe('0042');
});

test('a definition cannot be changed', () => {
  expect(Object.isFrozen(greetAccount)).toBe(true);
  expect(Object.isFrozen(greetAccount.law)).toBe(true);
  expect(Object.isFrozen(greetAccount.audience)).toBe(true);
});

test('a query without a clause or an audience is not accepted', () => {
  const query = {
    id: 'find-nothing',
    law: ['1039:86.1'],
    audience: ['anonymous'],
    scope: { kind: 'public' },
    input,
    handle: async () => 'nothing',
  } as const;
  expect(defineQuery(query).kind).toBe('query');
  expect(() => defineQuery({ ...query, law: [] })).toThrow('find-nothing names no law');
  expect(() => defineQuery({ ...query, audience: [] })).toThrow('find-nothing has no audience');
});
