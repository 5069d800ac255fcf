import type { FastifyRequest } from 'fastify';
import { receiveForm, type ReceivedForm } from '#platform/files/receive-form.ts';
import type { FileStore } from '#platform/files/store.ts';
import { fileRefusals } from '#platform/files/texts.uk.ts';
import type { LetterForm } from './letter.ts';

export interface Uploaded extends Pick<ReceivedForm, 'attachment'> {
  readonly form: LetterForm;
  /** Why the file was not taken, in words; the rest of the form is there all the same. */
  readonly refused: string | undefined;
}

/** Reads the form of a letter with its file. */
export async function readUpload(request: FastifyRequest, store: FileStore): Promise<Uploaded> {
  const { fields, attachment, refused } = await receiveForm(request, store);
  const field = (name: string) => fields.get(name)?.[0] ?? '';
  const form = {
    ...{ kind: field('kind'), to: field('to'), subject: field('subject'), text: field('text') },
    removed: fields.get('remove') ?? [],
  };
  return { form, attachment, refused: refused && fileRefusals[refused] };
}
