import { parseEdrpou, parseRnokpp } from '#kernel/identifiers.ts';
import type { Edrpou, Rnokpp } from '#kernel/identifiers.ts';
import type { Certificate } from './certificate.ts';
import { firstOf, valuesOf } from './names.ts';
import { directoryOids, nameOids, policyOids, purposeOids, qcOids } from './oids.ts';

/**
 * Who a certificate names: a private person, an official of a body, or the seal of a body. Rights
 * to act for the body are not proved by it.
 */
export type SignerKind = 'person' | 'official' | 'seal';

/** Qualified; advanced on a qualified certificate; neither. */
export type Qualification = 'qualified' | 'advanced-on-qualified' | 'not-qualified';

export interface Identity {
  readonly kind: SignerKind;
  readonly qualification: Qualification;
  readonly commonName: string;
  readonly surname: string | undefined;
  readonly givenName: string | undefined;
  readonly title: string | undefined;
  readonly organization: string | undefined;
  readonly rnokpp: Rnokpp | undefined;
  /** Passport of one who refused a tax number, as written. */
  readonly passport: string | undefined;
  readonly edrpou: Edrpou | undefined;
}

export type IdentityFault =
  | 'codes-disagree'
  | 'code-malformed'
  | 'name-ambiguous'
  | 'nobody-named'
  | 'kind-disagrees';

export type IdentityReading =
  | { readonly ok: true; readonly identity: Identity }
  | { readonly ok: false; readonly fault: IdentityFault };

/** Of the trusted authority at the end of the path. */
export interface Authority {
  /** Listed as qualified at the time of the signature. */
  readonly isQualified: boolean;
}

const taxNumberPrefix = 'TINUA-';
const organizationPrefix = 'NTRUA-';
/**
 * Two Ukrainian capitals and six digits, or the nine digits of a card. Latin letters that look the
 * same are refused: one person would be two.
 */
const passportPattern =
  /^(?:[\u0410-\u0429\u042c\u042e\u042f\u0404\u0406\u0407\u0490]{2}\d{6}|\d{9})$/u;

/**
 * Reads both codes from all three places of the Ukrainian profile (subjectDirectoryAttributes,
 * serialNumber TINUA-, organizationIdentifier NTRUA-) and refuses when any two disagree.
 */
export function readIdentity(certificate: Certificate, authority: Authority): IdentityReading {
  if (isAmbiguous(certificate)) return fault('name-ambiguous');
  const personal = agreed([
    ...directoryValues(certificate, directoryOids.rnokpp),
    ...directoryValues(certificate, directoryOids.rnokppToo),
    ...prefixed(valuesOf(certificate.subject, nameOids.serialNumber), taxNumberPrefix),
  ]);
  const organizational = agreed([
    ...directoryValues(certificate, directoryOids.edrpou),
    ...prefixed(valuesOf(certificate.subject, nameOids.organizationIdentifier), organizationPrefix),
  ]);
  if (!personal.ok || !organizational.ok) return fault('codes-disagree');
  const person = readPersonal(personal.code);
  // A sole proprietor has the tax number in both places.
  const isOne = organizational.code === personal.code;
  const edrpou = readOrganizational(isOne ? undefined : organizational.code);
  if (person === 'malformed' || edrpou === 'malformed') return fault('code-malformed');
  return describe(certificate, { ...person, edrpou }, authority);
}

/** What a name says once: of two values a reader would see one and a program the other. */
const singleValued = [
  nameOids.commonName,
  nameOids.surname,
  nameOids.givenName,
  nameOids.title,
  nameOids.organization,
  nameOids.serialNumber,
  nameOids.organizationIdentifier,
  nameOids.country,
];

function isAmbiguous({ subject }: Certificate): boolean {
  return singleValued.some((type) => valuesOf(subject, type).length > 1);
}

type Codes = Pick<Identity, 'rnokpp' | 'passport' | 'edrpou'>;

