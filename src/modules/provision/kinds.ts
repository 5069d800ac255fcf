import type { DocumentKind } from '#engine/index.ts';
import { law } from '#kernel/law.ts';
import { texts } from './texts.uk.ts';

/**
 * What a provider asks to change in the register, signed by its official, and the answer to it,
 * signed by the body that confirms or refuses: a document of its own, so that a refusal is signed
 * as a confirmation is.
 */
export const provisionKinds = [
  {
    code: 'provision-change',
    ...texts.documents.change,
    law: [law('1039:19.2'), law('1039:71')],
    signing: 'author',
    attachmentsMax: 1,
    effectWhen: 'registered',
  },
  {
    code: 'provision-answer',
    ...texts.documents.answer,
    law: [law('1039:19.2'), law('1039:71')],
    signing: 'author',
    attachmentsMax: 0,
    effectWhen: 'registered',
  },
] as const satisfies readonly DocumentKind[];
