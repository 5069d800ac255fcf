/** Object identifiers of CMS and CAdES. */

const pkcs7 = '1.2.840.113549.1.7';
const pkcs9 = '1.2.840.113549.1.9';
const attributes = `${pkcs9}.16.2`;

export const contentOids = {
  data: `${pkcs7}.1`,
  signedData: `${pkcs7}.2`,
  envelopedData: `${pkcs7}.3`,
  timeStampInfo: `${pkcs9}.16.1.4`,
} as const;

export const attributeOids = {
  contentType: `${pkcs9}.3`,
  messageDigest: `${pkcs9}.4`,
  signingTime: `${pkcs9}.5`,
  signingCertificate: `${attributes}.12`,
  signatureTimeStamp: `${attributes}.14`,
  contentTimeStamp: `${attributes}.20`,
  certificateRefs: `${attributes}.21`,
  revocationRefs: `${attributes}.22`,
  certificateValues: `${attributes}.23`,
  revocationValues: `${attributes}.24`,
  signingCertificateV2: `${attributes}.47`,
} as const;

/** OCSP responses among the revocation information of a SignedData (RFC 5940). */
export const ocspRevocationInfo = '1.3.6.1.5.5.7.16.2';

/** Agreement, wrapping and encryption of the envelope that Ukrainian programs understand. */
export const envelopeOids = {
  /** Diffie and Hellman with cofactor, key derived by GOST 34.311. */
  agreement: '1.2.804.2.1.1.1.1.3.4',
  wrap: '1.2.804.2.1.1.1.1.1.1.5',
  cipher: '1.2.804.2.1.1.1.1.1.1.3',
} as const;
