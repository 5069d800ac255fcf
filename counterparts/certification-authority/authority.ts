import type { Clock } from '#platform/clock.ts';
import { digest } from '#exchange/signature/own/x509/primitives.ts';
import { digestOids, nameOids, purposeOids } from '#exchange/signature/own/x509/oids.ts';
import type { TrustedService, TrustList } from '#exchange/signature/own/x509/trust-list.ts';
import { signCertificate, type Credential } from './issue.ts';
import { derivedBytes, playKey, type KeyKind, type PlayKey } from './keys.ts';
import {
  addressExtensions,
  authorityExtension,
  directoryExtension,
  encodeName,
  keyIdExtensions,
  keyUsageExtension,
  nameOf,
  noCheckExtension,
  policiesExtension,
  purposeExtension,
  qualifiedExtension,
  type Subject,
} from './profile.ts';

/** Keys of a hierarchy: the root's and everybody else's. */
const kinds = {
  ecdsa: { root: 'p384', others: 'p256' },
  dstu: { root: 'm431', others: 'm257' },
} as const satisfies Record<string, { root: KeyKind; others: KeyKind }>;

export type HierarchyKind = keyof typeof kinds;

export interface AuthorityOptions {
  readonly hierarchy: HierarchyKind;
  readonly seed: string;
  /** Where its services answer: written into the certificates it issues. */
  readonly url: string;
  readonly clock: Clock;
}

export interface IssueOptions {
  readonly notBefore?: Temporal.Instant;
  readonly notAfter?: Temporal.Instant;
  /** The key is told to lie in a qualified device; true unless said otherwise. */
  readonly inDevice?: boolean;
  readonly qualified?: boolean;
  /** For agreeing on keys of envelopes, not for signing. */
  readonly agreement?: boolean;
  /** Codes written into the directory attributes in place of the subject's own. */
  readonly directory?: Parameters<typeof directoryExtension>[0];
  readonly extensions?: readonly Uint8Array[];
  readonly key?: PlayKey;
}

export interface RevokedCertificate {
  readonly at: Temporal.Instant;
  readonly reason: number;
}

/** A root, an authority under it and its two services, with everything issued and revoked. */
export interface Authority {
  readonly options: AuthorityOptions;
  readonly root: Credential;
  readonly authority: Credential;
  readonly ocsp: Credential;
  readonly timeStamping: Credential;
  /** What a platform that trusts this hierarchy pins: the root only. */
  readonly trust: TrustList;
  readonly services: readonly TrustedService[];
  issue(subject: Subject, options?: IssueOptions): Promise<Credential>;
  /** Serial numbers of what was issued here. */
  readonly issued: ReadonlySet<string>;
  readonly revoked: Map<string, RevokedCertificate>;
}

const validFrom = Temporal.Instant.from('2025-01-01T00:00:00Z');
const validTo = Temporal.Instant.from('2045-01-01T00:00:00Z');
const userValidTo = Temporal.Instant.from('2035-01-01T00:00:00Z');
const serialBytes = 16;

interface Issuer {
  readonly name: Uint8Array;
  readonly key: PlayKey;
}

/** Makes a hierarchy; with the same seed and address the same keys and numbers. */
export async function createAuthority(options: AuthorityOptions): Promise<Authority> {
  const { seed, hierarchy } = options;
  const { root: rootKind, others } = kinds[hierarchy];
  const rootKey = await playKey(seed, 'root', rootKind);
  const authorityKey = await playKey(seed, 'authority', others);
  const rootIssuer = { name: serviceName('Play root', hierarchy), key: rootKey };
  const issuer = { name: serviceName('Play authority', hierarchy), key: authorityKey };
  const root = await issueService(options, rootIssuer, {
    ...rootIssuer,
    extensions: [authorityExtension(), keyUsageExtension('keyCertSign', 'crlSign')],
  });
  const authority = await issueService(options, rootIssuer, {
    ...issuer,
    extensions: [authorityExtension(0), keyUsageExtension('keyCertSign', 'crlSign')],
  });
  const [ocsp, timeStamping] = await issueServices(options, issuer);
  const services = [
    { ...trusted('ca', 'root', root), provider: 'Play root' },
    trusted('ca', 'authority', authority),
    trusted('tsp', 'time stamping', timeStamping),
    trusted('ocsp', 'certificate status', ocsp),
  ];
  return {
    options,
    root,
    authority,
    ocsp,
    timeStamping,
    services,
    trust: { services: services.slice(0, 2) },
    ...createRegister(options, issuer, [authority, ocsp, timeStamping]),
  };
}

function trusted(
  type: TrustedService['type'],
  name: string,
  { certificate }: Credential,
): TrustedService {
  return {
    type,
    provider: 'Play trust services',
    name,
    qualified: true,
    certificate,
    from: validFrom,
    until: undefined,
  };
}

