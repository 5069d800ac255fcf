import {
  createAuthority,
  type Authority,
} from '#counterparts/certification-authority/authority.ts';
import { directServices } from '#counterparts/certification-authority/direct.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { encodeTrustList } from '#counterparts/certification-authority/trust-list.ts';
import { readZip } from '#exchange/signature/own/asic/read-zip.ts';
import { writeZip } from '#exchange/signature/own/asic/write-zip.ts';
import { upgradeToXL } from '#exchange/signature/own/cms/upgrade.ts';
import { fingerprintOf } from '#exchange/signature/own/x509/fingerprint.ts';
import { clockBehind, systemClock, type Clock } from '#platform/clock.ts';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  documentFiles,
  signDetached,
  signedContainer,
  utf8,
} from '../signature/signed-container.ts';

/** Further back than the clock of the platform of a journey ever stands. */
const signedDaysAgo = 40;

function authorityAt(clock: Clock): Promise<Authority> {
  const url = 'http://authority.example';
  return createAuthority({ hierarchy: 'dstu', seed: 'journeys', url, clock });
}

/** Writes the list of trusted services that the platform of the journeys goes by. */
export async function writeTrustList(
  folder: string,
): Promise<{ readonly TRUST_LIST: string; readonly TRUST_LIST_PINNED: string }> {
  const authority = await authorityAt(systemClock);
  const path = join(folder, 'trust-list.p7s');
  await writeFile(path, await encodeTrustList(authority));
  return { TRUST_LIST: path, TRUST_LIST_PINNED: await fingerprintOf(authority.root.certificate) };
}

/** Paths of files that somebody gives to be checked. */
export interface SignedDocuments {
  /** Two signers, with all that proves them inside. */
  readonly whole: string;
  /** Signed, and nothing more. */
  readonly bare: string;
  /** The first with a file changed and another laid in. */
  readonly forged: string;
  readonly letter: string;
  readonly letterSignature: string;
}

/** Documents signed a while ago by people whom the list of the platform knows. */
export async function signedDocuments(): Promise<SignedDocuments> {
  const folder = await mkdtemp(join(process.env['PLATFORM_DATA'] ?? '', 'signed-'));
  const clock = clockBehind(signedDaysAgo);
  const authority = await authorityAt(clock);
  const official = await authority.issue(people.official);
  const person = await authority.issue(people.person);
  const finish = async (signature: Uint8Array, content: Uint8Array) => {
    const now = clock.now();
    const services = directServices(authority);
    const moment = { trust: authority.trust, receivedAt: now, now, services };
    const upgraded = await upgradeToXL({ ...moment, signature, content });
    if (!upgraded.ok) throw new Error(upgraded.fault);
    return upgraded.signature;
  };
  const whole = await signedContainer(documentFiles, [
    { signer: official, finish },
    { signer: person, finish },
  ]);
  const changed = (await readZip(whole)).map(({ name, bytes }) => ({
    name,
    bytes: name === 'document.html' ? utf8('<p>another contract</p>') : bytes,
  }));
  const letter = utf8('A letter of a consumer');
  const write = async (name: string, bytes: Uint8Array) => {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return path;
  };
  return {
    whole: await write('contract.asice', whole),
    bare: await write('bare.asice', await signedContainer(documentFiles, [{ signer: person }])),
    forged: await write(
      'forged.asice',
      writeZip([...changed, { name: 'more.html', bytes: utf8('<p>more</p>') }]),
    ),
    letter: await write('letter.txt', letter),
    letterSignature: await write(
      'letter.txt.p7s',
      await finish(await signDetached(letter, person), letter),
    ),
  };
}
