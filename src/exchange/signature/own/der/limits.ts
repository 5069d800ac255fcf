/** Bounds of what a reader takes; a caller may pass smaller or greater ones. */
export interface DerLimits {
  readonly bytesMax: number;
  readonly elementsMax: number;
}

/** An attached document with its signature; greater ones are signed detached. */
const bytesMax = 32 * 1024 * 1024;
/** A CAdES-X-L with three signers has some 3 000 elements. */
const elementsMax = 100_000;

export const usualLimits: DerLimits = { bytesMax, elementsMax };

/** One number or a few octets that lie in an extension. */
export const valueLimits: DerLimits = { bytesMax: 256, elementsMax: 1 };

/** A revocation list: the longest seen in Ukraine have under 200 000 entries of 5 elements. */
export const revocationListLimits: DerLimits = {
  bytesMax: 64 * 1024 * 1024,
  elementsMax: 2_000_000,
};

/** Nesting; a CAdES-X-L reaches 17. */
export const depthMax = 32;
/** Lengths are written in at most four bytes: nothing near 4 GiB is ever read. */
export const lengthBytesMax = 4;
/** An RSA modulus of 8 192 bits with its sign. */
export const integerBytesMax = 1_025;
export const oidBytesMax = 64;
