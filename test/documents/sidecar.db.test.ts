import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  startSignatureModule,
  type SignatureModule,
} from '#counterparts/signature-module/server.ts';
import { SigningDesk } from '#engine/documents/signing-desk.ts';
import { createOnlineServices } from '#exchange/signature/own-driver/online.ts';
import { createSidecarDriver } from '#exchange/signature/sidecar-driver/driver.ts';
import { lawTest } from '../law-test.ts';
import { codesOf } from './desks.ts';
import { openDocumentOffice, type DocumentOffice } from './document-office.ts';
import { director, holders } from './people.ts';
import { testSecrets } from '#test/secrets.ts';

/** Longer than a signature is left to the request that brought it. */
const laterSeconds = 31;

let office: DocumentOffice;
let module: SignatureModule;
let signing: SigningDesk;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  office = await openDocumentOffice();
  const socketPath = join(office.folder, 'module.sock');
  const { clock, db, desk, numbering, operations, authority } = office;
  module = await startSignatureModule({
    ...{ socketPath, clock },
    trust: { services: authority.authorities.ecdsa.services },
    services: createOnlineServices(clock),
  });
  // The machine's own time for the breaker: nothing here waits for it.
  const circuit = { failuresToOpen: 1_000, openForMs: 1 };
  const signatures = createSidecarDriver({ socketPath, clock, limits: { circuit } });
  signing = new SigningDesk({
    ...{ ...numbering, operations, db, clock, secrets: testSecrets, desk, signatures, codesOf },
  });
  closing.push(
    () => signatures.close(),
    () => module.stop(),
    () => rm(socketPath, { force: true }),
  );
});
afterAll(async () => {
  for (const close of closing) await close();
  await office.stop();
});

async function signed() {
  const letter = { kind: 'letter', hromadaId: 7, recipients: [holders.consumer] };
  const opened = await office.desk.open(director, letter);
  if (opened.kind !== 'done') throw new Error(opened.kind);
  const { documentId } = opened.value;
  const blocks = [{ kind: 'paragraph' as const, text: 'Текст' }];
  await office.desk.write(director, { documentId, content: { title: 'Лист', blocks } });
  const version = await office.desk.version(documentId);
  const asked = version && (await signing.asked(version, holders.director));
  if (asked === undefined) throw new Error('nothing to sign');
  const signature = await office.sign('director', asked.manifest);
  const outcome = await signing.sign(director, { documentId, ...asked, signature });
  return { documentId, outcome };
}

const stateOf = async (documentId: bigint) =>
  (await office.desk.version(documentId))?.document.state;

lawTest(
  ['1039:10.3', '1039:10.16'],
  'a document signed while the module is dead, or says what cannot be, waits and is registered later',
  async () => {
    for (const fault of ['dead', 'valid-without-signers', 'garbage'] as const) {
      module.fault(fault);
      const { documentId, outcome } = await signed();
      expect(outcome).toMatchObject({
        kind: 'done',
        value: { state: 'pending', reasons: ['driver-unavailable'] },
      });
      expect(await stateOf(documentId)).toBe('draft');
      module.fault(undefined);
      office.clock.advance(laterSeconds);
      expect(await signing.settlePending(new AbortController().signal)).toBe(1);
      expect(await stateOf(documentId)).toBe('registered');
    }
  },
);
