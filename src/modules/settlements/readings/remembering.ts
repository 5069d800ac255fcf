const rememberedMax = 10_000;

/** Makes a reader that reads each text once: files and answers repeat few days and words. */
export function remembering<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = read(text);
    if (known.size < rememberedMax) known.set(text, result);
    return result;
  };
}
