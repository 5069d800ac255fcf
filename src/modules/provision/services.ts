import { law } from '#kernel/law.ts';
import { localPowers } from '#kernel/role.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { provisionDeskPath, provisionPath } from './paths.ts';
import { texts } from './texts.uk.ts';

export const provisionServices: readonly ServiceEntry[] = [
  {
    id: 'provision',
    law: [law('1039:19.2'), law('1039:19.5')],
    audience: ['provider', 'manager'],
    path: provisionPath,
    title: texts.own.title,
  },
  {
    id: 'provision-desk',
    law: [law('1039:19.1'), law('1039:19.2')],
    audience: [...localPowers, 'technical-administrator'],
    path: provisionDeskPath,
    title: texts.desk.title,
  },
];
