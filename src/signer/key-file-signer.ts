import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { digestOf } from '#exchange/signature/own/crypto/algorithms.ts';
import { readKeyFile } from '#exchange/signature/own/keys/key-file.ts';
import { SigningRefused, type BrowserSigner } from './browser-signer.ts';

/** Signs by a key file and its password, both known to this page only and forgotten with it. */
export async function openKeyFileSigner(file: string, password: string): Promise<BrowserSigner> {
  const opened = await readKeyFile(file, password);
  if (!opened.ok) throw new SigningRefused(opened.fault);
  const { key, chain } = opened;
  return {
    sign: (content) => signContent({ key, chain, digest: (oid) => digestOf(oid, content) }),
  };
}
