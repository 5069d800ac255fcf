import { latin1, type Content } from './content.ts';
import { checkJpeg } from './jpeg.ts';
import { attachmentBytesMax, kindLimits, kinds, type Kind } from './limits.ts';
import { checkPdf } from './pdf.ts';
import { checkPng } from './png.ts';
import { demand, Refused, type Refusal } from './refusal.ts';
import { checkZip } from './zip.ts';

export type Checked =
  | { readonly accepted: true; readonly kind: Kind; readonly mediaType: string }
  | { readonly accepted: false; readonly refusal: Refusal };

const headBytes = 128;
const containers: ReadonlyMap<string, Kind> = new Map([
  [kindLimits['asic-e'].mediaType, 'asic-e'],
  [kindLimits['asic-s'].mediaType, 'asic-s'],
]);

/**
 * What an attachment is by its content, never by its name, and whether it is whole and within the
 * limits of its kind. Whatever the bytes are, the answer is one of the two.
 */
export async function checkAttachment(
  content: Content,
  allowed: readonly Kind[] = kinds,
): Promise<Checked> {
  try {
    demand(content.sizeBytes > 0, 'empty');
    demand(content.sizeBytes <= attachmentBytesMax, 'too-big');
    const kind = detectKind(await content.read(0, headBytes));
    demand(kind !== undefined, 'kind-unknown');
    demand(allowed.includes(kind), 'kind-not-allowed');
    demand(content.sizeBytes <= kindLimits[kind].bytesMax, 'too-big');
    await checks[kind](content);
    return { accepted: true, kind, mediaType: kindLimits[kind].mediaType };
  } catch (error) {
    if (error instanceof Refused) return { accepted: false, refusal: error.refusal };
    throw error;
  }
}

const checks: Readonly<Record<Kind, (content: Content) => Promise<void>>> = {
  pdf: checkPdf,
  jpeg: checkJpeg,
  png: checkPng,
  'asic-e': checkZip,
  'asic-s': checkZip,
  zip: checkZip,
};

/** The kind that the first bytes promise. */
function detectKind(head: Uint8Array): Kind | undefined {
  const text = latin1(head);
  if (text.startsWith('%PDF-')) return 'pdf';
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (text.startsWith('PK\x03\x04')) return containerKind(head);
  return undefined;
}

/** A container names itself in its first entry, which is stored as it is and called `mimetype`. */
function containerKind(head: Uint8Array): Kind {
  const text = latin1(head);
  for (const [mediaType, kind] of containers) {
    const isStored = text.slice(8, 10) === '\0\0';
    if (isStored && text.slice(30).startsWith(`mimetype${mediaType}`)) return kind;
  }
  return 'zip';
}
