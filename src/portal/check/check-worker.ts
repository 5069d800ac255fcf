import type { GivenBasis } from '#check/basis.ts';
import type { GivenFile } from '#check/given.ts';
// Not by its index: before a build, Node reads sources as they are, and knows no markup.
import { inspect } from '#check/inspect.ts';
import { parentPort } from 'node:worker_threads';

/** What is handed over to the thread; an instant travels as text. */
export interface CheckOrder {
  readonly files: readonly GivenFile[];
  readonly basis: Omit<GivenBasis, 'takenAt'>;
  readonly now: string;
}

parentPort?.on('message', (order: CheckOrder) => {
  // What fails here ends the thread, and whoever waits for it sees that.
  void answer(order);
});

async function answer({ files, basis, now }: CheckOrder): Promise<void> {
  const view = await inspect({
    files,
    basis: { ...basis, takenAt: null },
    now: Temporal.Instant.from(now),
    where: 'server',
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(view);
}
