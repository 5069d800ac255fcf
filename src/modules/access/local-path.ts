/** Only a path of our own: anything else would let a link send people to another site. */
export function localPath(path: string): string {
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(path) && !path.includes('\\') ? path : '/cabinet';
}
