import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { readTrustListFile } from '#exchange/signature/own/cms/trust-list-file.ts';
import { upgradeToXL } from '#exchange/signature/own/cms/upgrade.ts';
import { verifySignature } from '#exchange/signature/own/cms/verify.ts';
import type { OnlineServices } from '#exchange/signature/own/cms/online.ts';
import { readRevocationList } from '#exchange/signature/own/x509/crl.ts';
import { fingerprintOf } from '#exchange/signature/own/x509/fingerprint.ts';
import { controlOf, send, type Control } from '../control.ts';
import { signingKeyOf } from './issue.ts';
import { people } from './people.ts';
import { playTime } from './play.ts';
import { hierarchies, startCertificationAuthority, type RunningAuthority } from './server.ts';

/** Short only for an answer that is meant not to come. */
const patience = { usualMs: 20_000, shortMs: 200 };
let patienceMs = patience.usualMs;
let running: RunningAuthority;
let control: Control;

beforeAll(async () => {
  running = await startCertificationAuthority({ seed: 'server', clock: { now: () => playTime } });
  control = controlOf(running.url);
});
beforeEach(() => control.faults({}));
afterAll(() => running.stop());

async function post(url: string, type: string, body: Uint8Array): Promise<Uint8Array> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type },
    body: Uint8Array.from(body),
    signal: AbortSignal.timeout(patienceMs),
  });
  return new Uint8Array(await response.arrayBuffer());
}

const services: OnlineServices = {
  fetchOcsp: (url, request) => post(url, 'application/ocsp-request', request),
  fetchTimestamp: (url, request) => post(url, 'application/timestamp-query', request),
};

test.each(hierarchies)('%s: signs, stamps, tells status, over HTTP', async (hierarchy) => {
  const authority = running.authorities[hierarchy];
  const signer = await authority.issue(people.official);
  const content = new TextEncoder().encode('document');
  const signature = await signContent({ key: signingKeyOf(signer), content });
  const context = { trust: authority.trust, receivedAt: playTime, now: playTime, services };
  const long = await upgradeToXL({ ...context, signature });
  if (!long.ok) throw new Error(long.fault);
  const { serialNumber } = signer.certificate;
  await send(`${running.url}/__counterpart/revocation`, { hierarchy, serialNumber });
  const report = await verifySignature({ ...context, signature });
  expect(report.signers[0]?.reasons).toEqual(['certificate-revoked']);
  const list = await fetch(`${running.url}/${hierarchy}/crl`);
  const { revoked } = readRevocationList(new Uint8Array(await list.arrayBuffer()));
  expect([...revoked().keys()]).toEqual([serialNumber]);
});

test.each([{ ocsp: 'dead' }, { dead: true }, { lateMs: 10_000 }, { body: 'html' }] as const)(
  'with the fault %o a signature waits',
  async (faults) => {
    const authority = running.authorities.ecdsa;
    const signer = await authority.issue(people.person);
    const content = new TextEncoder().encode('document');
    const signature = await signContent({ key: signingKeyOf(signer), content });
    const context = { trust: authority.trust, receivedAt: playTime, now: playTime, services };
    await control.faults(faults);
    patienceMs = patience.shortMs;
    expect((await verifySignature({ ...context, signature })).verdict).toBe('pending');
    patienceMs = patience.usualMs;
    await control.faults({});
    expect((await verifySignature({ ...context, signature })).verdict).toBe('valid');
  },
);

test('gives out its trust list, and what is asked is in the log', async () => {
  const { root } = running.authorities.dstu;
  const response = await fetch(`${running.url}/dstu/trust-list`);
  const file = new Uint8Array(await response.arrayBuffer());
  const pinned = new Set([await fingerprintOf(root.certificate)]);
  expect(await readTrustListFile({ file, pinned, now: playTime })).toMatchObject({ ok: true });
  expect(await control.log()).toContainEqual({
    event: 'trustList',
    details: { hierarchy: 'dstu', fault: 'none' },
  });
});

test('refuses what is no request', async () => {
  const response = await fetch(`${running.url}/ecdsa/ocsp`, {
    method: 'POST',
    headers: { 'content-type': 'application/ocsp-request' },
    body: 'hello',
  });
  expect(response.status).toBe(400);
  expect((await fetch(`${running.url}/other/crl`)).status).toBe(404);
});

test('makes the same keys and certificates of the same seed and address', async () => {
  const options = { seed: 'server', clock: { now: () => playTime } };
  const port = Number(new URL(running.url).port);
  const before = running.authorities;
  await running.stop();
  running = await startCertificationAuthority({ ...options, port });
  for (const hierarchy of hierarchies) {
    const [old, young] = [before[hierarchy], running.authorities[hierarchy]];
    expect(young.root.key.spki).toEqual(old.root.key.spki);
    expect(young.ocsp.certificate.serialNumber).toBe(old.ocsp.certificate.serialNumber);
    const [one, two] = [await old.issue(people.seal), await young.issue(people.seal)];
    expect(two.certificate.serialNumber).toBe(one.certificate.serialNumber);
    expect(two.key.spki).toEqual(one.key.spki);
  }
});
