const ukrainian = '1.2.804.2.1.1.1.1';
const nistHashes = '2.16.840.1.101.3.4.2';
const ecdsa = '1.2.840.10045.4.3';
const pkcs1 = '1.2.840.113549.1.1';

/** Hashes, by OID. */
export const hashOids = {
  gost34311: `${ukrainian}.2.1`,
  kupyna256: `${ukrainian}.2.2.1`,
  kupyna384: `${ukrainian}.2.2.2`,
  kupyna512: `${ukrainian}.2.2.3`,
  sha1: '1.3.14.3.2.26',
  sha256: `${nistHashes}.1`,
  sha384: `${nistHashes}.2`,
  sha512: `${nistHashes}.3`,
} as const;

export type HashOid = (typeof hashOids)[keyof typeof hashOids];

export type SignatureScheme = 'dstu4145' | 'ecdsa' | 'rsa-pkcs1' | 'rsa-pss';

interface Suite {
  readonly scheme: SignatureScheme;
  /** Undefined where parameters say it. */
  readonly hashOid: HashOid | undefined;
}

export const rsaPssOid = `${pkcs1}.10`;

/** Signature algorithms, polynomial basis and little-endian octets for DSTU 4145. No SHA-1. */
export const signatureSuites: ReadonlyMap<string, Suite> = new Map<string, Suite>([
  [`${ukrainian}.3.1.1`, { scheme: 'dstu4145', hashOid: hashOids.gost34311 }],
  [`${ukrainian}.3.6.1`, { scheme: 'dstu4145', hashOid: hashOids.kupyna256 }],
  [`${ukrainian}.3.6.1.1`, { scheme: 'dstu4145', hashOid: hashOids.kupyna256 }],
  [`${ukrainian}.3.6.2`, { scheme: 'dstu4145', hashOid: hashOids.kupyna384 }],
  [`${ukrainian}.3.6.2.1`, { scheme: 'dstu4145', hashOid: hashOids.kupyna384 }],
  [`${ukrainian}.3.6.3`, { scheme: 'dstu4145', hashOid: hashOids.kupyna512 }],
  [`${ukrainian}.3.6.3.1`, { scheme: 'dstu4145', hashOid: hashOids.kupyna512 }],
  [`${ecdsa}.2`, { scheme: 'ecdsa', hashOid: hashOids.sha256 }],
  [`${ecdsa}.3`, { scheme: 'ecdsa', hashOid: hashOids.sha384 }],
  [`${ecdsa}.4`, { scheme: 'ecdsa', hashOid: hashOids.sha512 }],
  [`${pkcs1}.11`, { scheme: 'rsa-pkcs1', hashOid: hashOids.sha256 }],
  [`${pkcs1}.12`, { scheme: 'rsa-pkcs1', hashOid: hashOids.sha384 }],
  [`${pkcs1}.13`, { scheme: 'rsa-pkcs1', hashOid: hashOids.sha512 }],
  [rsaPssOid, { scheme: 'rsa-pss', hashOid: undefined }],
]);

/** Curves of ECDSA that are taken: their name in WebCrypto and octets of a scalar. */
export const ecdsaCurves: ReadonlyMap<string, { readonly name: string; readonly size: number }> =
  new Map([
    ['1.2.840.10045.3.1.7', { name: 'P-256', size: 32 }],
    ['1.3.132.0.34', { name: 'P-384', size: 48 }],
  ]);
