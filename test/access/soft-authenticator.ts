import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A value of CBOR, as far as an authenticator writes it. */
type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;

interface Wishes {
  readonly challenge: string;
  readonly origin: string;
  readonly host: string;
  /** By which the device tells that it was copied; 0 when it does not count. */
  readonly counter?: number;
}

const present = 0x01;
const verified = 0x04;
const withCredential = 0x40;

/** A device with one passkey, made of the parts that WebAuthn describes (ES256, no attestation). */
export class SoftAuthenticator {
  readonly id = randomBytes(16);
  readonly #key: KeyObject;
  readonly #publicKey: KeyObject;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.#key = privateKey;
    this.#publicKey = publicKey;
  }

  /** What the browser answers when a passkey is made. */
  make(wishes: Wishes): string {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const credential = [Buffer.alloc(16), length, this.id, encode(this.#cosePublicKey())];
    const data = authenticatorData(wishes, present | verified | withCredential);
    const attestation = new Map<string, Cbor>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', Buffer.concat([data, ...credential])],
    ]);
    return this.#answer({
      clientDataJSON: clientData('webauthn.create', wishes).toString('base64url'),
      attestationObject: encode(attestation).toString('base64url'),
      transports: ['internal'],
    });
  }

  /** What the browser answers when a passkey is asked for. */
  sign(wishes: Wishes): string {
    const data = authenticatorData(wishes, present | verified);
    const client = clientData('webauthn.get', wishes);
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
    return this.#answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.#key).toString('base64url'),
    });
  }

  #answer(response: Readonly<Record<string, unknown>>): string {
    const id = this.id.toString('base64url');
    const rest = { type: 'public-key', clientExtensionResults: {} };
    return JSON.stringify({ id, rawId: id, response, ...rest });
  }

  #cosePublicKey(): Cbor {
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' });
    return new Map<number, Cbor>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]);
  }
}

function clientData(type: string, { challenge, origin }: Wishes): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
}

function authenticatorData({ host, counter = 0 }: Wishes, flags: number): Buffer {
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter);
  return Buffer.concat([createHash('sha256').update(host).digest(), Buffer.of(flags), count]);
}

function encode(value: Cbor): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') {
    return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  }
  if (value instanceof Buffer) return Buffer.concat([head(2, value.length), value]);
  const entries = Array.from(value as ReadonlyMap<number | string, Cbor>);
  return Buffer.concat([
    head(5, entries.length),
    ...entries.flatMap(([key, one]) => [encode(key), encode(one)]),
  ]);
}

function head(type: number, length: number): Buffer {
  if (length < 24) return Buffer.of((type << 5) | length);
  if (length < 256) return Buffer.of((type << 5) | 24, length);
  return Buffer.of((type << 5) | 25, length >> 8, length & 255);
}
