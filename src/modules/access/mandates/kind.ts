import type { DocumentKind } from '#engine/index.ts';
import { law } from '#kernel/law.ts';
import { texts } from './texts.uk.ts';

/** The mandate as a document: the grantor signs, the trusted person agrees by their signature. */
export const mandateKind: DocumentKind = {
  code: 'mandate',
  prefix: texts.document.prefix,
  name: texts.document.name,
  law: [law('1039:20.11'), law('1039:71')],
  signing: 'both',
  effectWhen: 'complete',
  attachmentsMax: 0,
};
