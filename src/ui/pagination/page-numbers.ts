/** A page to link to, or a gap where pages were left out. */
export type PageMark = number | 'gap';

const neighbours = 1;

/**
 * Which pages of `last` to show around `current`: the first, the last, the current one and its
 * neighbours. A gap is never put in place of a single page.
 */
export function pageNumbers(current: number, last: number): readonly PageMark[] {
  const wanted = new Set([1, last]);
  for (let page = current - neighbours; page <= current + neighbours; page += 1) wanted.add(page);
  const pages = [...wanted].filter((page) => page >= 1 && page <= last).sort((a, b) => a - b);
  return pages.flatMap((page, index) => {
    const skipped = page - (pages[index - 1] ?? 0) - 1;
    if (skipped === 0) return [page];
    return skipped === 1 ? [page - 1, page] : ['gap' as const, page];
  });
}
