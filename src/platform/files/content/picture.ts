import { pictureLimits } from './limits.ts';
import { demand, type Refusal } from './refusal.ts';

export function demandSize(width: number, height: number, broken: Refusal): void {
  demand(width > 0 && height > 0, broken);
  const { sidePixelsMax, pixelsMax } = pictureLimits;
  const isSmall = width <= sidePixelsMax && height <= sidePixelsMax && width * height <= pixelsMax;
  demand(isSmall, 'picture-too-large');
}
