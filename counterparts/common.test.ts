import { afterEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { systemClock } from '#platform/clock.ts';
import { fieldsOf, machineFaults, openCounterpart, type Counterpart } from './common.ts';
import { controlOf } from './control.ts';

const opened: Counterpart[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(opened.splice(0).map((counterpart) => counterpart.stop()));
});

async function open(): Promise<Counterpart> {
  const counterpart = await openCounterpart({
    host: '127.0.0.1',
    port: 0,
    clock: systemClock,
    faults: machineFaults.extend({ deaf: z.boolean().optional() }),
    machinePaths: ['/machine'],
    routes(app, desk) {
      app.get('/machine', () => 'answer');
      app.get('/person', () => {
        desk.log('seen', { deaf: String(desk.faults().deaf) });
        return 'page';
      });
      app.get('/work', () => {
        desk.background(async (stopped) => {
          await new Promise((_resolve, reject) => {
            stopped.addEventListener('abort', () => reject(new Error('stopped')));
          });
        });
        return 'begun';
      });
    },
  });
  opened.push(counterpart);
  return counterpart;
}

test('no counterpart opens in production', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  await expect(open()).rejects.toThrow('production');
});

test('faults strike calls of machines only, for as many calls as told', async () => {
  const { url } = await open();
  await controlOf(url).faults({ body: 'html', times: 2 });
  expect((await fetch(`${url}/person`)).status).toBe(200);
  const statuses = [];
  for (let call = 0; call < 3; call += 1) statuses.push((await fetch(`${url}/machine?a=b`)).status);
  expect(statuses).toEqual([502, 502, 200]);
});

test('a new set of faults replaces the old one; unknown values are refused', async () => {
  const { url } = await open();
  const control = controlOf(url);
  await control.faults({ dead: true });
  await expect(fetch(`${url}/machine`)).rejects.toThrow('fetch failed');
  await control.faults({ deaf: true });
  expect(await (await fetch(`${url}/machine`)).text()).toBe('answer');
  await expect(control.faults({ lateMs: 'long' })).rejects.toThrow('422');
  expect(await (await fetch(`${url}/__counterpart/faults`)).json()).toEqual({ deaf: true });
  await fetch(`${url}/__counterpart/faults`, { method: 'DELETE' });
  expect(await (await fetch(`${url}/__counterpart/faults`)).json()).toEqual({});
});

test('the log tells what happened and can be cleared', async () => {
  const { url } = await open();
  await fetch(`${url}/person`);
  expect(await controlOf(url).log()).toEqual([{ event: 'seen', details: { deaf: 'undefined' } }]);
  await fetch(`${url}/__counterpart/log`, { method: 'DELETE' });
  expect(await controlOf(url).log()).toEqual([]);
});

test('stopping abandons late answers and work in the background', async () => {
  const counterpart = await open();
  const { url } = counterpart;
  opened.splice(0);
  await fetch(`${url}/work`);
  await controlOf(url).faults({ lateMs: 120_000 });
  const late = fetch(`${url}/machine`).then(
    ({ ok }) => ok,
    () => false,
  );
  await fetch(`${url}/person`);
  await counterpart.stop();
  expect(await late).toBe(false);
});

test('of a repeated name the first value counts; what is not text does not', () => {
  expect(fieldsOf({ a: ['1', '2'], b: '3', c: 4, d: [] })).toEqual({ a: '1', b: '3' });
  expect(fieldsOf(null)).toEqual({});
});
