import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { type ModuleMatrix, Qr } from './qr.tsx';

const size = 57;
const finder = 7;

/** Looks like a code of version 10 and leads nowhere. */
const modules: ModuleMatrix = {
  size,
  isDark(row, column) {
    const [nearRow, nearColumn] = [row, column].map((at) => Math.min(at, size - 1 - at));
    const inCorner = (nearRow ?? 0) <= finder && (nearColumn ?? 0) <= finder;
    if (inCorner && !(row > size / 2 && column > size / 2)) return isFinderDark(row, column);
    return (row * row * 7 + column * column * 13 + row * column * 5) % 11 < 5;
  },
};

function isFinderDark(row: number, column: number): boolean {
  const inside = (at: number): number => (at > size / 2 ? at - (size - finder) : at);
  const [y, x] = [inside(row), inside(column)];
  if (y < 0 || x < 0 || y >= finder || x >= finder) return false;
  const ring = Math.min(y, x, finder - 1 - y, finder - 1 - x);
  return ring !== 1;
}

export function QrExample(): JSX.Element {
  return <Qr modules={modules} label={sample.qr} />;
}
