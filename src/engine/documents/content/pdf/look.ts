import type { Style } from './sheet.ts';

const ink = '#0e1a2b';
const soft = '#3f4f65';
export const colors = { ink, soft, act: '#0b4aa2', line: '#d3dce7', strong: '#66788f' } as const;

const style = (size: number, leading: number, rest: Partial<Style> = {}): Style => ({
  ...{ weight: 'regular', size, leading, color: ink },
  ...rest,
});

/** Every kind of text of a printed document. */
export const look = {
  letterhead: style(10.5, 14, { weight: 'bold', color: colors.act }),
  title: style(19, 24, { weight: 'bold' }),
  subtitle: style(11.5, 16, { color: soft }),
  heading: style(13, 18, { weight: 'bold' }),
  paragraph: style(10.5, 15.5),
  label: style(10, 14, { color: soft }),
  value: style(10, 14),
  caption: style(10.5, 15, { weight: 'bold' }),
  columnTitle: style(8.5, 12, { color: soft }),
  cell: style(9.5, 13),
  total: style(9.5, 13, { weight: 'bold' }),
  foot: style(8, 11, { color: soft }),
  stampTitle: style(9.5, 14, { weight: 'bold' }),
  stamp: style(9, 13),
} as const satisfies Readonly<Record<string, Style>>;

/** White space between things, in points. */
export const space = {
  afterLetterhead: 26,
  afterTitle: 6,
  afterSubtitle: 16,
  beforeHeading: 16,
  afterHeading: 5,
  afterBlock: 10,
  listIndent: 14,
  betweenItems: 3,
  cell: 5,
  betweenColumns: 12,
} as const;
