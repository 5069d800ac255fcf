import type { ComponentChildren, JSX } from 'preact';
import { Fold } from '../details/details.tsx';
import { chartTexts } from './texts.uk.ts';

export interface ChartProps {
  /** Unique on the page: the patterns of the drawing hang on it. */
  readonly id: string;
  /** The finding in words, not the name of the data. */
  readonly title: string;
  /** 2 unless the chart stands in a section with its own heading. */
  readonly level?: 2 | 3 | undefined;
  /** Unit of all figures, shown under the title. */
  readonly unit: string;
  /** How the figures were made, what is left out, a link to the source. */
  readonly note?: ComponentChildren;
}

interface ChartFigureProps extends ChartProps {
  readonly legend?: ComponentChildren;
  readonly children: ComponentChildren;
  /** The same numbers as a `DataTable`. */
  readonly table: ComponentChildren;
}

/** Title with the finding, the picture, its key and its twin in figures. */
export function ChartFigure(props: ChartFigureProps): JSX.Element {
  const Heading = `h${props.level ?? 2}` as const;
  return (
    <figure class="chart">
      <figcaption>
        <Heading>{props.title}</Heading>
        <p class="chart-unit">{props.unit}</p>
      </figcaption>
      {props.legend}
      <div class="chart-box">{props.children}</div>
      {props.note === undefined ? null : <p class="chart-note">{props.note}</p>}
      <Fold summary={chartTexts.asTable}>{props.table}</Fold>
    </figure>
  );
}

interface DrawingProps {
  readonly layout: 'wide' | 'narrow';
  readonly height: number;
  /** The whole content in words, for those who don't see it. */
  readonly label: string;
  readonly children: ComponentChildren;
}

/** One of the two layouts of a chart; the style sheet shows the one that fits its container. */
export function Drawing({ layout, height, label, children }: DrawingProps): JSX.Element {
  return (
    <svg class={`chart-${layout}`} width="100%" height={height} role="img" aria-label={label}>
      {children}
    </svg>
  );
}
