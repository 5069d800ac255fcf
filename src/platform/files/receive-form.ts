import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { withoutZero } from '../http/sound-input.ts';
import { checkAttachment } from './content/check.ts';
import type { Refusal } from './content/refusal.ts';
import type { FileStore, StoredFile } from './store.ts';

/** Of one attachment; what is larger is refused as soon as it arrives. */
const attachmentBytesMax = 25 * 1024 * 1024;
/** What is larger is let by unread, so that the form around it can be shown again. */
const readingLimits = {
  limits: { fileSize: attachmentBytesMax + 1 },
  throwFileSizeLimit: false,
};
/** Fits names of files in documents and on any disk, in any script. */
const nameBytesMax = 180;
const kindsTaken = ['pdf', 'jpeg', 'png', 'asic-e'] as const;

export interface ReceivedForm {
  /** As typed; a question answered several times has several. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly attachment: { readonly name: string; readonly file: StoredFile } | undefined;
  /** Why the file was not taken; the rest of the form is there all the same. */
  readonly refused: Refusal | undefined;
}

/** Reads a form with a file: fields as typed, the file into the store while it arrives. */
export async function receiveForm(
  request: FastifyRequest,
  store: FileStore,
): Promise<ReceivedForm> {
  const fields = new Map<string, string[]>();
  let kept: Pick<ReceivedForm, 'attachment' | 'refused'> = nothing;
  for await (const part of request.parts(readingLimits)) {
    if (part.type === 'field') {
      const value = typeof part.value === 'string' ? withoutZero(part.value) : '';
      fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), value]);
    } else if (part.filename === '') {
      part.file.resume();
    } else {
      kept = await keep(part, store);
    }
  }
  return { fields, ...kept };
}

const nothing = { attachment: undefined, refused: undefined };

async function keep(
  part: MultipartFile,
  store: FileStore,
): Promise<Pick<ReceivedForm, 'attachment' | 'refused'>> {
  // A stream that is destroyed before its end holds up the fields and the answer behind it.
  const pieces = part.file.iterator({ destroyOnReturn: false });
  const put = await store.put(pieces, {
    bytesMax: attachmentBytesMax,
    check: (content) => checkAttachment(content, kindsTaken),
  });
  part.file.resume();
  if (!put.kept) return { attachment: undefined, refused: put.refusal };
  return { attachment: { name: soundName(part.filename), file: put.file }, refused: undefined };
}

/** A name that a page shows and any file system takes. */
function soundName(given: string): string {
  const plain = given
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N} ._()-]/gu, '_')
    .replace(/^[. ]+/, '');
  const short = shortened(plain);
  return short === '' ? 'file' : short;
}

/** The end of a long name, which bears its kind. */
function shortened(name: string): string {
  const letters = Array.from(name);
  while (Buffer.byteLength(letters.join('')) > nameBytesMax) letters.shift();
  return letters.join('').replace(/^[. ]+/, '');
}
