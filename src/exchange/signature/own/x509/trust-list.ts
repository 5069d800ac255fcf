import { sameBytes } from '../der/bytes.ts';
import type { Certificate } from './certificate.ts';
import type { Name } from './names.ts';

/** What a listed service may do: issue certificates, tell their status, stamp time. */
export type ServiceType = 'ca' | 'ocsp' | 'tsp';

/** A service that is trusted because it is listed, from and until an instant. */
export interface TrustedService {
  readonly type: ServiceType;
  /** Whose service it is, by the name or code that the list has for all services of a provider. */
  readonly provider: string;
  readonly name: string;
  /** Listed as qualified; what is issued below an authority that is not is not qualified either. */
  readonly qualified: boolean;
  readonly certificate: Certificate;
  readonly from: Temporal.Instant;
  /** Undefined while the service goes on. */
  readonly until: Temporal.Instant | undefined;
}

/**
 * The root of trust. The form that the Ukrainian central authority publishes (ETSI TS 119 612, XML
 * signed by XAdES) is not read here: an operator's tool turns it into this one, which is pinned.
 */
export interface TrustList {
  readonly services: readonly TrustedService[];
}

/** Services of a type that were trusted at an instant. */
export function servicesAt(
  { services }: TrustList,
  type: ServiceType,
  at: Temporal.Instant,
): readonly TrustedService[] {
  return services.filter(
    (service) =>
      service.type === type &&
      Temporal.Instant.compare(service.from, at) <= 0 &&
      (service.until === undefined || Temporal.Instant.compare(at, service.until) <= 0),
  );
}

/** Trusted authorities of a name. */
export function authoritiesNamed(
  list: TrustList,
  name: Name,
  at: Temporal.Instant,
): readonly Certificate[] {
  return servicesAt(list, 'ca', at)
    .map(({ certificate }) => certificate)
    .filter(({ subject }) => sameBytes(subject.raw, name.raw));
}

type Listed = Pick<TrustedService, 'certificate' | 'type'>;

/** Services that this very certificate is listed for; compared byte by byte. */
function listingsOf(
  list: TrustList,
  { certificate, type }: Listed,
  at: Temporal.Instant,
): readonly TrustedService[] {
  return servicesAt(list, type, at).filter((service) =>
    sameBytes(service.certificate.raw, certificate.raw),
  );
}

/** Whether a certificate is listed for a service. */
export function isListed(list: TrustList, listed: Listed, at: Temporal.Instant): boolean {
  return listingsOf(list, listed, at).length > 0;
}

/** Whether an authority is listed as qualified. */
export function isQualified(
  list: TrustList,
  certificate: Certificate,
  at: Temporal.Instant,
): boolean {
  return listingsOf(list, { certificate, type: 'ca' }, at).some(({ qualified }) => qualified);
}

/** Whether a responder is listed with the authority: one provider has both. */
export function isListedWith(
  list: TrustList,
  { responder, issuer }: { readonly responder: Certificate; readonly issuer: Certificate },
  at: Temporal.Instant,
): boolean {
  const authorities = listingsOf(list, { certificate: issuer, type: 'ca' }, at);
  return listingsOf(list, { certificate: responder, type: 'ocsp' }, at).some(({ provider }) =>
    authorities.some((authority) => authority.provider === provider),
  );
}
