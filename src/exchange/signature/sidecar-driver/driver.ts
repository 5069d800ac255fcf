import { createHash } from 'node:crypto';
import {
  SignatureTrouble,
  type SignatureFindings,
  type SignatureProvider,
  type VerificationRequest,
} from '#engine/signature/ports.ts';
import {
  contentSchema,
  envelopeSchema,
  inspectSchema,
  signatureSchema,
  verifySchema,
} from './contract.ts';
import { ModuleLine, unavailable, type ModuleLineOptions } from './module-line.ts';

/** Fewer bytes may stand in any envelope by chance. */
const tellingBytesMin = 16;

/**
 * Signatures by a module that the operator installs, behind a Unix domain socket (1039:10.3). What
 * the module decides is taken only as far as it hangs together: an answer that is late, broken,
 * about something else or "valid" without reason is no answer, and the document waits.
 */
export function createSidecarDriver(options: ModuleLineOptions): SignatureProvider {
  const line = new ModuleLine(options);
  return {
    driver: 'sidecar',
    verify: (request) => verify(line, request),
    inspectCertificate: (certificate) =>
      line.ask('INSPECT', { certificate: base64(certificate) }, inspectSchema(sha256(certificate))),
    seal: (content) => line.ask('SIGN', { content: base64(content) }, signatureSchema),
    prolong: (request) => prolong(line, request),
    envelope: (content, recipients) => envelope(line, content, recipients),
    open: (bytes) => open(line, bytes),
    close: () => line.close(),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function verify(line: ModuleLine, request: VerificationRequest): Promise<SignatureFindings> {
  const { signature, content, receivedAt, policy } = request;
  const schema = verifySchema({
    signatureSha256: sha256(signature),
    contentSha256: sha256(content),
    ...{ receivedAt, policy },
  });
  return line.ask('VERIFY', parametersOf(request), schema);
}

function parametersOf({ signature, content, receivedAt, policy }: VerificationRequest) {
  return {
    signature: base64(signature),
    content: base64(content),
    receivedAt: receivedAt.toString(),
    policy: { kinds: policy?.kinds ?? null, qualifications: policy?.qualifications ?? null },
  };
}

/** What is kept for good is looked at once more: it takes the signature's place in containers. */
async function prolong(line: ModuleLine, request: VerificationRequest): Promise<Uint8Array> {
  const signature = await line.ask('PROLONG', parametersOf(request), signatureSchema);
  const { verdict, signers } = await verify(line, { ...request, signature });
  const isLong = verdict === 'valid' && signers.every(({ level }) => level === 'XL');
  if (!isLong) throw unavailable('what the module prolonged is not valid for good');
  return signature;
}

async function envelope(
  line: ModuleLine,
  content: Uint8Array,
  recipients: readonly Uint8Array[],
): Promise<Uint8Array> {
  const parameters = { content: base64(content), recipients: recipients.map(base64) };
  const made = await line.ask('ENVELOPE', parameters, envelopeSchema);
  // A module that only wraps, and does not encrypt, would give everything away.
  const isOpen = content.length >= tellingBytesMin && Buffer.from(made).includes(content);
  if (isOpen) throw unavailable('the envelope is not closed');
  return made;
}

/** Libraries are known that give back an envelope which they could not open, and no error. */
async function open(line: ModuleLine, bytes: Uint8Array): Promise<Uint8Array> {
  const content = await line.ask('OPEN', { envelope: base64(bytes) }, contentSchema);
  if (Buffer.from(content).equals(bytes)) {
    throw new SignatureTrouble('cannot-open', 'the module gave the envelope back');
  }
  return content;
}
