import type { JSX } from 'preact';

export interface MeterPictureProps {
  /** Digits in black frames, leading zeros included: what is to be copied. */
  readonly whole: string;
  /** Digits in red frames: what is to be left out. */
  readonly decimals?: string | undefined;
  /** What the picture shows, in words. */
  readonly label: string;
}

const digitWidth = 34;
const digitGap = 4;
const frameHeight = 46;
const padding = 10;

/** The face of a meter: which digits to copy. Leading zeros and red decimals are seen at once. */
export function MeterPicture({ whole, decimals = '', label }: MeterPictureProps): JSX.Element {
  const digits = (whole + decimals).split('');
  const width = digits.length * (digitWidth + digitGap) - digitGap + 2 * padding;
  const height = frameHeight + 2 * padding;
  return (
    <svg
      class="meter"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      <rect class="meter-face" width={width} height={height} rx="10" />
      {digits.map((digit, index) => {
        const x = padding + index * (digitWidth + digitGap);
        return (
          <>
            <rect
              class={index < whole.length ? 'meter-whole' : 'meter-decimal'}
              x={x}
              y={padding}
              width={digitWidth}
              height={frameHeight}
              rx="4"
            />
            <text x={x + digitWidth / 2} y={padding + 33} text-anchor="middle">
              {digit}
            </text>
          </>
        );
      })}
    </svg>
  );
}
