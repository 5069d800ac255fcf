import type { DocumentKind } from '#engine/index.ts';
import { law } from '#kernel/law.ts';
import { texts } from './texts.uk.ts';

/** An association asks, with the co-owners' decision attached; the biller agrees by signing too. */
export const houseKind: DocumentKind = {
  code: 'house-authority',
  prefix: texts.document.prefix,
  name: texts.document.name,
  law: [law('1039:20.9'), law('1039:71')],
  signing: 'both',
  effectWhen: 'complete',
  attachmentsMax: 1,
};
