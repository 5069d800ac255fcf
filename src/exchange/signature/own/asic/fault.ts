import type { ManifestFault } from './manifest.ts';

export type ZipFault =
  | 'zip-broken'
  | 'zip-checksum-wrong'
  | 'zip-comment'
  | 'zip-encrypted'
  | 'zip-extra-field'
  | 'zip-name-bad'
  | 'zip-name-twice'
  | 'zip-ratio-too-great'
  | 'zip-too-large'
  | 'zip-too-many-entries'
  | 'zip-unsupported'
  | 'not-a-zip';

/** Why bytes are no container of documents with signatures. */
export type AsicFault =
  | ZipFault
  | ManifestFault
  | 'mimetype-missing'
  | 'mimetype-unknown'
  | 'payload-not-one'
  | 'signature-missing'
  | 'signature-too-large'
  | 'signature-without-manifest'
  | 'signature-in-two-manifests'
  | 'manifest-without-signature'
  | 'too-many-signatures'
  | 'too-many-signers'
  | 'xades-not-supported';

/** The only error of this folder: thrown by readers, turned into a named fault at its door. */
export class AsicError extends Error {
  readonly fault: AsicFault;

  constructor(fault: AsicFault) {
    super(fault);
    this.name = 'AsicError';
    this.fault = fault;
  }
}

export function demand(condition: boolean, fault: AsicFault): asserts condition {
  if (!condition) throw new AsicError(fault);
}
