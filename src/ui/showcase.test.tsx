import type { VNode } from 'preact';
import { describe, expect, test } from 'vitest';
import { Field } from './field/field.tsx';
import { Page } from './layout/page.tsx';
import { renderPage } from './layout/render.ts';
import { DesignSystemPage } from './showcase.tsx';
import { DataTable } from './table/table.tsx';

const attributes = (html: string, name: string): readonly string[] =>
  [...html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g'))].map((match) => match[1] ?? '');

describe('the page of the design system', () => {
  const html = renderPage(<DesignSystemPage stylesheetHref="/assets/styles.css" />);

  test('is a whole Ukrainian document', () => {
    expect(html).toMatch(/^<!doctype html><html lang="uk">/);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html.match(/<main/g)).toHaveLength(1);
  });

  test('has no script, no inline style and no handler', () => {
    expect(html).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/);
  });

  test('every id is unique and every reference leads to one', () => {
    const ids = attributes(html, 'id');
    expect(ids.length).toBe(new Set(ids).size);
    const references = [
      ...attributes(html, 'for'),
      ...attributes(html, 'aria-describedby').flatMap((list) => list.split(' ')),
      ...[...html.matchAll(/url\(#([^)]+)\)/g)].map((match) => match[1] ?? ''),
    ];
    expect(references.length).toBeGreaterThan(30);
    expect(references.filter((reference) => !ids.includes(reference))).toEqual([]);
  });

  test('headings go down one level at a time', () => {
    const levels = [...html.matchAll(/<h([1-6])/g)].map((match) => Number(match[1]));
    const jumps = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1);
    expect(jumps).toEqual([]);
  });
});

describe('a page', () => {
  const page = (node: VNode): string => renderPage(node);

  test('says in the title of the window that the form came back', () => {
    const html = page(<Page title="Показання" stylesheetHref="/s.css" hasErrors />);
    expect(html).toContain('<title>Помилка: Показання — Єдина платформа ЖКП</title>');
  });

  test('shows who acts on whose behalf and signs out by a form with its token', () => {
    const session = {
      personName: 'Олена Гриценко',
      onBehalfOf: 'КП «Зразкове тепло»',
      signOutAction: '/sign-out',
      csrfToken: 'token',
    };
    const html = page(<Page title="Стіл" stylesheetHref="/s.css" session={session} />);
    expect(html).toContain('Олена Гриценко діє від імені <b>КП «Зразкове тепло»</b>');
    expect(html).toMatch(/<form method="post" action="\/sign-out"[^>]*><input type="hidden"/);
    expect(html).toContain('name="_csrf" value="token"');
  });

  test('escapes what people typed', () => {
    const html = page(
      <Page title="<b>" stylesheetHref="/s.css">
        <Field name="x" label="X" value={'"><script>'} />
      </Page>,
    );
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<b>');
  });
});

test('a field ties its hint, error and unit to its control', () => {
  const html = renderPage(
    <Field name="reading" kind="decimal" label="Показання" hint="h" error="e" unit="м³" />,
  );
  expect(html).toContain('for="reading"');
  expect(html).toContain('aria-describedby="reading-hint reading-error reading-unit"');
  expect(html).toContain('aria-invalid');
  expect(html).toContain('inputmode="decimal"');
});

test('a password or a file is never given back', () => {
  expect(renderPage(<Field name="p" kind="password" label="P" value="secret" />)).not.toContain(
    'secret',
  );
});

test('cells of a table carry the label for the phone, sorted headings say their order', () => {
  const html = renderPage(
    <DataTable
      caption="Рахунки"
      rows={[{ number: '1', sum: '2,00' }]}
      columns={[
        { key: 'n', header: 'Рахунок', rowHeader: true, cell: ({ number }) => number },
        {
          key: 's',
          header: 'Сума',
          numeric: true,
          sort: { href: '?sort=-sum', now: 'up' },
          cell: ({ sum }) => sum,
        },
      ]}
    />,
  );
  expect(html).toContain('<th scope="row">1</th>');
  expect(html).toContain('<td class="n" data-label="Сума">2,00</td>');
  expect(html).toContain('aria-sort="ascending"');
});
