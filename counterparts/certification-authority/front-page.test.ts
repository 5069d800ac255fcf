import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCertificationAuthority, type RunningAuthority } from './server.ts';

let folder: string;
let running: RunningAuthority;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'front-'));
  const scriptPath = join(folder, 'front.js');
  await writeFile(scriptPath, 'globalThis.isFront = true;');
  const front = { platform: 'https://zhkp.example', scriptPath };
  running = await startCertificationAuthority({ seed: 'front', front });
});
afterAll(async () => {
  await running.stop();
  await rm(folder, { recursive: true });
});

test('the front may be shown by the platform that it was started for, and by nobody else', async () => {
  const page = await fetch(`${running.url}/front`);
  expect(page.status).toBe(200);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy.split('; ')).toContain('frame-ancestors https://zhkp.example');
  expect(policy.split('; ')).toContain("default-src 'none'");
  expect(await page.text()).toContain('data-platform="https://zhkp.example"');
});

test('its script is served beside it', async () => {
  const script = await fetch(`${running.url}/front/front.js`);
  expect(script.headers.get('content-type')).toContain('text/javascript');
  expect(await script.text()).toContain('isFront');
});

test('an authority without a front has no such page', async () => {
  const plain = await startCertificationAuthority({ seed: 'no front' });
  try {
    expect((await fetch(`${plain.url}/front`)).status).toBe(404);
  } finally {
    await plain.stop();
  }
});
