import { concatBytes, toHex } from '../der/bytes.ts';
import { curveOids, digestOids } from './oids.ts';
import { digest, isGenuine, type SignatureClaim } from './primitives.ts';

/** More work was asked for than one container may cost. */
export class WorkExceededError extends Error {
  constructor() {
    super('too much work');
    this.name = 'WorkExceededError';
  }
}

/** In tenths of a millisecond of a slow core: what crafted bytes may cost at most. */
const budgetUsual = 1_000;

const costOfWebSignature = 5;
const costOfM257 = 30;
const costOfLargerFields = 80;
const costOfHash = 1;
/** Ukrainian hashes take a tenth of a millisecond for so many bytes. */
const bytesOfUnit = 1_600;
/** Reading takes it for so many, when they are all small elements. */
const bytesReadOfUnit = 1_000;

/**
 * Hashes and checks signatures for the verification of one container: the same thing once, and all
 * together within a budget, whatever the container asks for. Throws WorkExceededError beyond it.
 */
export class Work {
  #left: number;
  readonly #hashes = new WeakMap<Uint8Array, Map<string, Promise<Uint8Array | undefined>>>();
  readonly #claims = new Map<string, boolean>();

  constructor(budget = budgetUsual) {
    this.#left = budget;
  }

  /** Pays for the reading of so many bytes. */
  read(bytes: number): void {
    this.#spend(bytes / bytesReadOfUnit);
  }

  /** Hash by OID; undefined when the OID names none that we know. */
  digest(oid: string, bytes: Uint8Array): Promise<Uint8Array | undefined> {
    const known = this.#hashes.get(bytes) ?? new Map<string, Promise<Uint8Array | undefined>>();
    this.#hashes.set(bytes, known);
    const found = known.get(oid);
    if (found !== undefined) return found;
    this.#spend(costOfHash + bytes.length / bytesOfUnit);
    const made = digest(oid, bytes);
    known.set(oid, made);
    return made;
  }

  /** Whether a signature is of this key over this message. */
  async isGenuine(claim: SignatureClaim): Promise<boolean> {
    const { algorithm, key, signature, message, wrapped } = claim;
    const whole = concatBytes(key.raw, signature, message);
    this.#spend(costOfHash + whole.length / bytesOfUnit);
    const hash = await digest(digestOids.sha256, whole);
    const lengths = [key.raw.length, signature.length].join();
    const name = [algorithm.oid, wrapped, lengths, toHex(hash ?? whole)].join();
    const known = this.#claims.get(name);
    if (known !== undefined) return known;
    this.#spend(costOf(claim));
    const genuine = await isGenuine(claim);
    this.#claims.set(name, genuine);
    return genuine;
  }

  #spend(cost: number): void {
    this.#left -= cost;
    if (this.#left < 0) throw new WorkExceededError();
  }
}

function costOf({ key }: SignatureClaim): number {
  if (key.kind !== 'dstu') return costOfWebSignature;
  const { curve } = key;
  const isM257 = curve.form === 'named' ? curve.oid === curveOids.m257 : curve.curve.m <= 257;
  return isM257 ? costOfM257 : costOfLargerFields;
}
