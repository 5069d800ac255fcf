import { texts } from './texts.uk.ts';

/** What a letter tells of a document. */
export type Notice = keyof typeof texts.notices;

/** All that may stand in a letter: nothing restricted travels by e-mail. */
export interface LetterContent {
  readonly notice: Notice;
  /** What the document is called. */
  readonly documentKind: string;
  readonly documentNumber: string;
  /** The page of the document: a path on the platform. */
  readonly link: string;
}

export interface Letter extends LetterContent {
  /** Whom it is for: a reference, never an address. */
  readonly recipient: string;
  /**
   * What the notice comes of, such as one delivery or one change of state: written twice, to the
   * same recipient, it is one letter.
   */
  readonly cause: string;
}

/**
 * A letter in words: what happened to which document, and where to read it.
 *
 * @law 1039:10.8 1039:84.2
 */
export function compose(
  { notice, documentKind, documentNumber, link }: LetterContent,
  publicUrl: string,
): { readonly subject: string; readonly text: string } {
  const { subject, text } = texts.notices[notice];
  const lines = [
    text,
    '',
    `${texts.kind}: ${documentKind}`,
    `${texts.number}: ${documentNumber}`,
    `${texts.link}: ${publicUrl}${link}`,
    '',
    '-- ',
    ...texts.foot,
  ];
  return { subject: texts.numbered(subject, documentNumber), text: `${lines.join('\n')}\n` };
}
