import { lineOf, paragraphsOf, type DocumentContent } from '#engine/documents/content/content.ts';
import { kindCodes, type CorrespondenceKind } from './kinds.ts';
import { texts } from './texts.uk.ts';

/** What a form of a letter holds, as typed. */
export interface LetterForm {
  readonly kind: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Files of attachments to take off. */
  readonly removed: readonly string[];
}

export const emptyForm: LetterForm = { kind: 'letter', to: '', subject: '', text: '', removed: [] };

const subjectCharsMax = 200;
const textCharsMax = 20_000;

export type LetterFaults = Partial<Record<'kind' | 'to' | 'subject' | 'text' | 'file', string>>;

/** What is wrong with a form, by field. */
export function faultsOf(form: LetterForm): LetterFaults {
  return {
    ...(isKind(form.kind) ? {} : { kind: texts.faults.kind }),
    ...(form.to.trim() === '' ? { to: texts.faults.to } : {}),
    ...(lineOf(form.subject) === '' || form.subject.length > subjectCharsMax
      ? { subject: texts.faults.subject }
      : {}),
    ...textFaults(form.text),
  };
}

function textFaults(text: string): LetterFaults {
  if (paragraphsOf(text).length === 0) return { text: texts.faults.text };
  return text.length > textCharsMax ? { text: texts.faults.textLong } : {};
}

export function isKind(code: string): code is CorrespondenceKind {
  return (kindCodes as readonly string[]).includes(code);
}

/** What the document says: its subject and its paragraphs. */
export function contentOf({ subject, text }: LetterForm): DocumentContent {
  return { title: lineOf(subject), blocks: paragraphsOf(text) };
}

/** The form that a saved draft was made from. */
export function formOf(kind: string, content: DocumentContent): LetterForm {
  const paragraphs = content.blocks.flatMap((block) =>
    block.kind === 'paragraph' ? [block.text] : [],
  );
  return { kind, to: '', subject: content.title, text: paragraphs.join('\n\n'), removed: [] };
}
