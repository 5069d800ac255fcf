import { law } from '#kernel/law.ts';
import { restrictedAskers, suppliers } from '#kernel/role.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { accountsPath } from './accounts/accounts-page.tsx';
import { requestsPath } from './accounts/requests-page.tsx';
import { texts as accountTexts } from './accounts/texts.uk.ts';
import { housesPath } from './houses/houses-page.tsx';
import { texts as houseTexts } from './houses/texts.uk.ts';
import { bodyRoles } from './lifecycle/acts.ts';
import { accessPath } from './lifecycle/paths.ts';
import { texts as lifeCycleTexts } from './lifecycle/texts.uk.ts';
import { mandatesPath } from './mandates/mandates-page.tsx';
import { texts as mandateTexts } from './mandates/texts.uk.ts';
import { restrictedDeskPath, restrictedPath } from './restricted/paths.ts';
import { texts as restrictedTexts } from './restricted/texts.uk.ts';

/** Who reaches accounts of consumers, and who acts for a body. */
export const accessServices: readonly ServiceEntry[] = [
  {
    id: 'own-accounts',
    law: [law('1039:25'), law('1039:45.1')],
    audience: ['individual-consumer'],
    path: accountsPath,
    title: accountTexts.title,
  },
  {
    id: 'mandates',
    law: [law('1039:20.11')],
    audience: ['individual-consumer'],
    path: mandatesPath,
    title: mandateTexts.title,
  },
  {
    id: 'houses',
    law: [law('1039:20.9'), law('1039:25')],
    audience: ['collective-consumer', ...suppliers],
    path: housesPath,
    title: houseTexts.title,
  },
  {
    id: 'link-requests',
    law: [law('1039:25'), law('1039:26.4.a.2')],
    audience: suppliers,
    path: requestsPath,
    title: accountTexts.requestsTitle,
  },
  {
    id: 'access',
    law: [law('1039:29.1'), law('1039:35'), law('1039:54.2')],
    audience: bodyRoles,
    path: accessPath,
    title: lifeCycleTexts.title,
  },
  {
    id: 'restricted',
    law: [law('1039:95'), law('1039:96')],
    audience: restrictedAskers,
    path: restrictedPath,
    title: restrictedTexts.menu,
  },
  {
    id: 'restricted-desk',
    law: [law('1039:95')],
    audience: ['owner'],
    path: restrictedDeskPath,
    title: restrictedTexts.desk.title,
  },
];
