import { createHash } from 'node:crypto';
import { assert, constantFrom, oneof, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { act, registerOf, withEveryText } from '#test/documents/contents.ts';
import { lawTest } from '#test/law-test.ts';
import type { DocumentContent } from './content.ts';
import { htmlRendererVersion, renderDocumentHtml } from './to-html.ts';

const html = (content: DocumentContent) => new TextDecoder().decode(renderDocumentHtml(content));
const tagsOf = (page: string) => page.match(/<[^>]*>/g) ?? [];
const count = (page: string, character: string) => page.split(character).length - 1;

test('the bytes of a version of the renderer never change', () => {
  // Signatures stand on these bytes: another hash needs another version, and a line more here.
  const hashes = [act, registerOf(3)].map((content) =>
    createHash('sha256').update(renderDocumentHtml(content)).digest('hex'),
  );
  expect({ version: htmlRendererVersion, hashes }).toEqual({
    version: 1,
    hashes: [
      '8c478b00db0c1b4d36d464b61ae5e323162921627be46f3fb71565ff14caac5a',
      'be4b48787e8127ed0b08a83d33708855c03c2b83bca97c6c49db39515e7769e8',
    ],
  });
});

lawTest(['1039:69.1'], 'a document is one page that says everything of its content', () => {
  const page = html(act);
  expect(page).toContain('<html lang="uk">');
  expect(page.match(/<h1>.*<\/h1>/g)).toEqual([`<h1>${act.title}</h1>`]);
  expect(page).toContain(`<title>${act.title}</title>`);
  expect(page.match(/<h2>/g)).toHaveLength(2);
  expect(page).toContain('<dt>Споживач</dt><dd>Ївженко Єлизавета Юріївна</dd>');
  expect(page).toContain('<caption>Плата за листопад 2026 р., ₴</caption>');
  expect(page.match(/<th scope="col"/g)).toHaveLength(4);
  expect(page.match(/<th scope="row">/g)).toHaveLength(3);
  expect(page).toContain('<td data-label="Знято" class="end">−308,64</td>');
});

test('it asks nothing of the network and runs nothing', () => {
  const page = html(act);
  expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  expect(page).not.toMatch(/<script|<link|<a |href=|src=|url\(|@import|https?:/);
});

test('whatever a text holds, it makes no element and leaves no attribute', () => {
  const plain = html(withEveryText('x'));
  const hostile = constantFrom(
    '</title><script>',
    '"><img onerror=',
    "' x='",
    '<!--',
    '&lt;',
    ']]>',
  );
  assert(
    property(oneof(string({ unit: 'binary' }), hostile), (text) => {
      const page = html(withEveryText(text));
      for (const mark of ['<', '>', '"', "'"]) expect(count(page, mark)).toBe(count(plain, mark));
      expect(page).not.toMatch(/&(?!#\d+;)/);
    }),
  );
  const tags = tagsOf(html(withEveryText('<b>'))).map((tag) => tag.replaceAll('&#60;b&#62;', 'x'));
  expect(tags).toEqual(tagsOf(plain));
}, 60_000);
