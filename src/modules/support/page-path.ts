const pathCharsMax = 200;
const path = /^\/(?![/\\])[\w\-./%~]*$/;

/**
 * The page that somebody saw an error on: the path of an address of ours, without what follows it,
 * where words of people may stand. Undefined for any other text.
 */
export function pagePathOf(address: string | undefined, publicUrl: string): string | undefined {
  if (address === undefined || !URL.canParse(address, publicUrl)) return undefined;
  const { origin, pathname } = new URL(address, publicUrl);
  if (origin !== new URL(publicUrl).origin || pathname.length > pathCharsMax) return undefined;
  return path.test(pathname) ? pathname : undefined;
}
