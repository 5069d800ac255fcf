import type { Attachment } from '#engine/documents/document-desk.ts';
import type { DocumentContent } from '#engine/documents/content/content.ts';
import type { DocumentOffice } from './document-office.ts';
import { director, holders } from './people.ts';

/** A letter that waits for its signature, and the signature. */
export interface SignedLetter {
  readonly documentId: bigint;
  readonly version: number;
  readonly slot: number;
  readonly signature: Uint8Array;
}

const usualContent: DocumentContent = {
  title: 'Лист',
  blocks: [{ kind: 'paragraph', text: 'Пропонуємо сплачувати до 20 числа.' }],
};

/** A letter of the director to the consumer, drafted and signed but not handed in. */
export async function signedLetter(
  office: DocumentOffice,
  content: DocumentContent = usualContent,
  attachments: readonly Attachment[] = [],
): Promise<SignedLetter> {
  const { desk, signing } = office;
  const opened = await desk.open(director, {
    ...{ kind: 'letter', hromadaId: 7, recipients: [holders.consumer] },
  });
  if (opened.kind !== 'done') throw new Error(JSON.stringify(opened));
  const { documentId } = opened.value;
  await desk.write(director, { documentId, content, attachments });
  const version = await desk.version(documentId);
  const asked = version && (await signing.asked(version, holders.director));
  if (asked === undefined) throw new Error('nothing to sign');
  const { slot, manifest } = asked;
  return { documentId, version: 1, slot, signature: await office.sign('director', manifest) };
}
