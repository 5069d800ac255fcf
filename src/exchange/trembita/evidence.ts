import { err, ok, type Result } from '#kernel/result.ts';
import type { HttpClient } from '../http-client.ts';
import { unavailability } from '../unavailable.ts';
import { faultCodeOf } from './faults.ts';
import type { TrembitaSettings } from './rest-client.ts';

export interface EvidenceFailure {
  /** `late`: the server has none yet; it signs and stamps messages after it has passed them on. */
  readonly kind: 'late' | 'unavailable';
  readonly reason: string;
}

const notFound = 404;
const succeeds = 200;
/** Begins every zip that holds anything. */
const zipMagic = Buffer.from('PK\x03\x04', 'latin1');

/**
 * The archive of ASiC-S containers that proves a query and its answer: signed and stamped by the
 * security servers on both ends.
 */
export function createEvidenceReader({ baseUrl, client }: TrembitaSettings, http: HttpClient) {
  return {
    async fetchEvidence(queryId: string): Promise<Result<Uint8Array, EvidenceFailure>> {
      const url = new URL('/signature', baseUrl);
      url.search = new URLSearchParams({
        queryId,
        xRoadInstance: client.instance,
        memberClass: client.memberClass,
        memberCode: client.memberCode,
        subsystemCode: client.subsystem,
      }).toString();
      const outcome = await http.send({ url: url.href, method: 'GET', idempotent: true });
      const fault = outcome.ok ? faultCodeOf(outcome.value) : undefined;
      if (outcome.ok && outcome.value.status === notFound) {
        return err({ kind: 'late', reason: fault ?? 'not found' });
      }
      if (fault !== undefined) return err({ kind: 'unavailable', reason: fault });
      const unavailable = unavailability(outcome);
      if (unavailable !== undefined)
        return err({ kind: 'unavailable', reason: unavailable.reason });
      if (!outcome.ok) throw new Error('a failure that says nothing');
      const { status, bytes } = outcome.value;
      const isZip = zipMagic.equals(bytes.subarray(0, zipMagic.length));
      if (status !== succeeds || !isZip) return err({ kind: 'unavailable', reason: 'malformed' });
      return ok(bytes);
    },
  };
}
