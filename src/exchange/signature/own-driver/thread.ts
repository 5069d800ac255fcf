import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { SignatureTrouble } from '#engine/signature/ports.ts';
import { clockBehind } from '#platform/clock.ts';
import { OwnSignatures } from './signatures.ts';
import type { Answer, Question, ThreadSettings } from './work.ts';

// Pages go before curves. Linux takes it of this thread alone, others of the whole process.
if (process.platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/** A thread that works with signatures, so that pages do not wait for curves. */
const settings = workerData as ThreadSettings;
const signatures = new OwnSignatures(settings, clockBehind(settings.clockDaysBehind));

parentPort?.on('message', ({ id, task }: Question) => {
  void signatures.carryOut(task).then(
    (value) => answer({ id, ok: true, value }),
    (error: unknown) =>
      answer({
        id,
        ok: false,
        code: error instanceof SignatureTrouble ? error.code : undefined,
        message: error instanceof Error ? error.message : String(error),
      }),
  );
});

function answer(given: Answer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  parentPort?.postMessage(given);
}
