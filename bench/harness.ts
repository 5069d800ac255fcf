import { systemClock } from '#platform/clock.ts';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

export const pairsMin = 5;

/** Seconds that the thing and its floor took, in the order they were run. */
export interface Pair {
  readonly thingSeconds: number;
  readonly floorSeconds: number;
}

export interface Measured {
  /** What the size counts: accounts, requests, entries. */
  readonly unit: string;
  readonly size: number;
  readonly pairs: readonly Pair[];
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Runs thing and floor in turn, so that both meet the same machine. */
export async function measurePairs(
  count: number,
  thing: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<readonly Pair[]> {
  if (count < pairsMin) throw new RangeError(`at least ${pairsMin} pairs`);
  const pairs: Pair[] = [];
  for (let pair = 0; pair < count; pair += 1) {
    const thingSeconds = await thing();
    const floorSeconds = await floor();
    pairs.push({ thingSeconds, floorSeconds });
    console.log(
      `  pair ${pair + 1}: thing ${thingSeconds.toFixed(3)} s, floor ${floorSeconds.toFixed(3)} s, ` +
        `ratio ${(thingSeconds / floorSeconds).toFixed(2)}`,
    );
  }
  return pairs;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Half of the distance between the quarters, as a share of the median. */
function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
  return `±${(((at(0.75) - at(0.25)) / 2 / median(values)) * 100).toFixed(1)} %`;
}

/**
 * Prints medians, spreads and, last, the ratio at the largest size, and writes all of it to
 * `.data/bench/NAME.json`.
 */
export async function report(
  name: string,
  measured: readonly Measured[],
  goal: string,
): Promise<void> {
  for (const { unit, size, pairs, facts } of measured) {
    const thing = pairs.map(({ thingSeconds }) => thingSeconds);
    const floor = pairs.map(({ floorSeconds }) => floorSeconds);
    console.log(
      `${name} ${size} ${unit}: thing ${median(thing).toFixed(3)} s ${spread(thing)}, ` +
        `floor ${median(floor).toFixed(3)} s ${spread(floor)}`,
    );
    for (const [fact, value] of Object.entries(facts)) console.log(`  ${fact}: ${value}`);
  }
  const folder = join('.data', 'bench');
  await mkdir(folder, { recursive: true });
  const machine = { cores: cpus().length, memoryGiB: Math.round(totalmem() / 2 ** 30) };
  const at = systemClock.now().toString();
  await writeFile(
    join(folder, `${name}.json`),
    JSON.stringify({ name, at, machine, node: process.version, measured }, undefined, 2),
  );
  const largest = measured.at(-1);
  if (largest === undefined) throw new Error('nothing was measured');
  const ratio = ratioOf(largest);
  console.log(`${name}: ratio ${ratio.toFixed(2)} at ${largest.size} ${largest.unit} (${goal})`);
}

/** Median of the ratios of the pairs. */
export function ratioOf({ pairs }: Measured): number {
  return median(pairs.map(({ thingSeconds, floorSeconds }) => thingSeconds / floorSeconds));
}
