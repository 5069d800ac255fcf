import type { DocumentKind } from '#engine/index.ts';
import { law } from '#kernel/law.ts';
import { texts } from './texts.uk.ts';

/** Why the law lets somebody see what is confidential (1039:95). */
export const grounds = ['court', 'investigation', 'law', 'consent', 'appeal'] as const;
export type Ground = (typeof grounds)[number];

/** What may be asked for, each by itself: nobody is shown more than they need. */
export const restrictedParts = ['bills', 'readings', 'holder'] as const;
export type RestrictedPart = (typeof restrictedParts)[number];

/** A request for restricted information, with the act that it refers to attached. */
export const restrictedKind: DocumentKind = {
  code: 'restricted-request',
  prefix: texts.document.prefix,
  name: texts.document.name,
  law: [law('1039:95'), law('1039:96')],
  signing: 'author',
  attachmentsMax: 1,
  effectWhen: 'registered',
};
