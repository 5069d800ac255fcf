import { test } from 'vitest';
import type { ClauseId } from '#kernel/law.ts';

/**
 * A test that proves clauses of the law. The clause ids travel in the title, so that the law map
 * (`npm run law`) counts a clause as tested only when a test that names it has run and passed.
 */
export function lawTest(
  clauses: readonly ClauseId[],
  title: string,
  body: () => void | Promise<void>,
  timeoutMs?: number,
): void {
  test(`${title} [${clauses.join(' ')}]`, body, timeoutMs);
}
