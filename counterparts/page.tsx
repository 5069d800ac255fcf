import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { texts } from './texts.uk.ts';

const style = `
:root { color-scheme: light; font: 1.0625rem/1.5 system-ui, sans-serif; }
* { box-sizing: border-box; }
body { margin: 0; color: #12181f; background: #f3f5f7; }
header { background: #12181f; color: #fff; padding: .75rem 1rem; }
header p, main { max-width: 42rem; margin: 0 auto; }
main { padding: 1.5rem 0 3rem; width: calc(100% - 2rem); }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.125rem; margin: 0; }
p { margin: 0 0 1rem; }
.card { background: #fff; border: 1px solid #c8d0d8; border-radius: .5rem; padding: 1rem;
  margin: 0 0 1rem; }
.card p { margin: .25rem 0 0; color: #45505c; }
.card .actions { margin: .75rem 0 0; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; }
button { font: inherit; min-height: 2.75rem; padding: .5rem 1rem; border-radius: .375rem;
  border: 2px solid #0b57a4; background: #0b57a4; color: #fff; cursor: pointer; }
button:hover { background: #08427d; border-color: #08427d; }
button.quiet { background: #fff; color: #0b57a4; }
button.quiet:hover { background: #e6eff8; }
:focus-visible { outline: 3px solid #b45f00; outline-offset: 2px; }
dl { display: grid; align-items: baseline; grid-template-columns: max-content 1fr;
  gap: .25rem 1rem; margin: 0; }
dt { color: #45505c; }
dd { margin: 0; overflow-wrap: anywhere; }
.amount { font-size: 1.75rem; font-weight: 700; }
.field { margin: 0 0 1rem; }
label { display: block; font-weight: 600; }
.hint { color: #45505c; }
input { font: inherit; width: 100%; max-width: 20rem; min-height: 2.75rem; padding: .5rem;
  border: 2px solid #6b7784; border-radius: .375rem; background: #fff; color: inherit; }
.short input { max-width: 8rem; }
.fault { margin: .25rem 0; font-weight: 600; color: #b3261e; }
input[aria-invalid] { border-color: #b3261e; }
.error { border: 3px solid #b3261e; border-radius: .375rem; background: #fff; padding: 1rem;
  margin: 0 0 1rem; }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
@media (max-width: 30rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
`;

export interface PageProps {
  readonly title: string;
  /** The first heading, where it differs from the title of the window. */
  readonly heading?: string;
  /** What the script of the page is told, where it has one. */
  readonly body?: Readonly<Record<`data-${string}`, string>>;
  readonly children: ComponentChildren;
}

/** A whole page of a counterpart: says on top that it is not the real system. */
export function renderPage({ title, heading = title, body, children }: PageProps): string {
  return `<!doctype html>${render(
    <html lang="uk">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{title}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body {...body}>
        <header aria-label={texts.stand}>
          <p>{texts.notReal}</p>
        </header>
        <main aria-labelledby="title">
          <h1 id="title">{heading}</h1>
          {children}
        </main>
      </body>
    </html>,
  )}`;
}

/** A page that says why the counterpart does not go on; `code` is the protocol's own. */
export function refusalPage(title: string, explanation: string, code: string): string {
  return renderPage({
    title,
    children: (
      <>
        <p>{explanation}</p>
        <p class="hint">
          {texts.errorCode}: <code>{code}</code>
        </p>
      </>
    ),
  });
}
