import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyPassword, type KeyHolder } from '#counterparts/certification-authority/key-office.tsx';
import type { RunningAuthority } from '#counterparts/certification-authority/server.ts';
import { encodeTrustList } from '#counterparts/certification-authority/trust-list.ts';
import { fingerprintOf } from '#exchange/signature/own/x509/fingerprint.ts';

const ownerOnly = 0o600;
const sealKey = 'platform';

/** The seal of the body that keeps the platform: it stands on the platform's own documents. */
export function sealHolder(owner: {
  readonly organisation: string;
  readonly edrpou: string;
}): KeyHolder {
  const { organisation, edrpou } = owner;
  return {
    key: sealKey,
    subject: { commonName: organisation, organization: organisation, edrpou },
  };
}

/** Settings by which the platform trusts the play authority and seals with a key of it. */
export async function writeSignatureFiles(
  folder: string,
  { authorities, keys }: RunningAuthority,
): Promise<Readonly<Record<string, string>>> {
  await mkdir(folder, { recursive: true });
  const { dstu, ecdsa } = authorities;
  const list = join(folder, 'trust-list.p7s');
  const services = [...dstu.services, ...ecdsa.services];
  await writeFile(list, await encodeTrustList(dstu, undefined, services));
  const seal = join(folder, 'seal.pem');
  const file = await keys.fileOf('dstu', sealKey);
  const second = await keys.agreementOf(sealKey);
  if (file === undefined || second === undefined) {
    throw new Error('the play authority has no keys for the platform');
  }
  await writeFile(seal, file, { mode: ownerOnly });
  const agreement = join(folder, 'agreement.pem');
  await writeFile(agreement, second.file, { mode: ownerOnly });
  return {
    TRUST_LIST: list,
    TRUST_LIST_PINNED: await fingerprintOf(dstu.root.certificate),
    SIGNATURE_SEAL_FILE: seal,
    SIGNATURE_SEAL_PASSWORD: keyPassword,
    SIGNATURE_AGREEMENT_FILE: agreement,
    SIGNATURE_AGREEMENT_PASSWORD: keyPassword,
  };
}

/**
 * Certificates name the address of their authority, so it must be the same at each start: the port
 * that it once got is kept.
 */
export async function readKeptPort(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch(() => '0');
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 0;
}
