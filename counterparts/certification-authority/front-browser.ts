import { signContent } from '#exchange/signature/own/cms/sign.ts';
import { digestOf } from '#exchange/signature/own/crypto/algorithms.ts';
import { fromBase64, toBase64 } from '#exchange/signature/own/der/bytes.ts';
import { readKeyFile } from '#exchange/signature/own/keys/key-file.ts';
import type { FrontTexts } from './front-page.tsx';

/**
 * The script of the play signing front: lives in a frame of the platform's page, on an origin of
 * its own. Only the platform that it was started for is listened to and answered, and a key is read
 * for one signature and forgotten.
 */
const form = document.querySelector('form');
const { platform = '', texts: written = '{}' } = document.body.dataset;
const texts = JSON.parse(written) as FrontTexts;
let asked: { readonly id: string; readonly content: Uint8Array } | undefined;

function tell(message: Readonly<Record<string, string>>): void {
  globalThis.parent.postMessage(message, platform);
}

function say(text: string): void {
  const place = document.querySelector('[data-state]');
  if (place !== null) place.textContent = text;
}

globalThis.addEventListener('message', ({ origin, source, data }: MessageEvent<unknown>) => {
  if (origin !== platform || source !== globalThis.parent) return;
  if (typeof data !== 'object' || data === null || !('kind' in data)) return;
  if (data.kind === 'zhkp-hello') tell({ kind: 'zhkp-ready' });
  if (data.kind !== 'zhkp-sign' || !('id' in data) || !('content' in data)) return;
  if (typeof data.id !== 'string' || typeof data.content !== 'string') return;
  asked = { id: data.id, content: fromBase64(data.content) };
  say(texts.waiting);
  if (form !== null) form.hidden = false;
});

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  void sign(form);
});

form?.querySelector('[data-refuse]')?.addEventListener('click', () => {
  if (asked !== undefined) tell({ kind: 'zhkp-refused', id: asked.id });
  finish(texts.refused);
});

async function sign(target: HTMLFormElement): Promise<void> {
  const request = asked;
  const values = new FormData(target);
  const [file, password] = [values.get('keyFile'), values.get('password')];
  if (request === undefined || !(file instanceof File)) return;
  const opened = await readKeyFile(await file.text(), typeof password === 'string' ? password : '');
  if (!opened.ok) return say(texts.faults[opened.fault]);
  const { key, chain } = opened;
  const digest = (oid: string) => digestOf(oid, request.content);
  const signature = toBase64(await signContent({ key, chain, digest }));
  tell({ kind: 'zhkp-signed', id: request.id, signature });
  finish(texts.signed);
}

function finish(text: string): void {
  asked = undefined;
  form?.reset();
  if (form !== null) form.hidden = true;
  say(text);
}

tell({ kind: 'zhkp-ready' });
