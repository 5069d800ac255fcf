import { checkLimits, type GivenFile } from '#check/index.ts';
import type { FastifyRequest } from 'fastify';

/** The files of the form, in memory only; `too-large` as soon as one is. */
export async function givenFiles(
  request: FastifyRequest,
): Promise<readonly GivenFile[] | 'too-large'> {
  if (!request.isMultipart()) return [];
  const { filesMax: files, serverBytesMax: fileSize } = checkLimits;
  const given: GivenFile[] = [];
  let tooLarge = false;
  for await (const part of request.parts({ limits: { files, fileSize } })) {
    if (part.type !== 'file') continue;
    const pieces: Buffer[] = [];
    for await (const piece of part.file) pieces.push(piece);
    tooLarge ||= part.file.truncated;
    const bytes = new Uint8Array(Buffer.concat(pieces));
    if (bytes.length > 0) given.push({ name: part.filename, bytes });
  }
  return tooLarge ? 'too-large' : given;
}
