/**
 * An island: it makes the form of the check page work without sending anything. Where the browser
 * lacks what the checks need, the form stays as it is, and the server checks. What checks is
 * fetched when it is first needed.
 */
const isAble =
  'Temporal' in globalThis &&
  'DecompressionStream' in globalThis &&
  typeof globalThis.crypto?.subtle === 'object';
const desk = document.querySelector<HTMLElement>('[data-check]');
const form = desk?.querySelector('form') ?? null;
const place = desk?.querySelector<HTMLElement>('[data-check-result]') ?? null;
const progress = desk?.querySelector<HTMLElement>('[data-check-progress]') ?? null;
if (isAble && desk !== null && form !== null && place !== null && progress !== null) {
  for (const one of desk.querySelectorAll<HTMLElement>('[data-with-script]')) one.hidden = false;
  for (const one of desk.querySelectorAll<HTMLElement>('[data-without-script]')) one.hidden = true;
  takeDrops(form);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const say = (what: string) => {
      progress.textContent = progress.dataset[what] ?? '';
    };
    say('busy');
    const values = Array.from(new FormData(form).values());
    const files = values.filter((value) => value instanceof File);
    const written = desk.dataset['check'] ?? '';
    // Never sent instead: the page has promised that files stay here.
    void import('./answer.tsx')
      .then(({ answer }) => answer({ files, written, place }))
      .then(
        () => say('done'),
        () => say('failed'),
      );
  });
}

/** Files dropped on the form are chosen in its fields, in order, and checked at once. */
function takeDrops(target: HTMLFormElement): void {
  const area = target.querySelector<HTMLElement>('.drop-area');
  const inputs = Array.from(target.querySelectorAll<HTMLInputElement>('input[type=file]'));
  if (area === null) return;
  area.addEventListener('dragover', (event) => {
    event.preventDefault();
    area.dataset['over'] = '';
  });
  area.addEventListener('dragleave', () => {
    delete area.dataset['over'];
  });
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    delete area.dataset['over'];
    const dropped = Array.from(event.dataTransfer?.files ?? []);
    for (const [at, input] of inputs.entries()) {
      const one = new DataTransfer();
      const file = dropped[at];
      if (file !== undefined) one.items.add(file);
      input.files = one.files;
    }
    if (dropped.length > 0) target.requestSubmit();
  });
}
