import { assert, asyncProperty, constantFrom, oneof, string, array } from 'fast-check';
import { expect, test } from 'vitest';
import { act, registerOf, withEveryText } from '#test/documents/contents.ts';
import { elementsOf, nameOf, readPdf, type ReadElement } from '#test/documents/pdf/read.ts';
import type { Dictionary } from '#test/documents/pdf/values.ts';
import { lawTest } from '#test/law-test.ts';
import { documentContentSchema, type DocumentContent } from './content.ts';
import { renderDocumentPdf } from './to-pdf.ts';

const stamp = {
  number: '2026-АП-000417',
  date: '2026-11-28',
  checkUrl: 'https://zhkp.example/check/2026-AP-000417',
  signers: ['Ївженко Єлизавета Юріївна', 'КП «Зразківка-Тепло», Гончар Олег Петрович'],
};

/** A page takes some milliseconds to print and more to read. */
const printedByChance = 20;

const printed = async (content: DocumentContent, withStamp = true) =>
  readPdf(await (withStamp ? renderDocumentPdf(content, stamp) : renderDocumentPdf(content)));
const charactersIn = (text: string) => Array.from(text).length;
const textsOf = (root: ReadElement, tag: string) =>
  elementsOf(root)
    .filter((element) => element.tag === tag)
    .map(({ text }) => text);

test('what a reader needs to know of the file stands in its catalogue', async () => {
  const { file } = await printed(act);
  const { catalog } = file;
  expect(catalog['Lang']).toBe('uk-UA');
  expect(file.dictionary(catalog['MarkInfo'])['Marked']).toBe(true);
  expect(file.dictionary(catalog['ViewerPreferences'])['DisplayDocTitle']).toBe(true);
  expect(file.get(file.dictionary(file.trailer['Info'])['Title'])).toBe(act.title);
  const metadata = file.stream(catalog['Metadata']);
  expect(metadata).toMatch(/<pdfuaid:part>1<\/pdfuaid:part>/);
});

test.each([
  ['a document of one page', act],
  ['a table over several', registerOf(70)],
])('every stroke and letter of %s is marked, and every font is inside', async (_name, content) => {
  const { pages, root } = await printed(content);
  for (const { faults, fonts } of pages) {
    expect(faults).toEqual([]);
    for (const { name, embedded } of fonts) expect([name, embedded]).toEqual([name, true]);
  }
  const marks = pages.reduce((sum, { marked }) => sum + marked.size, 0);
  expect(referencesOf(root)).toBe(marks);
});

function referencesOf(root: ReadElement): number {
  return elementsOf(root)
    .map(({ dictionary, children }) => (dictionary['K'] as unknown[]).length - children.length)
    .reduce((sum, one) => sum + one, 0);
}

test('every mark on a page leads back to its element', async () => {
  const { file, pages, root } = await printed(registerOf(70));
  const tree = file.dictionary(file.dictionary(file.catalog['StructTreeRoot'])['ParentTree']);
  const numbers = file.list(tree['Nums']);
  const kids = file.list(file.dictionary(file.catalog['Pages'])['Kids']);
  for (const [index, kid] of kids.entries()) {
    const key = file.dictionary(kid)['StructParents'];
    const parents = file.list(numbers[numbers.indexOf(key ?? null) + 1]);
    expect(parents).toHaveLength(pages[index]?.marked.size ?? 0);
    for (const parent of parents) expect(nameOf(file.dictionary(parent)['S'])).not.toBe('');
  }
  expect(root.tag).toBe('Document');
});

lawTest(['1039:69.1'], 'a reader hears the document in its order, letter by letter', async () => {
  const { root } = await printed(act);
  expect(root.children.map(({ tag }) => tag).join(' ')).toBe(
    'P H1 P P Table H2 L H2 Table Figure P P P P P P P',
  );
  expect(textsOf(root, 'H1')).toEqual([act.title]);
  expect(textsOf(root, 'H2')).toEqual(['Що вимагає споживач', 'Перерахунок']);
  expect(root.children[2]?.text).toBe(act.subtitle);
  const [, , , paragraph] = root.children;
  expect(paragraph?.text).toBe(act.blocks[0]?.kind === 'paragraph' ? act.blocks[0].text : '');
  expect(textsOf(root, 'Lbl')).toEqual(['•', '•', '•']);
  expect(textsOf(root, 'LBody')[0]).toBe('Усунути відхилення не пізніше ніж за 24 години.');
  expect(textsOf(root, 'Caption')).toEqual(['Плата за листопад 2026 р., ₴']);
  expect(textsOf(root, 'TD')).toContain('−308,64');
  expect(textsOf(root, 'TD')).toContain('КП «Зразківка-Тепло», код 12345678');
});

