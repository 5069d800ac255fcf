import { law } from '#kernel/law.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { deskPath, reportPath } from '#modules/access/index.ts';
import { setsPath } from './access/audience.ts';
import { serviceTexts } from './texts.uk.ts';

const audience = ['technical-administrator'] as const;

/** Services of the technical administrator's cabinet (1039:20.3). */
export const administratorServices: readonly ServiceEntry[] = [
  {
    id: 'parameters',
    law: [law('1039:20.3'), law('1039:66')],
    audience,
    path: '/cabinet/parameters',
    title: serviceTexts.parameters,
  },
  {
    id: 'proposals',
    law: [law('1039:10.17')],
    audience,
    path: '/cabinet/proposals',
    title: serviceTexts.proposals,
  },
  {
    id: 'subjects',
    law: [law('1039:66'), law('1039:23.3.b.4')],
    audience,
    path: '/cabinet/subjects',
    title: serviceTexts.subjects,
  },
  {
    id: 'territories',
    law: [law('1039:66'), law('376:1')],
    audience,
    path: '/cabinet/territories',
    title: serviceTexts.territories,
  },
  {
    id: 'audit-log',
    law: [law('1039:56.1')],
    audience,
    path: '/cabinet/audit',
    title: serviceTexts.audit,
  },
  {
    id: 'store',
    law: [law('1039:10.22'), law('1039:53.3')],
    audience,
    path: '/cabinet/store',
    title: serviceTexts.store,
  },
  {
    id: 'incidents',
    law: [law('1039:21.5'), law('1039:53.5')],
    audience,
    path: '/cabinet/incidents',
    title: serviceTexts.incidents,
  },
  {
    id: 'access-desk',
    law: [law('1039:36'), law('1039:38'), law('1039:54.1'), law('1039:55')],
    audience: ['technical-administrator', 'temporary-administrator'],
    path: deskPath,
    title: serviceTexts.accessDesk,
  },
  {
    id: 'service-sets',
    law: [law('1039:20'), law('1039:54.3')],
    audience: ['technical-administrator', 'owner'],
    path: setsPath,
    title: serviceTexts.serviceSets,
  },
  {
    id: 'access-report',
    law: [law('1039:40')],
    audience: ['technical-administrator', 'owner'],
    path: reportPath,
    title: serviceTexts.accessReport,
  },
];
