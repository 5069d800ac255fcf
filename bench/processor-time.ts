import { readdir, readFile } from 'node:fs/promises';

/** Milliseconds of a processor by the name of the thread; only Linux tells it so exactly. */
export type ProcessorTime = ReadonlyMap<string, number>;

const nanosecondsInMillisecond = 1e6;
const parentField = 2;

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

/** What the processes that one has started, and that still run, have used until now. */
export async function timeOfChildren(pid: number): Promise<number> {
  let sum = 0;
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${id}/stat`, 'utf8').catch(() => '');
    const fields = stat.slice(stat.lastIndexOf(')')).split(' ');
    if (Number(fields[parentField]) !== pid) continue;
    for (const ms of (await timeOfThreads(Number(id))).values()) sum += ms;
  }
  return sum;
}
