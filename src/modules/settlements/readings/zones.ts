/** A meter of the whole day has zone 0; one of two or three zones counts them from 1. */
export function zonesOf({ zones }: { readonly zones: number }): readonly number[] {
  return zones === 1 ? [0] : Array.from({ length: zones }, (_, index) => index + 1);
}
