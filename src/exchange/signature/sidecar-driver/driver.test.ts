import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { signingKeyOf } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import type { ModuleFault } from '#counterparts/signature-module/faults.ts';
import { moduleFaults } from '#counterparts/signature-module/faults.ts';
import type { SignatureModule } from '#counterparts/signature-module/server.ts';
import type { SignatureProvider, VerificationRequest } from '#engine/signature/ports.ts';
import { systemClock } from '#platform/clock.ts';
import { openDriverOffice, type DriverOffice } from '#test/signature/driver-office.ts';
import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { digest } from '#exchange/signature/own/x509/primitives.ts';
import { createSidecarDriver } from './driver.ts';
import type { ModuleLimits } from './module-line.ts';

const content = new TextEncoder().encode('<p>a document of the platform</p>');
const unavailable = { name: 'SignatureTrouble', code: 'unavailable' };
/** Nothing else is waited for in vain. */
const patienceFor = (fault: ModuleFault) => (fault === 'silent' ? { answerMs: 300 } : {});
const noCircuit = { failuresToOpen: 1_000, openForMs: 1 };

let office: DriverOffice;
let module: SignatureModule;
let request: VerificationRequest;
let changed: VerificationRequest;
const opened: SignatureProvider[] = [];

beforeAll(async () => {
  office = await openDriverOffice();
  module = office.module;
  const key = signingKeyOf(await office.authority.issue(people.person));
  const signature = await signContent({ key, digest: (oid) => digest(oid, content) });
  request = { signature, content, receivedAt: systemClock.now() };
  changed = { ...request, content: new TextEncoder().encode('another document') };
});
afterEach(async () => {
  module.fault(undefined);
  await Promise.all(opened.splice(0).map((driver) => driver.close()));
});
afterAll(() => office.stop());

function driverWith(limits: Partial<ModuleLimits> = {}, socketPath = office.socketPath) {
  const driver = createSidecarDriver({
    ...{ socketPath, clock: systemClock },
    limits: { circuit: noCircuit, ...limits },
  });
  opened.push(driver);
  return driver;
}

/** What is wrong with the line itself, whatever is asked, and how it is told to the operator. */
const lineFaults: readonly (readonly [ModuleFault, RegExp])[] = [
  ['silent', /no answer in time/],
  ['dead', /closed the connection|connection broke/],
  ['closes-in-the-middle', /closed the connection/],
  ['garbage', /cannot be understood/],
  ['other-json', /cannot be understood/],
  ['endless', /too long/],
  ['wrong-id', /nothing that was asked/],
  ['unknown-code', /the module: 99 ERR_GENERAL/],
  ['other-contract', /another contract/],
];

const verificationFaults: readonly (readonly [ModuleFault, RegExp])[] = [
  ...lineFaults,
  ['code-of-another-method', /the module: 6/],
  ['valid-without-signers', /not of the contract/],
  ['valid-without-identity', /not of the contract/],
  ['valid-with-reasons', /not of the contract/],
  ['valid-beside-invalid', /not of the contract/],
  ['own-time', /not of the contract/],
  ['without-digests', /not of the contract/],
];

