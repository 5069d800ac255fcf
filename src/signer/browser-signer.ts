/** Why a signature could not be made, in codes that the page turns into words. */
export type SigningFault =
  | 'no-file'
  | 'no-key'
  | 'no-certificate'
  | 'password-wrong'
  | 'malformed'
  | 'content-differs'
  | 'widget-silent'
  | 'widget-refused'
  | 'not-sent';

export class SigningRefused extends Error {
  readonly fault: SigningFault;

  constructor(fault: SigningFault) {
    super(fault);
    this.name = 'SigningRefused';
    this.fault = fault;
  }
}

/**
 * Whatever holds a person's key on the person's side: a key file opened in this page, or a signing
 * front of the state in a frame of its own. The key never comes to the server, and the server
 * believes nothing of what comes from here but the signature that it verifies itself (1039:10.3).
 */
export interface BrowserSigner {
  /** A detached CAdES signature over bytes. Throws SigningRefused. */
  sign(content: Uint8Array): Promise<Uint8Array>;
}
