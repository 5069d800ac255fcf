import { SigningRefused, type BrowserSigner, type SigningFault } from './browser-signer.ts';
import { busOf, createFrameSigner } from './frame-signer.ts';
import { openKeyFileSigner } from './key-file-signer.ts';
import { coversFile } from './same-content.ts';

/**
 * An island: signs what the page shows, by a key file or by a signing front in a frame. Where
 * the browser lacks what that needs, the forms stay hidden and the other way to sign stands beside.
 */
const isAble = 'Temporal' in globalThis && typeof globalThis.crypto?.subtle === 'object';
if (isAble) {
  for (const one of document.querySelectorAll<HTMLElement>('[data-no-script]')) one.hidden = true;
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-signer]')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void signAndSend(form);
    });
  }
}

interface Texts {
  readonly working: string;
  readonly faults: Readonly<Record<SigningFault, string>>;
}

async function signAndSend(target: HTMLFormElement): Promise<void> {
  const texts = JSON.parse(target.dataset['texts'] ?? '') as Texts;
  const say = (text: string) => {
    const place = target.querySelector<HTMLElement>('[data-fault]');
    if (place === null) return;
    place.hidden = false;
    place.textContent = text;
  };
  say(texts.working);
  try {
    location.assign(await send(target, await sign(target)));
  } catch (error) {
    say(texts.faults[error instanceof SigningRefused ? error.fault : 'not-sent']);
  }
}

async function sign(target: HTMLFormElement): Promise<Uint8Array> {
  const signer = await signerOf(target);
  const toSign = await fetchBytes(target.dataset['toSign']);
  const { content } = target.dataset;
  if (content === undefined) return signer.sign(toSign);
  // What is signed is a manifest: it must speak of the very file that the person was shown.
  const shown = { name: 'document.html', bytes: await fetchBytes(content) };
  if (!(await coversFile(toSign, shown))) throw new SigningRefused('content-differs');
  return signer.sign(toSign);
}

async function signerOf(target: HTMLFormElement): Promise<BrowserSigner> {
  const frame = target.querySelector('iframe');
  const origin = target.dataset['frontOrigin'];
  if (frame !== null && origin !== undefined) {
    return createFrameSigner({ bus: busOf(frame, origin), origin });
  }
  const values = new FormData(target);
  const file = values.get('keyFile');
  const password = values.get('password');
  if (!(file instanceof File) || file.size === 0) throw new SigningRefused('no-file');
  return openKeyFileSigner(await file.text(), typeof password === 'string' ? password : '');
}

async function fetchBytes(href: string | undefined): Promise<Uint8Array> {
  const answer = await fetch(href ?? '');
  if (!answer.ok) throw new SigningRefused('content-differs');
  return new Uint8Array(await answer.arrayBuffer());
}

/** Sends the signature as the other form does; returns where the server leads to. */
async function send(target: HTMLFormElement, signature: Uint8Array): Promise<string> {
  const body = new FormData();
  body.set('signature', new Blob([new Uint8Array(signature)]), 'signature.p7s');
  const answer = await fetch(target.dataset['send'] ?? '', { method: 'POST', body });
  if (!answer.ok || !answer.redirected) throw new SigningRefused('not-sent');
  return answer.url;
}
