import { readdir, readFile } from 'node:fs/promises';

/** Milliseconds of a processor by the name of the thread; only Linux tells it so exactly. */
export type ProcessorTime = ReadonlyMap<string, number>;

const nanosecondsInMillisecond = 1e6;
const parentField = 2;
/** Of children that have ended, in user and in system mode. */
const endedFields = [14, 15] as const;
const millisecondsInTick = 10;

/** What the threads of a process have used until now. */
export async function timeOfThreads(pid: number): Promise<ProcessorTime> {
  const used = new Map<string, number>();
  for (const id of await readdir(`/proc/${pid}/task`)) {
    const thread = `/proc/${pid}/task/${id}`;
    const name = (await readFile(`${thread}/comm`, 'utf8')).trim();
    const [nanoseconds = ''] = (await readFile(`${thread}/schedstat`, 'utf8')).split(' ');
    used.set(name, (used.get(name) ?? 0) + Number(nanoseconds) / nanosecondsInMillisecond);
  }
  return used;
}

/** What the processes that one has started have used until now, ended or running. */
export async function timeOfChildren(pid: number): Promise<number> {
  let sum = await timeOfEnded(pid);
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const fields = await statOf(id);
    if (Number(fields[parentField]) !== pid) continue;
    for (const ms of (
      await timeOfThreads(Number(id)).catch(() => new Map<string, number>())
    ).values()) {
      sum += ms;
    }
  }
  return sum;
}

async function timeOfEnded(pid: number): Promise<number> {
  const fields = await statOf(pid);
  const ticks = endedFields.map((field) => Number(fields[field] ?? 0));
  return ticks.reduce((sum, one) => sum + one * millisecondsInTick, 0);
}

/** Empty when there is no such process any more. */
async function statOf(id: string | number): Promise<readonly string[]> {
  const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')')).split(' ');
}
