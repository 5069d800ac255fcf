/** Object identifiers of X.509, of its Ukrainian profile and of the algorithms. */

const ukraine = '1.2.804.2.1.1.1';
const ukrainianAlgorithms = `${ukraine}.1`;
const pkix = '1.3.6.1.5.5.7';
const etsiQualified = '0.4.0.1862.1';

export { hashOids as digestOids } from '../crypto/algorithm-oids.ts';

export const signatureOids = {
  dstuWithGost34311: `${ukrainianAlgorithms}.3.1.1`,
  dstuWithKupyna256: `${ukrainianAlgorithms}.3.6.1.1`,
  dstuWithKupyna384: `${ukrainianAlgorithms}.3.6.2.1`,
  dstuWithKupyna512: `${ukrainianAlgorithms}.3.6.3.1`,
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  ecdsaWithSha384: '1.2.840.10045.4.3.3',
  ecdsaWithSha512: '1.2.840.10045.4.3.4',
  rsa: '1.2.840.113549.1.1.1',
  rsaWithSha256: '1.2.840.113549.1.1.11',
  rsaWithSha384: '1.2.840.113549.1.1.12',
  rsaWithSha512: '1.2.840.113549.1.1.13',
} as const;

export const keyOids = {
  ec: '1.2.840.10045.2.1',
  rsa: signatureOids.rsa,
  /** DSTU 4145 keys name the algorithm they sign with; the family is what matters. */
  dstuFamilies: [`${ukrainianAlgorithms}.3.1`, `${ukrainianAlgorithms}.3.6`],
} as const;

export const curveOids = {
  p256: '1.2.840.10045.3.1.7',
  p384: '1.3.132.0.34',
  dstu: `${ukrainianAlgorithms}.3.1.1.2`,
  m257: `${ukrainianAlgorithms}.3.1.1.2.6`,
  m431: `${ukrainianAlgorithms}.3.1.1.2.9`,
} as const;

export const nameOids = {
  commonName: '2.5.4.3',
  surname: '2.5.4.4',
  serialNumber: '2.5.4.5',
  country: '2.5.4.6',
  locality: '2.5.4.7',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  title: '2.5.4.12',
  givenName: '2.5.4.42',
  organizationIdentifier: '2.5.4.97',
} as const;

export const extensionOids = {
  subjectDirectoryAttributes: '2.5.29.9',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  privateKeyUsagePeriod: '2.5.29.16',
  subjectAlternativeName: '2.5.29.17',
  issuerAlternativeName: '2.5.29.18',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
  freshestCrl: '2.5.29.46',
  authorityInformationAccess: `${pkix}.1.1`,
  qcStatements: `${pkix}.1.3`,
  subjectInformationAccess: `${pkix}.1.11`,
} as const;

export const accessOids = {
  ocsp: `${pkix}.48.1`,
  issuers: `${pkix}.48.2`,
  timeStamping: `${pkix}.48.3`,
} as const;

export const purposeOids = {
  any: '2.5.29.37.0',
  emailProtection: `${pkix}.3.4`,
  timeStamping: `${pkix}.3.8`,
  ocspSigning: `${pkix}.3.9`,
  /** RFC 9336. */
  documentSigning: `${pkix}.3.36`,
  /** Of Microsoft, used before there was the other. */
  documentSigningToo: '1.3.6.1.4.1.311.10.3.12',
  /** A seal, in the Ukrainian profile. */
  ukrainianSeal: `${ukraine}.3.9`,
} as const;

export const policyOids = { qualified: `${ukraine}.2.2` } as const;

export const qcOids = {
  compliance: `${etsiQualified}.1`,
  /** The key lies in a qualified device: a qualified signature, not an advanced one. */
  device: `${etsiQualified}.4`,
  type: `${etsiQualified}.6`,
  typeSignature: `${etsiQualified}.6.1`,
  typeSeal: `${etsiQualified}.6.2`,
  /** Qualified by the law of Ukraine. */
  ukrainianLaw: `${ukraine}.2.1`,
} as const;

export const directoryOids = {
  rnokpp: `${ukraine}.11.1.4.1.1`,
  edrpou: `${ukraine}.11.1.4.2.1`,
  /** Also seen to hold the tax number. */
  rnokppToo: `${ukraine}.11.1.4.7.1`,
} as const;

export const ocspOids = {
  basic: `${pkix}.48.1.1`,
  nonce: `${pkix}.48.1.2`,
  /** In a responder's certificate: its status is not to be asked, it is short-lived. */
  noCheck: `${pkix}.48.1.5`,
} as const;
