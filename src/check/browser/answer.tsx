import { render } from 'preact';
import { CheckResult } from '../desk/check-result.tsx';
import { readWrittenBasis } from '../desk/written-basis.ts';
import type { GivenFile } from '../given.ts';
import { failedView, inspect, tooLargeView } from '../inspect.ts';
import { checkLimits } from '../limits.ts';
import type { CheckView } from '../view.ts';

export interface Chosen {
  readonly files: readonly File[];
  /** The basis of the check as the page carries it. */
  readonly written: string;
  readonly place: HTMLElement;
}

/** Checks the chosen files and shows the answer in its place. */
export async function answer({ files, written, place }: Chosen): Promise<void> {
  const view = await check(files, written);
  // What the server may have answered before is not ours to change piece by piece.
  if (place.dataset['own'] === undefined) place.replaceChildren();
  place.dataset['own'] = '';
  render(<CheckResult view={view} />, place);
  place.querySelector<HTMLElement>('h2')?.focus();
  place.scrollIntoView({ block: 'start' });
}

async function check(chosen: readonly File[], written: string): Promise<CheckView> {
  if (chosen.some(({ size }) => size > checkLimits.browserBytesMax)) {
    return tooLargeView(checkLimits.browserBytesMax);
  }
  try {
    const files = await Promise.all(chosen.map(readFile));
    const basis = await readWrittenBasis(written);
    return await inspect({ files, basis, now: present(), where: 'browser' });
  } catch {
    // A file that went away, a network that broke: the page says so and stays.
    return failedView('failed');
  }
}

async function readFile(file: File): Promise<GivenFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

/** The clock of this device; the platform's own is far away. */
function present(): Temporal.Instant {
  const milliseconds = Math.floor(performance.timeOrigin + performance.now());
  return Temporal.Instant.fromEpochMilliseconds(milliseconds);
}
