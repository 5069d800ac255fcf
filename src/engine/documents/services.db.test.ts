import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { controlOf, type Control } from '#counterparts/control.ts';
import { openDocumentOffice, type DocumentOffice } from '#test/documents/document-office.ts';
import { signedLetter } from '#test/documents/letters.ts';
import { director } from '#test/documents/people.ts';
import { rawFolder } from '#test/files/store-desk.ts';
import { lawTest } from '#test/law-test.ts';
import { findSignature, type SignatureRow } from './signatures.sql.ts';
import { withdrawDraft } from './withdraw-draft.ts';

/** Longer than a request takes to settle what it received, and no more than clocks may differ. */
const secondsLater = 45;
/** Longer than the driver waits for an answer, both times. */
const slowMs = 30_000;
const signal = new AbortController().signal;

let office: DocumentOffice;
let authority: Control;
beforeAll(async () => {
  office = await openDocumentOffice();
  authority = controlOf(office.authority.url);
});
afterEach(async () => {
  await authority.faults({});
  office.authority.authorities.ecdsa.revoked.clear();
});
afterAll(() => office.stop());

async function sign(): Promise<SignatureRow> {
  const signed = await office.signing.sign(director, await signedLetter(office));
  if (signed.kind !== 'done' || !('state' in signed.value)) throw new Error(signed.kind);
  return signed.value;
}

async function now(signature: SignatureRow): Promise<SignatureRow | undefined> {
  return findSignature(office.db, signature);
}

async function settle(): Promise<void> {
  office.clock.advance(secondsLater);
  try {
    await office.signing.settlePending(signal);
  } finally {
    office.clock.advance(-secondsLater);
  }
}

async function stateOf({ documentId }: SignatureRow) {
  return (await office.desk.version(documentId))?.document.state;
}

lawTest(
  ['1039:10.22'],
  'a signature waits for its stamp, and is then proved for years with nobody to ask',
  async () => {
    const letter = await signedLetter(office);
    await authority.faults({ tsp: 'dead' });
    const signed = await office.signing.sign(director, letter);
    expect(signed).toMatchObject({ kind: 'done', value: { state: 'valid', level: 'BES' } });
    if (signed.kind !== 'done' || !('state' in signed.value)) throw new Error('not signed');
    await office.signing.prolong(signal);
    expect(await now(signed.value)).toMatchObject({ level: 'BES', keptAddress: null });
    await authority.faults({});
    await office.signing.prolong(signal);
    const kept = await now(signed.value);
    expect(kept).toMatchObject({ level: 'XL' });

    const version = await office.desk.version(letter.documentId);
    const later = office.clock.now().add({ hours: 24 * 365 * 5 });
    const manifest = office.desk.manifest(letter.slot, version?.files ?? []);
    const signature = await office.desk.bytes(kept?.keptAddress ?? '');
    const report = await office.verifyAlone(signature, manifest, later);
    expect(report).toMatchObject({
      verdict: 'valid',
      signers: [{ level: 'XL', time: { source: 'timestamp' } }],
    });
  },
);

describe('a signature whose status cannot be found out', () => {
  for (const [name, faults, reason] of [
    ['nobody answers', { dead: true }, 'ocsp-unreachable'],
    ['the answer is late', { lateMs: slowMs }, 'ocsp-unreachable'],
    ['the responder says "later"', { ocsp: 'try-later' }, 'ocsp-try-later'],
    ['the answer is old', { ocsp: 'stale' }, 'ocsp-stale'],
    ['the answer is to another question', { ocsp: 'wrong-nonce' }, 'ocsp-nonce-wrong'],
    ['the answer is signed by somebody', { ocsp: 'other-signer' }, 'ocsp-signature-wrong'],
    ['the answer is no answer', { ocsp: 'malformed' }, 'ocsp-malformed'],
  ] as const) {
    lawTest(
      ['1039:10.16'],
      `because ${name} waits with its reason and is settled later`,
      async () => {
        await authority.faults(faults);
        const waiting = await sign();
        expect(waiting).toMatchObject({ state: 'pending', reasons: [reason], tries: 1 });
        expect(await stateOf(waiting)).toBe('draft');
        await settle();
        expect(await now(waiting)).toMatchObject({ state: 'pending', tries: 2 });
        await authority.faults({});
        await settle();
        expect(await now(waiting)).toMatchObject({ state: 'valid', reasons: [] });
        expect(await stateOf(waiting)).toBe('registered');
      },
      90_000,
    );
  }
});

describe('a certificate revoked', () => {
  const revoke = async (at: Temporal.Instant) => {
    const { certificate } = await office.credential('director');
    const revoked = { at, reason: 1 };
    office.authority.authorities.ecdsa.revoked.set(certificate.serialNumber, revoked);
  };

  lawTest(['1039:10.16'], 'before the signature came makes it refused', async () => {
    await authority.faults({ dead: true });
    const waiting = await sign();
    await revoke(waiting.receivedAt.subtract({ seconds: 1 }));
    await authority.faults({});
    await settle();
    expect(await now(waiting)).toMatchObject({
      ...{ state: 'refused', reasons: ['certificate-revoked'] },
    });
    expect(await stateOf(waiting)).toBe('draft');
  });

  lawTest(
    ['1039:10.16'],
    'after the signature came, before it was checked, leaves it valid with a warning',
    async () => {
      await authority.faults({ dead: true });
      const waiting = await sign();
      await revoke(waiting.receivedAt.add({ milliseconds: 1_001 }));
      await authority.faults({});
      await settle();
      expect(await now(waiting)).toMatchObject({
        ...{ state: 'valid', warnings: ['certificate-revoked-later'] },
      });
    },
  );

  test('and unknown to its authority is refused', async () => {
    await authority.faults({ ocsp: 'unknown' });
    expect(await sign()).toMatchObject({ state: 'refused' });
  });
});

describe('a signature settled when its document is another already', () => {
  const content = { title: 'Інше', blocks: [] };

  lawTest(['1039:10.16', '1039:10.22'], 'does not register the next version', async () => {
    await authority.faults({ dead: true });
    const waiting = await sign();
    const { documentId } = waiting;
    expect(await office.desk.write(director, { documentId, content })).toMatchObject({
      kind: 'done',
    });
    await authority.faults({});
    await settle();
    expect(await now(waiting)).toMatchObject({ state: 'valid', version: 1 });
    expect(await stateOf(waiting)).toBe('draft');
  });

  lawTest(['1039:71'], 'does not register what was withdrawn', async () => {
    await authority.faults({ dead: true });
    const waiting = await sign();
    const { documentId } = waiting;
    await office.operations.carryOut(withdrawDraft, director, { documentId });
    await authority.faults({});
    await settle();
    expect(await stateOf(waiting)).toBe('withdrawn');
  });
});

test('one signature that cannot be worked on does not keep others waiting', async () => {
  await authority.faults({ dead: true });
  const [spoiled, other] = [await sign(), await sign()];
  const { rows } = await office.database.pool.query<{ name: string }>(
    'select blob_name as name from files.object where address = $1',
    [spoiled.address],
  );
  await rawFolder(join(office.folder, 'files')).delete(rows[0]?.name ?? '');
  await authority.faults({});
  await expect(settle()).rejects.toThrow('1 failed');
  expect(await now(other)).toMatchObject({ state: 'valid' });
  expect(await now(spoiled)).toMatchObject({ state: 'pending', tries: 2 });
});
