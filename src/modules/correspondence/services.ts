import { holders } from '#kernel/role.ts';
import { law } from '#kernel/law.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { documentsPath } from './parts.ts';
import { texts } from './texts.uk.ts';

/** Documents in the cabinets of all who send and receive them (1039:83). */
export const correspondenceServices: readonly ServiceEntry[] = [
  {
    id: 'documents',
    law: [law('1039:10.6'), law('1039:10.7'), law('1039:83')],
    audience: holders,
    path: documentsPath,
    title: texts.title,
  },
];
