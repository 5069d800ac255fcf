import { latin1, type Content } from './content.ts';
import { demand } from './refusal.ts';

const headBytes = 16;
const tailBytes = 2_048;
const crossReferenceBytes = 65_536;

/**
 * Begins with a version, ends with the place of its cross-reference, and there is one there, with
 * a root. A document that cannot be read without a password is refused: so is its reader then.
 */
export async function checkPdf(content: Content): Promise<void> {
  const { sizeBytes } = content;
  demand(/^%PDF-[12]\.\d[\r\n ]/.test(latin1(await content.read(0, headBytes))), 'pdf-broken');
  const tailAt = Math.max(0, sizeBytes - tailBytes);
  const tail = latin1(await content.read(tailAt, tailBytes));
  const ending = /startxref\s+(\d{1,10})\s+%%EOF\s*$/.exec(tail);
  demand(ending !== null, 'pdf-cut-off');
  const at = Number(ending[1]);
  demand(at < sizeBytes, 'pdf-broken');
  const reference = latin1(await content.read(at, crossReferenceBytes));
  demand(/^\s*(?:xref\s|\d+\s+\d+\s+obj\b)/.test(reference), 'pdf-broken');
  // A table is followed by the trailer at the end of the file; a stream begins with its own.
  const trailer = `${reference}${tail}`;
  demand(/\/Root\b/.test(trailer), 'pdf-broken');
  demand(!/\/Encrypt\b/.test(trailer), 'pdf-encrypted');
}
