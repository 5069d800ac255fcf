import { markup } from './markup.ts';

/**
 * The look of a document: a narrow column on a phone, a sheet on paper. It stands inside the
 * signed file, so a change here is a new version of the renderer.
 */
export const style = markup`
:root { color-scheme: light dark; --ink: #0e1a2b; --soft: #3f4f65; --ground: #fff;
  --line: #d3dce7; --strong: #66788f; --act: #0b4aa2; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef3f9; --soft: #b7c5d6; --ground: #0b131e;
  --line: #2c3c51; --strong: #8b9cb1; --act: #8ab8ff; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 50rem; background: var(--ground);
  color: var(--ink); font: 1.0625rem/1.55 Inter, system-ui, "Segoe UI", Roboto, sans-serif;
  overflow-wrap: break-word; }
header { margin: 0 0 2.5rem; padding: 0 0 .75rem; border-bottom: 3px solid var(--act);
  font-weight: 700; color: var(--act); }
header p { margin: 0; }
h1 { margin: 0 0 .5rem; font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em;
  text-wrap: balance; }
h2 { margin: 2.25rem 0 .75rem; font-size: 1.25rem; line-height: 1.3; }
p, ul, dl { margin: 0 0 1rem; }
p, li { max-width: 68ch; }
.subtitle { margin-bottom: 2rem; color: var(--soft); font-size: 1.125rem; }
ul { padding-left: 1.4em; }
li { margin-bottom: .25rem; }
dl > div { display: grid; grid-template-columns: minmax(8rem, 14rem) 1fr; gap: 0 1.5rem;
  padding: .5rem 0; border-bottom: 1px solid var(--line); }
dt { color: var(--soft); }
dd { margin: 0; font-variant-numeric: tabular-nums; }
table { width: 100%; margin: 1.5rem 0; border-collapse: collapse;
  font-variant-numeric: tabular-nums; }
caption { padding: 0 0 .5rem; text-align: left; font-weight: 700; }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; font-weight: 400; }
thead th { border-bottom: 2px solid var(--strong); color: var(--soft); vertical-align: bottom; }
th:last-child, td:last-child { padding-right: 0; }
.end { text-align: right; white-space: nowrap; }
thead .end { white-space: normal; }
tfoot th, tfoot td { border-bottom: 0; border-top: 2px solid var(--strong); font-weight: 700; }
@media screen and (max-width: 40rem) {
  dl > div { grid-template-columns: 1fr; }
  .wide, .wide caption, .wide tbody, .wide tfoot, .wide tr, .wide th, .wide td { display: block; }
  .wide thead { position: absolute; width: 1px; height: 1px; overflow: hidden;
    clip-path: inset(50%); }
  .wide tr { padding: .75rem 0; border-bottom: 1px solid var(--line); }
  .wide tr > * { padding: .125rem 0; border: 0; }
  .wide tbody th { font-weight: 700; }
  .wide tfoot tr { border-top: 2px solid var(--strong); border-bottom: 0; }
  .wide td { display: flow-root; text-align: right; white-space: normal; }
  .wide td::before { content: attr(data-label); float: left; margin-right: 1rem;
    color: var(--soft); font-weight: 400; }
  .wide td:empty { display: none; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #000; --ground: #fff; --line: #999;
    --strong: #000; --act: #000; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h2, caption { break-after: avoid; }
  tr, dl > div, li { break-inside: avoid; }
}
@page { size: A4; margin: 20mm; }
`;
