import { ownConsumers, suppliers } from '#kernel/role.ts';
import { law } from '#kernel/law.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { documentsPath } from './parts.ts';
import { texts } from './texts.uk.ts';

/** Documents in the cabinets of those who write to each other (1039:83). */
export const correspondenceServices: readonly ServiceEntry[] = [
  {
    id: 'documents',
    law: [law('1039:10.6'), law('1039:10.7'), law('1039:83')],
    audience: [...ownConsumers, ...suppliers],
    path: documentsPath,
    title: texts.title,
  },
];
