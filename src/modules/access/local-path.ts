const otherwise = '/cabinet';

/**
 * Only a path of our own: anything else would let a link send people to another site. Whatever is
 * none, a field written twice among them, leads to the cabinet.
 */
export function localPath(path: unknown): string {
  if (typeof path !== 'string' || path.includes('\\')) return otherwise;
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : otherwise;
}
