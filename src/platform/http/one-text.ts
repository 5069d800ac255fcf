/** A field of an address or a form as it arrives: written twice, it comes as a list. */
export type GivenText = string | readonly string[] | undefined;

/** The field as one trimmed text: the first when it was written several times, '' when absent. */
export function oneText(given: GivenText): string {
  return (typeof given === 'string' ? given : (given?.[0] ?? '')).trim();
}
