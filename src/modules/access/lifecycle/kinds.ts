import type { DocumentKind } from '#engine/index.ts';
import { law } from '#kernel/law.ts';
import { texts } from './texts.uk.ts';

const attachmentsMax = 1;

/**
 * Submissions about access: signed by the head of the body in the cabinet, or made of paper and
 * signed by the administrator who entered it (1039:68). Notices are the platform's own.
 */
export const accessKinds = [
  {
    code: 'access-submission',
    ...texts.kinds.submission,
    law: [law('1039:29.1'), law('1039:35'), law('1039:72.1')],
    signing: 'author',
    attachmentsMax,
    effectWhen: 'registered',
  },
  {
    code: 'access-paper',
    ...texts.kinds.paper,
    law: [law('1039:35'), law('1039:68')],
    signing: 'author',
    attachmentsMax,
    effectWhen: 'registered',
  },
  {
    code: 'access-notice',
    ...texts.kinds.notice,
    law: [law('1039:36'), law('1039:38')],
    signing: 'seal',
    attachmentsMax: 0,
  },
] as const satisfies readonly DocumentKind[];
