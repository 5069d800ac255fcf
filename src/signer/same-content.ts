import { readManifest } from '#exchange/signature/own/asic/manifest.ts';
import { sameBytes } from '#exchange/signature/own/der/bytes.ts';
import { digest } from '#exchange/signature/own/x509/primitives.ts';

/** Whether what is signed covers the very file that the person was shown. */
export async function coversFile(
  manifest: Uint8Array,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
): Promise<boolean> {
  const { references } = readManifest(manifest);
  const reference = references.find((one) => one.name === name);
  if (reference === undefined) return false;
  const hash = await digest(reference.algorithm, bytes);
  return hash !== undefined && sameBytes(hash, reference.digest);
}
