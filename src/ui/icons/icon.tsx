import type { JSX } from 'preact';

/** Strokes on a 24 × 24 grid, drawn for this platform. */
const strokes = {
  check: 'M5 12.5 10 17.5 19.5 7',
  cross: 'M6 6 18 18M18 6 6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  dot: 'M12 11.9v.2M9.5 12a2.5 2.5 0 1 0 5 0 2.5 2.5 0 0 0-5 0',
  good: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8 12.3l2.8 2.8L16 9.5',
  warn: 'M12 4 2.8 20h18.4L12 4ZM12 10v4.5M12 17.3v.2',
  bad: 'M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3L8.3 3ZM12 7.5v5.5M12 16.2v.2',
  about: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5.5M12 7.6v.2',
  clock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7.5V12l3.2 2',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  left: 'M14.5 5.5 8 12l6.5 6.5',
  right: 'M9.5 5.5 16 12l-6.5 6.5',
  up: 'M5.5 14.5 12 8l6.5 6.5',
  down: 'M5.5 9.5 12 16l6.5-6.5',
  arrow: 'M4 12h15M13 6l6 6-6 6',
  sort: 'M8 4v16M4.5 16.5 8 20l3.5-3.5M16 20V4M12.5 7.5 16 4l3.5 3.5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.5 15.5 20.5 20.5',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15L6 16ZM10 21h4',
  home: 'M4 11 12 4l8 7v9h-5.5v-6h-5v6H4z',
  building: 'M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3',
  document: 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  download: 'M12 4v11M7 10.5l5 5 5-5M5 20h14',
  upload: 'M12 16V5M7 9.5l5-5 5 5M5 20h14',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  edit: 'M4 20h4L19.5 8.5l-4-4L4 16zM13 7l4 4',
  outside: 'M9 5H5v14h14v-4M13 4h7v7M20 4 11 13',
  filter: 'M3 5h18l-7 8.5V20l-4-2v-4.5z',
  heat: 'M12 3c.5 4-5 6.5-5 11.5a5 5 0 0 0 10 0c0-2-.8-3.5-2-4.5-.5 1.3-1.2 2-2 2.3C13.6 9 13.5 5.5 12 3Z',
  drop: 'M12 3.5c3 4 6 7 6 10.7a6 6 0 0 1-12 0C6 10.5 9 7.5 12 3.5Z',
  'hot-drop':
    'M10 8c2.5 3.3 5 5.8 5 8.5a5 5 0 0 1-10 0C5 13.8 7.5 11.3 10 8ZM15 3c-1 1.5 1 2.5 0 4M19 3c-1 1.5 1 2.5 0 4',
  waves:
    'M3 8c3-2.5 6 2.5 9 0s6 2.5 9 0M3 13c3-2.5 6 2.5 9 0s6 2.5 9 0M3 18c3-2.5 6 2.5 9 0s6 2.5 9 0',
  bin: 'M5 7h14M9 7V4h6v3M7 7l1 13.5h8L17 7M10.5 11v6M13.5 11v6',
  bolt: 'M13 3 5 13.5h6L10 21l8.5-11h-6z',
  flame:
    'M12 4c3.5 3.5 5.5 6 5.5 9.5a5.5 5.5 0 0 1-11 0c0-2 .7-3.5 2-5 .3 1.5 1 2.3 2 2.5C10.3 8.5 10.8 6 12 4Z',
} as const;

export type IconName = keyof typeof strokes;

export const iconNames = Object.keys(strokes) as readonly IconName[];

/** A mark beside text; readers never hear it. Takes the size and the colour of the text around. */
export function Icon({ name }: { readonly name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={strokes[name]} />
    </svg>
  );
}

/** The mark of the platform: a roof over two lines of a bill. */
export function BrandMark(): JSX.Element {
  return (
    <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true">
      <path class="brand-house" d="M4 15 16 5l12 10v12a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1z" />
      <path class="brand-lines" d="M10 20h12M10 24h8" />
    </svg>
  );
}
