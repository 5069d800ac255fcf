import type { MultipartFile } from '@fastify/multipart';
import { withoutZero } from '#platform/http/sound-input.ts';
import type { FastifyRequest } from 'fastify';
import type { UploadForm } from './territories-page.tsx';

export interface ReadUpload {
  readonly form: UploadForm;
  /** A browser sends an empty file when none was chosen. */
  readonly file:
    | { readonly fileName: string; readonly file: Uint8Array }
    | 'not-chosen'
    | 'too-large';
}

const fieldNames = ['editionOn', 'source'] as const;

/** Reads the form and its file, whose fields come in the order of the page. */
export async function readUpload(request: FastifyRequest, bytesMax: number): Promise<ReadUpload> {
  const fields = new Map<string, string>();
  let file: ReadUpload['file'] = 'not-chosen';
  if (request.isMultipart()) {
    const options = { limits: { fileSize: bytesMax }, throwFileSizeLimit: false };
    for await (const part of request.parts(options)) {
      if (part.type === 'field') fields.set(part.fieldname, withoutZero(String(part.value)));
      else file = await readFile(part);
    }
  }
  const form = Object.fromEntries(
    fieldNames.map((name) => [name, (fields.get(name) ?? '').trim()]),
  ) as { [Name in (typeof fieldNames)[number]]: string };
  return { form, file };
}

async function readFile({ file, filename }: MultipartFile): Promise<ReadUpload['file']> {
  const pieces: Buffer[] = [];
  for await (const piece of file) pieces.push(piece as Buffer);
  if (file.truncated) return 'too-large';
  const whole = Buffer.concat(pieces);
  return whole.byteLength === 0 ? 'not-chosen' : { fileName: withoutZero(filename), file: whole };
}
