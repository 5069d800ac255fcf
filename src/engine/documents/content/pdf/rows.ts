import type { Line } from './break-lines.ts';
import { colors, space } from './look.ts';
import { body, bodyHeight, type Element, type Place, type Sheet, type Style } from './sheet.ts';

/** A cell laid out: the lines it takes in its column, and the element that they belong to. */
export interface Cell {
  readonly lines: readonly Line[];
  readonly style: Style;
  readonly place: Place;
  readonly element: Element;
}

interface RowRule {
  readonly color: string;
  readonly width: number;
}

const hairline: RowRule = { color: colors.line, width: 0.6 };

/**
 * Writes the cells of a row beside each other and a rule under them. A row stays whole where a
 * page has room for it, and runs over to the next page where none has.
 */
export function writeRow(sheet: Sheet, cells: readonly Cell[], rule = hairline): void {
  const leading = Math.max(...cells.map(({ style }) => style.leading));
  let from = 0;
  const count = Math.max(...cells.map(({ lines }) => lines.length));
  if (heightOf(count, leading) <= bodyHeight / 2) sheet.keep(heightOf(count, leading));
  while (from < count) {
    sheet.keep(heightOf(1, leading));
    const fitting = Math.max(1, Math.floor((sheet.room - 2 * space.cell) / leading));
    const to = Math.min(count, from + fitting);
    sheet.y += space.cell;
    for (const { lines, style, place, element } of cells) {
      const part = lines.slice(from, to);
      if (part.length > 0) element.add(() => sheet.draw(part, style, place));
    }
    sheet.y += (to - from) * leading + space.cell;
    from = to;
  }
  sheet.rule(sheet.y, rule);
}

export function heightOf(lineCount: number, leading: number): number {
  return lineCount * leading + 2 * space.cell;
}

/** Columns beside each other over the whole width. */
export function placesOf(widths: readonly number[], aligns: readonly Align[]): Place[] {
  let { x } = body;
  return widths.map((width, index) => {
    const place: Place = { x, width, align: aligns[index] ?? 'start' };
    x += width + space.betweenColumns;
    return place;
  });
}

type Align = 'start' | 'end';

/** How wide a column would be, and how narrow it can be without breaking a word. */
export interface Need {
  readonly most: number;
  readonly least: number;
}

/**
 * Shares a width among columns. When all can have what they need, they do, and what is over goes
 * to them in proportion. Else those that need no more than an equal share have it, and the others
 * take their longest words and share the rest.
 */
export function shareWidth(needs: readonly Need[], width: number): number[] {
  const available = width - space.betweenColumns * (needs.length - 1);
  const most = sumOf(needs.map((need) => need.most));
  const least = sumOf(needs.map((need) => need.least));
  if (least >= available) return needs.map((need) => (need.least / least) * available);
  if (most <= available) {
    return needs.map((need) => need.most + ((available - most) * need.most) / most);
  }
  const modest = modestOf(needs, available);
  const firm = needs.map((need) => (modest.has(need) ? need.most : need.least));
  const left = available - sumOf(firm);
  const wanted = most - sumOf(firm);
  return needs.map((need, index) => {
    const own = firm[index] ?? 0;
    return own + (left * (need.most - own)) / wanted;
  });
}

/** Columns that are content with an equal share of what the still more modest ones leave. */
function modestOf(needs: readonly Need[], available: number): ReadonlySet<Need> {
  const modest = new Set<Need>();
  let left = available;
  for (const need of needs.toSorted((a, b) => a.most - b.most)) {
    const others = needs.filter((one) => !modest.has(one) && one !== need);
    const share = left / (others.length + 1);
    const fits = need.most <= share && sumOf(others.map(({ least }) => least)) <= left - need.most;
    if (!fits) break;
    modest.add(need);
    left -= need.most;
  }
  return modest;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
