import {
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser';

/**
 * An island: a form that a passkey answers. It asks the device, puts the answer into the form and
 * sends the form as any other. Where there are no passkeys the forms stay hidden.
 */
if ('PublicKeyCredential' in globalThis) {
  for (const one of document.querySelectorAll<HTMLElement>('[data-no-script]')) one.hidden = true;
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void answerAndSend(form);
    });
  }
}

type Texts = Readonly<Record<'working' | 'refused' | 'known', string>>;

async function answerAndSend(form: HTMLFormElement): Promise<void> {
  const texts = JSON.parse(form.dataset['texts'] ?? '') as Texts;
  say(form, texts.working);
  try {
    const answer = await answerOf(form);
    const field = form.elements.namedItem('answer');
    if (field instanceof HTMLInputElement) field.value = JSON.stringify(answer);
    form.submit();
  } catch (error) {
    const isKnown = error instanceof Error && error.name === 'InvalidStateError';
    say(form, isKnown ? texts.known : texts.refused);
  }
}

function answerOf(form: HTMLFormElement): Promise<unknown> {
  const options: unknown = JSON.parse(form.dataset['options'] ?? '');
  return form.dataset['passkey'] === 'create'
    ? startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
    : startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON });
}

function say(form: HTMLFormElement, text: string): void {
  const place = form.querySelector<HTMLElement>('[data-fault]');
  if (place === null) return;
  place.hidden = false;
  place.textContent = text;
}
