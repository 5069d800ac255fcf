import { kyiv } from '../clock.ts';
import { texts } from './texts.uk.ts';

/** What a letter tells of a document. */
export type Notice = keyof typeof texts.notices;

/** All that may stand in a letter: nothing restricted travels by e-mail. */
export interface Letter {
  /** Whom it is for: a reference, never an address. */
  readonly recipient: string;
  readonly notice: Notice;
  /** What the document is called. */
  readonly documentKind: string;
  readonly documentNumber: string;
  /** The page of the document: a path on the platform. */
  readonly link: string;
}

/**
 * A letter in words: what happened to which document and when, and where to read it; or a code that
 * somebody is asked for.
 *
 * @law 1039:10.8 1039:84.2 1039:89.2 1039:91.2
 */
export function compose(
  {
    notice,
    documentKind,
    documentNumber,
    link,
    writtenAt,
  }: Letter & { readonly writtenAt: Temporal.Instant },
  publicUrl: string,
  code?: string,
): { readonly subject: string; readonly text: string } {
  const { subject, text } = texts.notices[notice];
  const lines = [
    text,
    '',
    ...(code === undefined ? [] : [`${texts.code}: ${code}`]),
    `${texts.kind}: ${documentKind}`,
    `${texts.number}: ${documentNumber}`,
    `${texts.when}: ${texts.moment(writtenAt.toZonedDateTimeISO(kyiv))}`,
    `${texts.link}: ${publicUrl}${link}`,
    '',
    '-- ',
    ...texts.foot,
  ];
  return { subject: texts.numbered(subject, documentNumber), text: `${lines.join('\n')}\n` };
}