describe('a module that misbehaves is no module: the document waits', () => {
  test.each(verificationFaults)('verify: %s', async (fault, message) => {
    const driver = driverWith(patienceFor(fault));
    module.fault(fault);
    for (const asked of [request, changed]) {
      const error: unknown = await driver.verify(asked).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ ...unavailable, message: expect.stringMatching(message) });
    }
    module.fault(undefined);
    const recovered = driverWith();
    expect((await recovered.verify(request)).verdict).toBe('valid');
    expect((await recovered.verify(changed)).verdict).toBe('invalid');
  });

  test('every fault of the play module is tried here', () => {
    const tried = verificationFaults.map(([fault]) => fault);
    const others = ['swapped-ids', 'gives-back', 'plain-envelope'] as const;
    expect(new Set([...tried, ...others])).toEqual(new Set(moduleFaults));
  });

  test.each(lineFaults)('every other method: %s', async (fault, message) => {
    const recipients = [office.agreement.certificate.raw];
    const calls: readonly ((driver: SignatureProvider) => Promise<unknown>)[] = [
      (driver) => driver.inspectCertificate(office.agreement.certificate.raw),
      (driver) => driver.seal(content),
      (driver) => driver.prolong(request),
      (driver) => driver.envelope(content, recipients),
      (driver) => driver.open(content),
    ];
    for (const call of calls) {
      module.fault(fault);
      const error: unknown = await call(driverWith(patienceFor(fault))).catch(
        (caught: unknown) => caught,
      );
      expect(error).toMatchObject({ ...unavailable, message: expect.stringMatching(message) });
    }
  });

  test('nobody listens at the socket', async () => {
    const driver = driverWith({}, join(office.folder, 'nothing.sock'));
    await expect(driver.verify(request)).rejects.toMatchObject(unavailable);
  });

  test('each of two gets the answer of the other', async () => {
    const driver = driverWith();
    await driver.verify(request);
    module.fault('swapped-ids');
    const both = await Promise.allSettled([driver.verify(request), driver.verify(changed)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    for (const one of both) {
      expect(one.status === 'rejected' && one.reason).toMatchObject(unavailable);
    }
  });

  test('what it should have changed comes back as it was', async () => {
    const driver = driverWith();
    const recipients = [office.agreement.certificate.raw];
    const envelope = await driver.envelope(content, recipients);
    module.fault('gives-back');
    await expect(driver.open(envelope)).rejects.toMatchObject({ code: 'cannot-open' });
    await expect(driver.prolong(request)).rejects.toMatchObject(unavailable);
    module.fault('plain-envelope');
    await expect(driver.envelope(content, recipients)).rejects.toMatchObject(unavailable);
  });
});

describe('the line to a module', () => {
  test('is made anew once, and nothing is lost', async () => {
    const driver = driverWith();
    await driver.verify(request);
    module.fault('closes-in-the-middle', 1);
    expect((await driver.verify(request)).verdict).toBe('valid');
    module.fault('garbage', 1);
    expect((await driver.verify(request)).verdict).toBe('valid');
    module.fault('dead', 2);
    await expect(driver.verify(request)).rejects.toMatchObject(unavailable);
  });

  test('outlives the restart of the module', async () => {
    const driver = driverWith();
    await driver.verify(request);
    await module.stop();
    await expect(driver.verify(request)).rejects.toMatchObject(unavailable);
    module = await office.startModule();
    expect((await driver.verify(request)).verdict).toBe('valid');
  });

  test('carries many requests at a time, each with its own answer', async () => {
    const driver = driverWith();
    const asked = Array.from({ length: 40 }, (_, at) => (at % 3 === 0 ? changed : request));
    const found = await Promise.all(asked.map((one) => driver.verify(one)));
    expect(found.map(({ verdict }) => verdict)).toEqual(
      asked.map((one) => (one === changed ? 'invalid' : 'valid')),
    );
    expect(module.log.filter((method) => method === 'VERSION').length).toBeGreaterThan(0);
  });

  test('takes no more than it may hold', async () => {
    const few = driverWith({ requestsMax: 2 });
    const three = await Promise.allSettled([1, 2, 3].map(() => few.verify(request)));
    expect(three.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    const small = driverWith({ charsMax: 20_000 });
    await expect(small.seal(new Uint8Array(20_000))).rejects.toMatchObject(unavailable);
    expect((await small.verify(request)).verdict).toBe('valid');
  });

  test('leaves a dead module alone, then tries it once', async () => {
    let now = systemClock.now();
    const driver = createSidecarDriver({
      ...{ socketPath: office.socketPath, clock: { now: () => now } },
      limits: { circuit: { failuresToOpen: 2, openForMs: 30_000 } },
    });
    opened.push(driver);
    module.fault('dead');
    for (let time = 1; time <= 2; time += 1) {
      await expect(driver.verify(request)).rejects.toMatchObject(unavailable);
    }
    const asked = module.log.length;
    module.fault(undefined);
    await expect(driver.verify(request)).rejects.toMatchObject(unavailable);
    expect(module.log).toHaveLength(asked);
    now = now.add({ seconds: 31 });
    expect((await driver.verify(request)).verdict).toBe('valid');
  });

  test('a refusal of the module is its answer, not its fault', async () => {
    const driver = driverWith({ circuit: { failuresToOpen: 1, openForMs: 30_000 } });
    await expect(driver.open(content)).rejects.toMatchObject({ code: 'cannot-open' });
    await expect(driver.open(content)).rejects.toMatchObject({ code: 'cannot-open' });
  });

  test('is closed for good', async () => {
    const driver = driverWith();
    await driver.verify(request);
    await driver.close();
    await expect(driver.verify(request)).rejects.toMatchObject(unavailable);
  });
});
