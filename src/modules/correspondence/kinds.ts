import { law } from '#kernel/law.ts';
import type { DocumentKind } from '#engine/documents/kind.ts';
import { texts } from './texts.uk.ts';

const attachmentsMax = 20;

/** Documents that parties write to each other (1039:10.6, 1039:68). */
export const correspondenceKinds = [
  {
    code: 'letter',
    prefix: texts.prefixes.letter,
    name: texts.kinds.letter,
    law: [law('1039:10.6'), law('1039:72.1')],
    signing: 'author',
    attachmentsMax,
  },
  {
    code: 'agreement',
    prefix: texts.prefixes.agreement,
    name: texts.kinds.agreement,
    law: [law('1039:69.2'), law('1039:72.1')],
    signing: 'both',
    attachmentsMax,
  },
  {
    code: 'message',
    prefix: texts.prefixes.message,
    name: texts.kinds.message,
    law: [law('1039:10.6'), law('1039:72.2')],
    signing: 'none',
    attachmentsMax,
  },
  {
    code: 'paper-copy',
    prefix: texts.prefixes.paperCopy,
    name: texts.kinds.paperCopy,
    law: [law('1039:68'), law('1039:74')],
    signing: 'author',
    attachmentsMax,
  },
] as const satisfies readonly DocumentKind[];

export type CorrespondenceKind = (typeof correspondenceKinds)[number]['code'];

export const kindCodes = correspondenceKinds.map(({ code }) => code) as [
  CorrespondenceKind,
  ...CorrespondenceKind[],
];

/** What each kind is, in a sentence. */
export const kindHints: Readonly<Record<CorrespondenceKind, string>> = {
  letter: texts.kindHints.letter,
  agreement: texts.kindHints.agreement,
  message: texts.kindHints.message,
  'paper-copy': texts.kindHints.paperCopy,
};

export function kindName(code: string): string {
  return correspondenceKinds.find((kind) => kind.code === code)?.name ?? texts.one;
}

export const deliveryMessagePrefix = texts.prefixes.deliveryMessage;
