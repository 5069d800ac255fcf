import type { Block, DocumentContent, TableBlock } from './content.ts';
import { style } from './html-style.ts';
import { markup, type Markup } from './markup.ts';
import { texts } from './texts.uk.ts';

/**
 * Signatures cover the bytes, so the same content must give the same bytes for ever. Whatever
 * changes them is a new version, and documents keep the one that they were signed in.
 */
export const htmlRendererVersion = 1;

const tableColumnsOnPhoneMax = 2;

/**
 * The document as people sign and read it: one file of UTF-8 that needs no network, no script and
 * no platform (1039:69).
 */
export function renderDocumentHtml(content: DocumentContent): Uint8Array {
  const { title, subtitle, blocks } = content;
  const page = markup`<!doctype html>
<html lang="uk">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<meta name="generator" content="zhkp-document/${String(htmlRendererVersion)}">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header><p>${texts.letterhead}</p></header>
<main>
<h1>${title}</h1>
${subtitle === undefined ? [] : markup`<p class="subtitle">${subtitle}</p>\n`}${blocks.map(write)}</main>
</body>
</html>
`;
  return new TextEncoder().encode(page.toString());
}

function write(block: Block): Markup {
  switch (block.kind) {
    case 'heading':
      return markup`<h2>${block.text}</h2>\n`;
    case 'paragraph':
      return markup`<p>${block.text}</p>\n`;
    case 'list':
      return markup`<ul>\n${block.items.map((item) => markup`<li>${item}</li>\n`)}</ul>\n`;
    case 'facts':
      return markup`<dl>\n${block.rows.map(
        ({ label, value }) => markup`<div><dt>${label}</dt><dd>${value}</dd></div>\n`,
      )}</dl>\n`;
    case 'table':
      return writeTable(block);
  }
}

function writeTable(table: TableBlock): Markup {
  const { caption, columns, rows, total } = table;
  const wide = columns.length > tableColumnsOnPhoneMax ? markup` class="wide"` : [];
  const titles = columns.map(
    ({ title, align }) => markup`<th scope="col"${endOf(align)}>${title}</th>`,
  );
  const body = rows.map((row) => writeRow(table, row));
  const foot = total === undefined ? [] : markup`<tfoot>\n${writeRow(table, total)}</tfoot>\n`;
  return markup`<table${wide}>
<caption>${caption}</caption>
<thead>
<tr>${titles}</tr>
</thead>
<tbody>
${body}</tbody>
${foot}</table>
`;
}

/** The first cell names its row. */
function writeRow({ columns }: TableBlock, row: readonly string[]): Markup {
  const cells = columns.map(({ title, align }, index) => {
    const text = row[index] ?? '';
    return index === 0
      ? markup`<th scope="row"${endOf(align)}>${text}</th>`
      : markup`<td data-label="${title}"${endOf(align)}>${text}</td>`;
  });
  return markup`<tr>${cells}</tr>\n`;
}

function endOf(align: 'start' | 'end'): Markup | readonly Markup[] {
  return align === 'end' ? markup` class="end"` : [];
}
