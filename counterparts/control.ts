import { z } from 'zod';

/** For tests: switches faults of a running counterpart and reads what happened there. */
export interface Control {
  /** Switches on exactly these faults; none switches all off. */
  faults(faults: Readonly<Record<string, unknown>>): Promise<void>;
  log(): Promise<LoggedEvent[]>;
}

const entry = z.object({
  event: z.string(),
  details: z.record(z.string(), z.string()),
});
type LoggedEvent = z.infer<typeof entry>;

/** The control of the counterpart at an address. Its calls throw when it does not answer well. */
export function controlOf(url: string): Control {
  return {
    async faults(faults) {
      await send(`${url}/__counterpart/faults`, faults);
    },
    async log() {
      const response = await fetch(`${url}/__counterpart/log`);
      return z.array(entry).parse(await response.json());
    },
  };
}

/** Posts JSON; throws when the counterpart does not take it. */
export async function send(url: string, body: unknown): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}
