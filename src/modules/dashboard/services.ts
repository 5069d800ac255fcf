import { panelReaders } from '#kernel/role.ts';
import { law } from '#kernel/law.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { panelPath } from './panel-state.ts';
import { texts } from './texts.uk.ts';

/** Services of the panel in the cabinets (1039:26.1.d). */
export const dashboardServices: readonly ServiceEntry[] = [
  {
    id: 'panel',
    law: [law('1039:11.3'), law('1039:26.1.d')],
    audience: panelReaders,
    path: panelPath,
    title: texts.panelService,
  },
];
