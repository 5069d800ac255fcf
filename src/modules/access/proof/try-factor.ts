import { sight } from '#platform/alarms/watch.ts';
import {
  checkFactor,
  type FactorCheck,
  type FactorParts,
  type FactorProof,
} from '../second-factor/check-factor.ts';
import { countFailures, insertFailure } from './attempts.sql.ts';

const within = Temporal.Duration.from({ hours: 1 });
/** Of one million codes, of which three are good at a time, ten an hour find none in years. */
const personTriesMax = 10;
const sessionTriesMax = 5;
/** Many people may stand behind one address, and no one of them shuts out the others there. */
const othersAtAddressMax = 30;

export type Tried = 'passed' | 'no-match' | 'too-many';

/** Where somebody tries, so that tries can be limited. */
export interface TryAt {
  /** The address of the network that the request came from. */
  readonly address: string;
  /** Null at sign-in. */
  readonly sessionId: string | null;
}

/** The keyed hash of an address: enough to count by, nothing to read. */
function addressIndex({ secrets }: FactorParts, address: string): Buffer {
  return secrets.blindIndex('access.factor_attempt.address', address);
}

/**
 * Looks at a proof, unless too many codes were wrong within the hour: for the person (whom only
 * somebody identified as them can bring there), for the session, or for many people at the address.
 * A passkey cannot be guessed, so its holder is never kept out.
 */
export async function tryFactor(
  parts: FactorParts,
  check: FactorCheck & TryAt,
  proof: FactorProof,
): Promise<Tried> {
  const { db, now, personId, sessionId } = check;
  const trier = { personId, sessionId, addressIndex: addressIndex(parts, check.address) };
  if ('code' in proof) {
    const failures = await countFailures(db, trier, now.subtract(within));
    const ownMax = sessionId === null ? personTriesMax : sessionTriesMax;
    if (failures.own >= ownMax || failures.othersAtAddress >= othersAtAddressMax) return 'too-many';
  }
  if (await checkFactor(parts, check, proof)) return 'passed';
  if ('code' in proof) {
    await insertFailure(db, trier, now);
    await sight(db, { kind: 'code-guessed', about: `person:${personId}`, now });
  }
  return 'no-match';
}