test('titles of columns and names of rows are told from values', async () => {
  const { root } = await printed(act);
  const scopes = elementsOf(root)
    .filter(({ tag }) => tag === 'TH')
    .map(({ text, dictionary }) => [text, nameOf((dictionary['A'] as Dictionary)['Scope'])]);
  expect(scopes).toContainEqual(['Послуга', 'Column']);
  expect(scopes).toContainEqual(['Гаряча вода', 'Row']);
  expect(scopes).toContainEqual(['Особовий рахунок', 'Row']);
  const tables = elementsOf(root).filter(({ tag }) => tag === 'Table');
  expect(tables[1]?.children.map(({ tag }) => tag)).toEqual(['Caption', 'THead', 'TBody', 'TFoot']);
});

lawTest(['1039:73', '1039:74'], 'a paper copy bears what it can be checked by', async () => {
  const { root, pages } = await printed(registerOf(70));
  const said = textsOf(root, 'P').slice(1);
  expect(said).toContain('№ 2026-АП-000417 від 28\u00a0листопада 2026\u00a0р.');
  expect(said).toContain(stamp.checkUrl);
  for (const signer of stamp.signers) expect(said).toContain(signer);
  const figure = elementsOf(root).find(({ tag }) => tag === 'Figure');
  expect(figure?.dictionary['Alt']).toContain(stamp.checkUrl);
  const onLast = [...(pages.at(-1)?.marked.values() ?? [])];
  expect(onLast).toContain(stamp.checkUrl);
});

test('a draft bears no stamp', async () => {
  const { root } = await printed(act, false);
  expect(root.children.at(-1)?.tag).toBe('Table');
});

test('a table keeps its titles on every page, for the eye only', async () => {
  const { root, pages } = await printed(registerOf(70));
  expect(pages.length).toBeGreaterThan(2);
  for (const [index, { artifacts }] of pages.entries()) {
    expect(artifacts.filter((text) => text === '№АдресаПослугаСума, ₴')).toHaveLength(
      index === 0 ? 0 : 1,
    );
    const foot = `№ ${stamp.number}. Відомість перерахунківСторінка ${index + 1} з ${pages.length}`;
    expect(artifacts).toContain(foot);
  }
  expect(elementsOf(root).filter(({ tag }) => tag === 'Table')).toHaveLength(1);
  expect(elementsOf(root).filter(({ tag }) => tag === 'TR')).toHaveLength(72);
});

test('many signers stand above the frame, and none is left out', async () => {
  const signers = Array.from({ length: 90 }, (_, index) => `Співвласник квартири № ${index + 1}`);
  const { root, pages } = readPdf(await renderDocumentPdf(act, { ...stamp, signers }));
  expect(textsOf(root, 'P')).toEqual(expect.arrayContaining(signers));
  expect([...(pages.at(-1)?.marked.values() ?? [])]).toContain(stamp.checkUrl);
});

test('the same content gives the same bytes, whatever was printed before', async () => {
  const first = await renderDocumentPdf(act, stamp);
  await renderDocumentPdf(withEveryText('ʼ ∆ Δ ② ➁ № 12:30'), stamp);
  expect(Buffer.from(await renderDocumentPdf(act, stamp)).equals(first)).toBe(true);
});

test('a title of marks of XML stays a title', async () => {
  const { file, root } = await printed({ title: '</rdf:li> & <b>', blocks: [] });
  expect(textsOf(root, 'H1')).toEqual(['</rdf:li> & <b>']);
  const metadata = file.stream(file.catalog['Metadata']);
  expect(metadata).toContain('>&#60;/rdf:li&#62; &#38; &#60;b&#62;<');
});

test('whatever the schema takes is printed whole; what the font lacks becomes a box', async () => {
  const words = oneof(
    string({ unit: 'grapheme', maxLength: 12 }),
    constantFrom(' ', 'перерахунок', 'під’їзд', '12:30', '(А)', '->', '1x2', 'щ'.repeat(200), '💧'),
  );
  await assert(
    asyncProperty(array(words, { minLength: 1, maxLength: 40 }), async (parts) => {
      const content = documentContentSchema.safeParse(withEveryText(parts.join('').slice(0, 300)));
      if (!content.success) return;
      const { root, pages } = await printed(content.data, false);
      expect(pages.flatMap(({ faults }) => faults)).toEqual([]);
      const said = textsOf(root, 'H1')[0] ?? '';
      expect(charactersIn(said)).toBe(charactersIn(content.data.title));
      expect(textsOf(root, 'LBody')).toEqual(Array.from({ length: 2 }, () => said));
      expect(textsOf(root, 'TD')).toEqual(expect.arrayContaining([said]));
    }),
    { numRuns: printedByChance },
  );
}, 60_000);

test('a row higher than a page goes on over pages', async () => {
  const long = 'дуже довгий опис '.repeat(58).trim();
  const columns = Array.from({ length: 10 }, () => ({ title: 'Опис', align: 'start' as const }));
  const rows = [Array.from({ length: 10 }, () => long)];
  const table = { kind: 'table' as const, caption: 'Описи', columns, rows };
  const { root, pages } = await printed({ title: 'Акт', blocks: [table] });
  expect(pages.length).toBeGreaterThan(1);
  expect(new Set([...textsOf(root, 'TD'), textsOf(root, 'TH').at(-1)])).toEqual(new Set([long]));
  expect(pages.flatMap(({ faults }) => faults)).toEqual([]);
});
