import type { Certificate } from '../x509/certificate.ts';
import type { RevocationList } from '../x509/crl.ts';
import type { LinkCache } from '../x509/path.ts';
import type { TrustList } from '../x509/trust-list.ts';
import type { AttributeOrder } from './attributes.ts';
import type { OnlineServices } from './online.ts';
import type { SignaturePolicy } from './report.ts';

/** What a signature is verified by, apart from itself and its document. */
export interface VerificationContext {
  readonly trust: TrustList;
  /** When the signature was received: the best time of one without a stamp. */
  readonly receivedAt: Temporal.Instant;
  readonly now: Temporal.Instant;
  readonly policy?: SignaturePolicy;
  /** Undefined where nobody is asked: revocation is then known from inside or not at all. */
  readonly services?: OnlineServices;
  /** Certificates and lists known beside those inside; nothing is believed of them. */
  readonly certificates?: readonly Certificate[];
  readonly lists?: readonly RevocationList[];
  readonly cache?: LinkCache;
  readonly attributeOrder?: AttributeOrder;
}
