import {
  createAuthority,
  type Authority,
} from '#counterparts/certification-authority/authority.ts';
import { directServices } from '#counterparts/certification-authority/direct.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { readZip } from '#exchange/signature/own/asic/read-zip.ts';
import { writeZip } from '#exchange/signature/own/asic/write-zip.ts';
import { upgradeToXL } from '#exchange/signature/own/cms/upgrade.ts';
import { clockBehind, type Clock } from '#platform/clock.ts';
import { demonstrationSeed } from '#tools/demonstration/seed.ts';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  documentFiles,
  signDetached,
  signedContainer,
  utf8,
} from '../signature/signed-container.ts';

/** Further back than the clock of the platform of a journey ever stands. */
const signedDaysAgo = 40;

/** The authority of the demonstration: its keys follow from the seed and from its address. */
async function authorityAt(clock: Clock): Promise<Authority> {
  const url = `${await keysAddress()}/dstu`;
  return createAuthority({ hierarchy: 'dstu', seed: String(demonstrationSeed), url, clock });
}

/** Where the key files of the invented people are handed out. */
export async function keysAddress(): Promise<string> {
  const folder = join(process.env['PLATFORM_DATA'] ?? '', 'demonstration');
  return `http://127.0.0.1:${await readFile(join(folder, 'authority-port'), 'utf8')}`;
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
