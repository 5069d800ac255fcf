import { law } from '#kernel/law.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { errorDeskPath } from './paths.ts';
import { texts } from './texts.uk.ts';

export const supportServices: readonly ServiceEntry[] = [
  {
    id: 'error-desk',
    law: [law('1039:87.2.a'), law('1039:87.2.b')],
    audience: ['owner', 'technical-administrator'],
    path: errorDeskPath,
    title: texts.desk.title,
  },
];
