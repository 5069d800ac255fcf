/** What must be there; the demonstration is not made of guesses. */
export function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the demonstration has no ${name}`);
  return value;
}
