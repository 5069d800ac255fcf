import type { JSX } from 'preact';

/** What a QR encoder gives: a square of dark and light modules. */
export interface ModuleMatrix {
  readonly size: number;
  isDark(row: number, column: number): boolean;
}

export interface QrProps {
  readonly modules: ModuleMatrix;
  /** What the code is for, in words: the same payment must be possible without a camera. */
  readonly label: string;
  /** What stands in the centre: the hryvnia of a payment, unless it is none. */
  readonly mark?: 'hryvnia' | 'none';
}

const quietModules = 4;
/** Of the code's width; error correction Q restores 25 % of the area, this circle covers 4 %. */
const circleShare = 0.11;

/** The hryvnia sign on a grid of 10 × 10: text would depend on the fonts of the phone. */
const hryvniaStroke =
  'M2.9 2.9C3.3 1.9 4.2 1.4 5.2 1.4 6.7 1.4 7.6 2.2 7.6 3.4 7.6 5.9 2.5 4.3 2.5 6.9 2.5 8 3.4 8.7 4.7 8.7 5.8 8.7 6.7 8.2 7.2 7.2M1.5 4.2H8.5M1.5 6H8.5';

/**
 * A code for cameras: one path for all dark modules. Dark on white in every colour scheme, because
 * cameras want it so.
 */
export function Qr({ modules, label, mark = 'hryvnia' }: QrProps): JSX.Element {
  const width = modules.size + 2 * quietModules;
  return (
    <div class="qr">
      <svg viewBox={`0 0 ${width} ${width}`} role="img" aria-label={label}>
        <rect width={width} height={width} rx="2" fill="#fff" />
        <path class="qr-modules" d={darkPath(modules)} fill="#000" shape-rendering="crispEdges" />
        {mark === 'none' ? null : <Hryvnia size={modules.size} centre={width / 2} />}
      </svg>
    </div>
  );
}

interface HryvniaProps {
  readonly size: number;
  readonly centre: number;
}

/** The sign of a payment in a white circle in the centre of its code (nbu-97). */
function Hryvnia({ size, centre }: HryvniaProps): JSX.Element {
  const radius = size * circleShare;
  const scale = (radius * 1.5) / 10;
  const corner = centre - 5 * scale;
  return (
    <>
      <circle cx={centre} cy={centre} r={radius} fill="#fff" />
      <path
        d={hryvniaStroke}
        transform={`translate(${corner} ${corner}) scale(${scale})`}
        fill="none"
        stroke="#000"
        stroke-width="1.1"
        stroke-linecap="round"
      />
    </>
  );
}

/** Runs of dark modules of each row as closed rectangles, in the coordinates of the drawing. */
export function darkPath(modules: ModuleMatrix): string {
  let path = '';
  for (let row = 0; row < modules.size; row += 1) {
    let column = 0;
    while (column < modules.size) {
      const length = darkRunLength(modules, row, column);
      if (length > 0)
        path += `M${column + quietModules} ${row + quietModules}h${length}v1h-${length}z`;
      column += Math.max(length, 1);
    }
  }
  return path;
}

function darkRunLength(modules: ModuleMatrix, row: number, from: number): number {
  let to = from;
  while (to < modules.size && modules.isDark(row, to)) to += 1;
  return to - from;
}
