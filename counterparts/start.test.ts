import { afterEach, expect, test, vi } from 'vitest';
import { startCounterparts, type CounterpartsOptions } from './start.ts';

const options: CounterpartsOptions = {
  idGovUa: { clients: [], people: [] },
  liqpay: { publicKey: 'public', privateKey: 'private' },
  certificationAuthority: { seed: 'start' },
  trembita: { clients: {}, propertyRights: '', property: [] },
};

afterEach(() => {
  vi.unstubAllEnvs();
});

test('every counterpart gets a port of its own', async () => {
  const started = await startCounterparts(options);
  const { idGovUa, liqpay } = started;
  expect(new URL(idGovUa.url).hostname).toBe('127.0.0.1');
  expect(idGovUa.url).not.toBe(liqpay.url);
  expect((await fetch(`${liqpay.url}/__counterpart/log`)).status).toBe(200);
  await started.stop();
  await expect(fetch(liqpay.url)).rejects.toThrow('fetch failed');
});

test('none starts in production', async () => {
  vi.stubEnv('NODE_ENV', 'production');
  await expect(startCounterparts(options)).rejects.toThrow('production');
});

test('when one cannot start, none is left running', async () => {
  const first = await startCounterparts(options);
  const port = Number(new URL(first.liqpay.url).port);
  const freed = Number(new URL(first.idGovUa.url).port);
  await first.stop();
  const second = await startCounterparts({ ...options, liqpay: { ...options.liqpay, port } });
  const third = startCounterparts({
    ...options,
    idGovUa: { ...options.idGovUa, port: freed },
    liqpay: { ...options.liqpay, port },
  });
  await expect(third).rejects.toThrow('EADDRINUSE');
  await expect(fetch(`http://127.0.0.1:${freed}`)).rejects.toThrow('fetch failed');
  await second.stop();
});
