import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { darkPath, type ModuleMatrix, Qr } from './qr.tsx';

const matrix = (...rows: string[]): ModuleMatrix => ({
  size: rows.length,
  isDark: (row, column) => rows[row]?.[column] === '#',
});

describe('the path of a code', () => {
  test('neighbours in a row are one rectangle, inside four quiet modules', () => {
    expect(darkPath(matrix('##.', '...', '#.#'))).toBe('M4 4h2v1h-2zM4 6h1v1h-1zM6 6h1v1h-1z');
  });

  test('covers exactly the dark modules', () => {
    const modules = matrix('#.##', '####', '....', '.##.');
    const lengths = [...darkPath(modules).matchAll(/h(\d+)v1/g)].map((run) => Number(run[1]));
    expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(9);
  });
});

test('the drawing is one image with a name, without inline styles', () => {
  const html = renderToString(<Qr modules={matrix('#.', '.#')} label="QR" />);
  expect(html).toContain('role="img" aria-label="QR"');
  expect(html).toContain('<circle');
  expect(html).not.toContain('style=');
});
