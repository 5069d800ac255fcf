import { suppliers } from '#kernel/role.ts';
import { law, type ClauseId } from '#kernel/law.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { serviceTitles } from './texts.uk.ts';

function service(id: keyof typeof serviceTitles, clauses: readonly ClauseId[]): ServiceEntry {
  return {
    id: `provider-${id}`,
    law: clauses,
    audience: suppliers,
    path: `/cabinet/${id}`,
    title: serviceTitles[id],
  };
}

/** The provider's cabinet in the order of its work (1039:26.4). */
export const providerServices: readonly ServiceEntry[] = [
  service('desk', [law('1039:26.4.j'), law('1039:26.4.o')]),
  service('accounts', [law('1039:26.4.j'), law('1039:26.4.a.2')]),
  service('imports', [law('1039:19.7'), law('1039:26.4.j')]),
  service('billing', [law('1039:26.4.j'), law('1039:15.1')]),
  service('tariffs', [law('1039:26.4.k.1'), law('1039:26.4.k.3'), law('1039:15.4')]),
  service('receivables', [law('1039:15.10'), law('1039:26.4.j')]),
];
