import { sameBytes } from '../der/bytes.ts';
import type { Certificate } from './certificate.ts';
import type { Name } from './names.ts';

/** What a listed service may do: issue certificates, tell their status, stamp time. */
export type ServiceType = 'ca' | 'ocsp' | 'tsp';

/** A service that is trusted because it is listed, from and until an instant. */
export interface TrustedService {
  readonly type: ServiceType;
  readonly name: string;
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

/** Whether this very certificate is listed for a service; compared byte by byte. */
export function isListed(
  list: TrustList,
  { certificate, type }: Pick<TrustedService, 'certificate' | 'type'>,
  at: Temporal.Instant,
): boolean {
  return servicesAt(list, type, at).some((service) =>
    sameBytes(service.certificate.raw, certificate.raw),
  );
}
