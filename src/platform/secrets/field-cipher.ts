import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import type { FieldKeys } from './field-keys.ts';

/** Where a value stands: moved to another row or column it no longer opens. */
export interface FieldPlace {
  /** `schema.table.column`. */
  readonly column: string;
  readonly rowId: string;
}

/** Why a sealed value could not be opened: a key is missing, or the value is not as written. */
class SealedFieldTrouble extends Error {
  readonly kind: 'key-missing' | 'changed';
  constructor(kind: 'key-missing' | 'changed', { column }: FieldPlace, cause?: unknown) {
    super(`a value of ${column} does not open: ${kind}`, { cause });
    this.name = 'SealedFieldTrouble';
    this.kind = kind;
  }
}

/**
 * Encrypts small fields of the database: secrets and personal data.
 * @law 1039:10.20 1039:53.3 1039:92 1039:97
 */
export interface FieldCipher {
  seal(place: FieldPlace, plain: string): Promise<Buffer>;
  /** Throws SealedFieldTrouble. */
  open(place: FieldPlace, sealed: Uint8Array): Promise<string>;
  /** The same value under the newest key; undefined when it is under it already. */
  reseal(place: FieldPlace, sealed: Uint8Array): Promise<Buffer | undefined>;
  /** A keyed hash by which a sealed value is found; alike for alike values of a column only. */
  blindIndex(column: string, value: string): Buffer;
}

const algorithm = 'aes-256-gcm';
/** Version of the layout: version, number of the key, nonce, what is encrypted, tag. */
const layout = 1;
const keyAt = 1;
const keyNumberBytes = 4;
const nonceBytes = 12;
const tagBytes = 16;
const nonceAt = keyAt + keyNumberBytes;
const sealedAt = nonceAt + nonceBytes;

export function fieldCipher(keys: FieldKeys): FieldCipher {
  async function seal(place: FieldPlace, plain: string): Promise<Buffer> {
    const { number, key } = await keys.newest();
    const head = Buffer.alloc(nonceAt);
    head.writeUInt8(layout);
    head.writeUInt32BE(number, keyAt);
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
    cipher.setAAD(associated(place, number));
    const sealed = [cipher.update(plain, 'utf8'), cipher.final()];
    return Buffer.concat([head, nonce, ...sealed, cipher.getAuthTag()]);
  }

  async function open(place: FieldPlace, sealed: Uint8Array): Promise<string> {
    const number = keyNumberOf(sealed);
    if (number === undefined) throw new SealedFieldTrouble('changed', place);
    const key = await keys.find(number);
    if (key === undefined) throw new SealedFieldTrouble('key-missing', place);
    const nonce = sealed.subarray(nonceAt, sealedAt);
    const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(associated(place, number));
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    const plain = decipher.update(sealed.subarray(sealedAt, sealed.length - tagBytes));
    try {
      return Buffer.concat([plain, decipher.final()]).toString('utf8');
    } catch (error) {
      throw new SealedFieldTrouble('changed', place, error);
    }
  }

  return {
    seal,
    open,
    async reseal(place, sealed) {
      const { number } = await keys.newest();
      return keyNumberOf(sealed) === number ? undefined : seal(place, await open(place, sealed));
    },
    blindIndex: (column, value) =>
      createHmac('sha256', keys.index).update(`${column}\n${value}`).digest(),
  };
}

function keyNumberOf(sealed: Uint8Array): number | undefined {
  if (sealed.length < sealedAt + tagBytes || sealed[0] !== layout) return undefined;
  return Buffer.from(sealed.subarray(keyAt, nonceAt)).readUInt32BE();
}

function associated({ column, rowId }: FieldPlace, keyNumber: number): Buffer {
  return Buffer.from(['zhkp-field', layout, keyNumber, column, rowId].join('\n'));
}
