import type { FastifyRequest } from 'fastify';

/**
 * The one file of a form; undefined without one. What is too long is cut after the limit, so that
 * whoever looks at it sees that it is.
 */
export async function readOneFile(
  request: Pick<FastifyRequest, 'isMultipart' | 'file'>,
  bytesMax: number,
): Promise<Buffer | undefined> {
  if (!request.isMultipart()) return undefined;
  const limits = { fileSize: bytesMax + 1 };
  const upload = await request.file({ limits, throwFileSizeLimit: false });
  if (upload === undefined || upload.filename === '') {
    upload?.file.resume();
    return undefined;
  }
  return Buffer.concat(await Array.fromAsync(upload.file as AsyncIterable<Buffer>));
}
