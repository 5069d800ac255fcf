/**
 * An island on every page of somebody signed in: two minutes before the session ends it asks
 * whether they are still there. It asks the server first, without prolonging anything: another
 * window may have been used meanwhile. Without script a form sent too late is kept by the server.
 */
const warnedSeconds = 120;
/** A clock of a device may be wrong, and a page may be older than it looks. */
const askedAgainSeconds = 600;
const askedWhileOpenSeconds = 10;
const msInSecond = 1_000;

const dialog = document.querySelector<HTMLDialogElement>('dialog[data-session-ends]');
if (dialog !== null) watch(dialog);

function watch(dialog: HTMLDialogElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const askIn = (seconds: number): void => {
    globalThis.clearTimeout(timer);
    timer = globalThis.setTimeout(() => void look(), Math.max(0, seconds) * msInSecond);
  };

  function show(secondsLeft: number): void {
    const hasEnded = secondsLeft <= 0;
    for (const part of dialog.querySelectorAll<HTMLElement>('[data-stay]')) {
      part.hidden = (part.dataset['stay'] === 'ended') !== hasEnded;
    }
    if (secondsLeft > warnedSeconds) {
      if (dialog.open) dialog.close();
      askIn(Math.min(secondsLeft - warnedSeconds, askedAgainSeconds));
      return;
    }
    if (!dialog.open) dialog.showModal();
    if (!hasEnded) askIn(Math.min(secondsLeft, askedWhileOpenSeconds));
  }

  async function look(): Promise<void> {
    const left = await secondsLeft(() => fetch('/session/state'));
    // Nobody answered: the network is away, and nothing is known of the session.
    if (left === undefined) askIn(askedWhileOpenSeconds);
    else show(left);
  }

  dialog.querySelector('form[data-stay-form]')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string') body.set(name, value);
    }
    void secondsLeft(() => fetch(form.action, { method: 'POST', body })).then((left) => {
      if (left === undefined) askIn(0);
      else show(left);
    });
  });
  // A laptop that slept counted no time.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') askIn(0);
  });

  const now = performance.timeOrigin + performance.now();
  const left = (Number(dialog.dataset['sessionEnds']) - now) / msInSecond;
  askIn(Math.min(left - warnedSeconds, askedAgainSeconds));
}

/** What the server says of the session; 0 when there is none any more. */
async function secondsLeft(ask: () => Promise<Response>): Promise<number | undefined> {
  try {
    const answer = await ask();
    if (!answer.ok || answer.redirected) return 0;
    const { secondsLeft } = (await answer.json()) as { readonly secondsLeft: number };
    return secondsLeft;
  } catch {
    return undefined;
  }
}
