import type { LinkCache } from './path.ts';

/** Authorities are few; what fills it are signers, a link each. */
const linksMaxDefault = 10_000;

/** Keeps the latest links; the oldest go first. */
export function createLinkCache(linksMax = linksMaxDefault): LinkCache {
  const links = new Set<string>();
  return {
    has: (link) => links.has(link),
    add(link) {
      links.add(link);
      const [oldest] = links;
      if (links.size > linksMax && oldest !== undefined) links.delete(oldest);
    },
  };
}