function serviceName(commonName: string, hierarchy: HierarchyKind): Uint8Array {
  return encodeName([
    [nameOids.organization, 'Play trust services'],
    [nameOids.commonName, commonName],
    [nameOids.serialNumber, `UA-PLAY-${hierarchy}`],
    [nameOids.country, 'UA'],
    [nameOids.locality, 'Kyiv'],
  ]);
}

async function issueServices(
  options: AuthorityOptions,
  issuer: Issuer,
): Promise<[Credential, Credential]> {
  const { seed, hierarchy } = options;
  const { others } = kinds[hierarchy];
  const services = [
    ['ocsp', 'Play certificate status', purposeOids.ocspSigning],
    ['tsp', 'Play time stamping', purposeOids.timeStamping],
  ] as const;
  const [ocsp, timeStamping] = await Promise.all(
    services.map(async ([label, name, purpose]) =>
      issueService(options, issuer, {
        name: serviceName(name, hierarchy),
        key: await playKey(seed, label, others),
        extensions: [
          keyUsageExtension('digitalSignature', 'nonRepudiation'),
          purposeExtension(purpose),
          ...(purpose === purposeOids.ocspSigning ? [noCheckExtension()] : []),
        ],
      }),
    ),
  );
  if (ocsp === undefined || timeStamping === undefined) throw new Error('a service is missing');
  return [ocsp, timeStamping];
}

/** The identifier that the keys of a hierarchy are known by. */
async function keyIdOf(key: PlayKey): Promise<Uint8Array> {
  const isBinary = key.digest === digestOids.gost34311;
  const id = await digest(isBinary ? digestOids.gost34311 : digestOids.sha1, key.bits);
  if (id === undefined) throw new Error('the digest is missing');
  return id;
}

interface Service extends Issuer {
  readonly extensions: readonly Uint8Array[];
}

async function issueService(
  { seed, url }: AuthorityOptions,
  issuer: Issuer,
  { name, key, extensions }: Service,
): Promise<Credential> {
  const certificate = await signCertificate(
    {
      serialNumber: serialOf(seed, encodeLabel(name)),
      issuer: issuer.name,
      subject: name,
      notBefore: validFrom,
      notAfter: validTo,
      spki: key.spki,
      extensions: [
        ...keyIdExtensions(await keyIdOf(key), await keyIdOf(issuer.key)),
        ...extensions,
        ...addressExtensions(url),
      ],
    },
    issuer.key,
  );
  return { certificate, key };
}

function encodeLabel(name: Uint8Array): string {
  return Buffer.from(name).toString('hex');
}

function serialOf(seed: string, label: string): Uint8Array {
  const serial = derivedBytes(seed, `serial ${label}`, serialBytes);
  // Positive and of the same length for all.
  serial[0] = 0x40 | (0x3f & (serial[0] ?? 0));
  return serial;
}

function createRegister(
  options: AuthorityOptions,
  issuer: Issuer,
  services: readonly Credential[],
): Pick<Authority, 'issue' | 'issued' | 'revoked'> {
  const issued = new Set(services.map(({ certificate }) => certificate.serialNumber));
  const certificates = new Map<string, number>();
  return {
    issued,
    revoked: new Map(),
    async issue(subject, issueOptions = {}) {
      const name = JSON.stringify(subject);
      const earlier = certificates.get(name) ?? 0;
      certificates.set(name, earlier + 1);
      const label = `${name} ${earlier}`;
      const { others } = kinds[options.hierarchy];
      const key = issueOptions.key ?? (await playKey(options.seed, label, others));
      const certificate = await signCertificate(
        {
          serialNumber: serialOf(options.seed, label),
          issuer: issuer.name,
          subject: nameOf(subject),
          notBefore: issueOptions.notBefore ?? validFrom,
          notAfter: issueOptions.notAfter ?? userValidTo,
          spki: key.spki,
          extensions: [
            ...keyIdExtensions(await keyIdOf(key), await keyIdOf(issuer.key)),
            ...subjectExtensions(subject, issueOptions),
            ...addressExtensions(options.url),
            ...(issueOptions.extensions ?? []),
          ],
        },
        issuer.key,
      );
      issued.add(certificate.serialNumber);
      return { certificate, key };
    },
  };
}

function subjectExtensions(
  subject: Subject,
  { inDevice = true, qualified = true, agreement = false, directory }: IssueOptions,
): readonly (Uint8Array | undefined)[] {
  const { rnokpp, edrpou } = subject;
  return [
    agreement
      ? keyUsageExtension('keyAgreement')
      : keyUsageExtension('digitalSignature', 'nonRepudiation'),
    ...(qualified
      ? [policiesExtension(), qualifiedExtension({ inDevice, seal: rnokpp === undefined })]
      : []),
    directoryExtension(directory ?? { rnokpp, edrpou }),
  ];
}
