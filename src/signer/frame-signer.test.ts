import { describe, expect, test } from 'vitest';
import { toBase64 } from '#exchange/signature/own/der/bytes.ts';
import { readMessage, type Heard, type ToFront } from './frame-messages.ts';
import { createFrameSigner, type FrameBus, type FrameLimits } from './frame-signer.ts';

const origin = 'https://front.example';
const window = { name: 'the window of the frame' };
const content = Uint8Array.of(1, 2, 3);
const signature = Uint8Array.of(9, 8, 7);

describe('a message', () => {
  const id = 'request-1';
  const signed = { kind: 'zhkp-signed', id, signature: toBase64(signature) };
  const good: Heard = { origin, source: window, data: signed };
  const expected = { origin, source: window, id };

  test('of the front about this request is heard', () => {
    expect(readMessage(good, expected)).toEqual({ kind: 'signed', signature });
    const refused = { ...good, data: { kind: 'zhkp-refused', id } };
    expect(readMessage(refused, expected)).toEqual({ kind: 'refused' });
    const ready = { ...good, data: { kind: 'zhkp-ready' } };
    expect(readMessage(ready, expected)).toEqual({ kind: 'ready' });
  });

  const forged: readonly (readonly [string, Partial<Heard>, unknown?])[] = [
    ['of another origin', { origin: 'https://evil.example' }],
    ['of an origin that begins alike', { origin: `${origin}.evil.example` }],
    ['of the same host by plain HTTP', { origin: 'http://front.example' }],
    ['of another port', { origin: `${origin}:8443` }],
    ['of an opaque origin', { origin: 'null' }],
    ['of no origin', { origin: '' }],
    ['of another window of that origin', { source: { name: window.name } }],
    ['of no window', { source: null }],
    ['of no window while the frame has none', { source: null }, null],
    ['about another request', { data: { ...signed, id: 'request-2' } }],
    ['about no request', { data: { kind: signed.kind, signature: signed.signature } }],
    ['with an id that only looks the same', { data: { ...signed, id: [id] } }],
    ['of a kind that is not known', { data: { ...signed, kind: 'signed' } }],
    ['of our own kind', { data: { kind: 'zhkp-sign', id, content: '' } }],
    ['of no kind', { data: { id, signature: signed.signature } }],
    ['that is text', { data: JSON.stringify(signed) }],
    ['that is nothing', { data: null }],
    ['that is undefined', { data: undefined }],
  ];
  for (const [of, changes, source = window] of forged) {
    test(`${of} is ignored`, () => {
      expect(readMessage({ ...good, ...changes }, { ...expected, source })).toBeUndefined();
    });
  }

  test.each([
    ['no bytes', undefined],
    ['a number', 7],
    ['empty text', ''],
    ['text that is not base64', 'подпис'],
    ['base64 that is cut off', 'AQI'],
    ['more than any signature has', 'A'.repeat(400_000)],
  ])('with %s in place of the signature is a refusal', (_, value) => {
    const data = { ...signed, signature: value };
    expect(readMessage({ ...good, data }, expected)).toEqual({ kind: 'refused' });
  });
});

/** A front that answers as it is told, and keeps what it was told. */
class PlayFront implements FrameBus {
  readonly told: ToFront[] = [];
  readonly #hearers = new Set<(heard: Heard) => void>();
  readonly #answer: (message: ToFront, front: PlayFront) => void;

  constructor(answer: (message: ToFront, front: PlayFront) => void) {
    this.#answer = answer;
  }

  source(): unknown {
    return window;
  }

  post(message: ToFront): void {
    this.told.push(message);
    queueMicrotask(() => this.#answer(message, this));
  }

  listen(hear: (heard: Heard) => void): () => void {
    this.#hearers.add(hear);
    return () => this.#hearers.delete(hear);
  }

  say(data: unknown, from: Partial<Heard> = {}): void {
    for (const hear of this.#hearers) hear({ origin, source: window, data, ...from });
  }

  get hearers(): number {
    return this.#hearers.size;
  }
}

function signThrough(front: PlayFront, limits?: FrameLimits): Promise<Uint8Array> {
  const signer = createFrameSigner({
    ...{ bus: front, origin },
    ...(limits !== undefined && { limits }),
  });
  return signer.sign(content);
}

const signs = (message: ToFront, front: PlayFront): void => {
  if (message.kind === 'zhkp-hello') front.say({ kind: 'zhkp-ready' });
  else front.say({ kind: 'zhkp-signed', id: message.id, signature: toBase64(signature) });
};

describe('a signing front in a frame', () => {
  test('is greeted, asked once, and gives the signature', async () => {
    const front = new PlayFront(signs);
    expect(await signThrough(front)).toEqual(signature);
    expect(front.told.map(({ kind }) => kind)).toEqual(['zhkp-hello', 'zhkp-sign']);
    expect(front.told[1]).toMatchObject({ content: toBase64(content) });
    expect(front.hearers).toBe(0);
  });

  test('may be loaded after the page began to listen', async () => {
    const front = new PlayFront((message) => {
      if (message.kind === 'zhkp-sign') signs(message, front);
    });
    const signing = signThrough(front);
    front.say({ kind: 'zhkp-ready' });
    front.say({ kind: 'zhkp-ready' });
    expect(await signing).toEqual(signature);
    expect(front.told.filter(({ kind }) => kind === 'zhkp-sign')).toHaveLength(1);
  });

  test('asks with another id each time', async () => {
    const front = new PlayFront(signs);
    await signThrough(front);
    await signThrough(front);
    const ids = front.told.flatMap((message) => (message.kind === 'zhkp-sign' ? message.id : []));
    expect(new Set(ids).size).toBe(2);
  });

  test('is not taken for whoever speaks from elsewhere meanwhile', async () => {
    const evil = toBase64(Uint8Array.of(6, 6, 6));
    const front = new PlayFront((message) => {
      if (message.kind === 'zhkp-hello') {
        front.say({ kind: 'zhkp-ready' }, { origin: 'https://evil.example' });
        expect(front.told).toHaveLength(1);
        front.say({ kind: 'zhkp-ready' });
        return;
      }
      const forged = { kind: 'zhkp-signed', id: message.id, signature: evil };
      front.say(forged, { origin: 'https://evil.example' });
      front.say(forged, { source: { name: 'another' } });
      front.say({ ...forged, id: 'another' });
      front.say({ kind: 'zhkp-refused', id: message.id }, { origin: 'https://evil.example' });
      signs(message, front);
    });
    expect(await signThrough(front)).toEqual(signature);
  });

  test('may refuse', async () => {
    const front = new PlayFront((message) => {
      if (message.kind === 'zhkp-hello') signs(message, front);
      else front.say({ kind: 'zhkp-refused', id: message.id });
    });
    await expect(signThrough(front)).rejects.toMatchObject({ fault: 'widget-refused' });
    expect(front.hearers).toBe(0);
  });

  test.each([
    ['never there', () => undefined],
    [
      'there and silent',
      (message: ToFront, front: PlayFront) => {
        if (message.kind === 'zhkp-hello') front.say({ kind: 'zhkp-ready' });
      },
    ],
  ])('that is %s is given up', async (_, answer) => {
    const front = new PlayFront(answer);
    const signing = signThrough(front, { readyMs: 20, signedMs: 20 });
    await expect(signing).rejects.toMatchObject({ fault: 'widget-silent' });
    expect(front.hearers).toBe(0);
  });
});
