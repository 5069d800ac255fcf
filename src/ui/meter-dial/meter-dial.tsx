import type { JSX } from 'preact';
import { meterDialTexts } from './texts.uk.ts';

export interface MeterDialProps {
  /** Black digits before the mark and red ones after it, as the dial has them. */
  readonly digits: number;
  readonly decimals: number;
  /** What the dial shows: millionths of the unit. */
  readonly value: bigint;
}

const microDecimals = 6;

/**
 * The face of a meter as it looks: zeros in front, digits after the mark in red. It shows which
 * digits to copy better than a sentence does.
 */
export function MeterDial({ digits, decimals, value }: MeterDialProps): JSX.Element {
  const { whole, fraction } = dialDigits({ digits, decimals, value });
  return (
    <span class="dial" role="img" aria-label={meterDialTexts.shows(whole, fraction)}>
      {Array.from(whole, (digit) => (
        <span class="dial-digit" aria-hidden="true">
          {digit}
        </span>
      ))}
      {fraction === '' ? null : (
        <span class="dial-mark" aria-hidden="true">
          ,
        </span>
      )}
      {Array.from(fraction, (digit) => (
        <span class="dial-digit dial-red" aria-hidden="true">
          {digit}
        </span>
      ))}
    </span>
  );
}

/** The digits in their windows; a value longer than the dial loses its first digits, as on it. */
export function dialDigits({ digits, decimals, value }: MeterDialProps): {
  readonly whole: string;
  readonly fraction: string;
} {
  const text = value.toString().padStart(digits + microDecimals, '0');
  const whole = text.slice(0, -microDecimals).slice(-digits);
  return { whole, fraction: text.slice(-microDecimals).slice(0, decimals) };
}