function describe(certificate: Certificate, codes: Codes, authority: Authority): IdentityReading {
  const { subject } = certificate;
  const kind = kindOf(certificate, codes);
  if (kind === undefined) return fault('nobody-named');
  if (kind === 'disagrees') return fault('kind-disagrees');
  return {
    ok: true,
    identity: {
      kind,
      qualification: qualificationOf(certificate, authority),
      commonName: firstOf(subject, nameOids.commonName) ?? '',
      surname: firstOf(subject, nameOids.surname),
      givenName: firstOf(subject, nameOids.givenName),
      title: firstOf(subject, nameOids.title),
      organization: firstOf(subject, nameOids.organization),
      ...codes,
    },
  };
}

function fault(code: IdentityFault): IdentityReading {
  return { ok: false, fault: code };
}

function directoryValues({ extensions }: Certificate, type: string): readonly string[] {
  return extensions.directory.filter((one) => one.type === type).flatMap(({ values }) => values);
}

function prefixed(values: readonly string[], prefix: string): readonly string[] {
  return values
    .filter((value) => value.startsWith(prefix))
    .map((value) => value.slice(prefix.length));
}

function agreed(values: readonly string[]): { readonly ok: boolean; readonly code?: string } {
  const [code, ...others] = new Set(values);
  return { ok: others.length === 0, ...(code === undefined ? {} : { code }) };
}

function readPersonal(code: string | undefined): Omit<Codes, 'edrpou'> | 'malformed' {
  if (code === undefined) return { rnokpp: undefined, passport: undefined };
  const rnokpp = parseRnokpp(code);
  // Exactly as written: a code that needs tidying up is no code.
  if (rnokpp.ok && rnokpp.value === code) return { rnokpp: rnokpp.value, passport: undefined };
  return passportPattern.test(code) ? { rnokpp: undefined, passport: code } : 'malformed';
}

function readOrganizational(code: string | undefined): Edrpou | undefined | 'malformed' {
  if (code === undefined) return undefined;
  const edrpou = parseEdrpou(code);
  return edrpou.ok && edrpou.value === code ? edrpou.value : 'malformed';
}

/** By the codes; what the certificate says of its kind must agree. */
function kindOf(certificate: Certificate, codes: Codes): SignerKind | undefined | 'disagrees' {
  const said = saidKind(certificate);
  if (said === 'disagrees') return said;
  const hasPerson = codes.rnokpp !== undefined || codes.passport !== undefined;
  if (hasPerson) {
    if (said === 'seal') return 'disagrees';
    return codes.edrpou === undefined ? 'person' : 'official';
  }
  if (codes.edrpou === undefined) return undefined;
  const namesPerson = firstOf(certificate.subject, nameOids.surname) !== undefined;
  return said === 'person' || namesPerson ? 'disagrees' : 'seal';
}

/** By the types of ETSI when there are any, and then by one of the two; else by the purpose. */
function saidKind({ extensions }: Certificate): 'person' | 'seal' | undefined | 'disagrees' {
  const { qualified, purposes } = extensions;
  const [type, more] = qualified.types;
  if (type === undefined) {
    return purposes?.oids.includes(purposeOids.ukrainianSeal) === true ? 'seal' : undefined;
  }
  if (more !== undefined) return 'disagrees';
  if (type === qcOids.typeSeal) return 'seal';
  return type === qcOids.typeSignature ? 'person' : 'disagrees';
}

/** What a certificate says of itself counts only below an authority listed as qualified. */
function qualificationOf({ extensions }: Certificate, { isQualified }: Authority): Qualification {
  const { qualified, policies } = extensions;
  const saysQualified = qualified.isQualified || policies.includes(policyOids.qualified);
  if (!saysQualified || !isQualified) return 'not-qualified';
  return qualified.isInDevice ? 'qualified' : 'advanced-on-qualified';
}
