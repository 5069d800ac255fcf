import { law } from '#kernel/law.ts';
import { consumers } from '#kernel/role.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { texts } from './texts.uk.ts';

const audience = consumers;

/** The consumer's cabinet, in the order of its navigation (1039:26.5). */
export const consumerServices: readonly ServiceEntry[] = [
  {
    id: 'consumer-home',
    law: [law('1039:25'), law('1039:10.5')],
    audience,
    path: '/cabinet/home',
    title: texts.home,
  },
  {
    id: 'consumer-bills',
    law: [law('1039:15.1'), law('1039:26.5.a.4'), law('1039:26.5.a.5')],
    audience,
    path: '/cabinet/bills',
    title: texts.bills,
  },
  {
    id: 'consumer-readings',
    law: [law('1039:19.7'), law('1039:19.4')],
    audience,
    path: '/cabinet/readings',
    act: 'readings',
    title: texts.readings,
  },
  {
    id: 'consumer-payments',
    law: [law('1039:10.12'), law('1039:15.2'), law('1039:19.3')],
    audience,
    path: '/cabinet/payments',
    title: texts.payments,
  },
  {
    id: 'consumer-history',
    law: [law('1039:26.5.g')],
    audience,
    path: '/cabinet/history',
    title: texts.history,
  },
];
